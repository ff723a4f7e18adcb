/**
 * Parts of what a desk and a hub say to one another. Every object is loose: a field that this version does not know is kept
 * as it came and goes on with it. Money is integer fen, instants are UTC milliseconds, identifiers are text.
 */
import { z } from 'zod';
import { ROLES } from '../../domain/kernel/actor.ts';
import { STREAM_KINDS } from '../../domain/kernel/stream.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';

export const id = z.string().min(1).max(80);
/** An instant of the years 1 to 9999. */
export const utcMs = z.int().min(Date.parse('0001-01-01T00:00:00Z')).max(Date.parse('9999-12-31T23:59:59.999Z'));
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const base64 = z.base64().max(4096);
/** Opaque to a desk: it gives back what it was given. */
export const cursor = z.string().min(1).max(200);
/** Proof of a sign-in, made and signed by the hub: who, on which desk, until when, and until when without a network. */
export const grant = z.string().min(1).max(4096);
/** Deeper than any payload there is: what is nested deeper is refused before it is walked. */
export const DEEPEST_PAYLOAD = 32;

export const streamId = z
  .string()
  .max(120)
  .regex(new RegExp(`^(${STREAM_KINDS.join('|')})/[^/\\s]+$`, 'u'))
  .transform((stream) => stream as StreamId);

/** The body of a command or an event: an object whose inside only the domain reads. */
export const body = z
  .record(z.string(), z.unknown())
  .refine((value) => isNoDeeper(value, DEEPEST_PAYLOAD), { error: 'nested too deeply' });

function isNoDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isNoDeeper(inner, levels - 1));
}

/** Values for the sentence of a refusal; never anything unmasked. */
export const refusalData = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]),
);

/** Who did what an event says. Roles are those that the hub knew of, never what a desk claimed. */
export const actor = z.looseObject({ userId: id, roles: z.array(z.enum(ROLES)), branchId: id, deskId: id });

/** An event that the authority has accepted. Its type may be one that this desk does not know yet: it is kept, not dropped. */
export const confirmedEvent = z.looseObject({
  eventId: id,
  stream: streamId,
  version: z.int().min(1),
  type: z.string().min(1).max(80),
  data: body,
  commandId: id,
  actor,
  capturedAt: utcMs,
  acceptedAt: utcMs,
  /** Set where the desk's clock was so far from the hub's that its instants are not to be relied upon. */
  clockSkewMs: z.int().optional(),
});
