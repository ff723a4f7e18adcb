/**
 * Parts of what a desk and a hub say to one another. Every object is loose: a field that this version does not know is kept
 * as it came and goes on with it; so is an event of a type, a stream or a role that came later, which must not hold up a pull. Money is integer fen, instants are UTC milliseconds, identifiers are text.
 */
import { z } from 'zod';
import { id, isShallow, utcMs } from '../values.ts';

export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const base64 = z.base64().max(4096);
/** Opaque to a desk: it gives back what it was given. */
export const cursor = z.string().min(1).max(200);
/** Proof of a sign-in, made and signed by the hub: who, on which desk, until when, and until when without a network. */
export const grant = z.string().min(1).max(4096);

/** `<kind>/<id>`; the kind may be one of a later version. */
export const streamId = z.string().regex(/^[a-z-]{1,40}\/[^/\s\p{Cc}]{1,80}$/u);
/** The name of a command's or an event's type. */
export const typeName = z.string().regex(/^\w{1,80}$/u);

/** Roles by their names; one that is not known yet says nothing to whoever reads it. */
export const roles = z.array(z.string().min(1).max(40));

/** The body of a command or an event: an object whose inside only the domain reads. */
export const body = z
  .record(z.string(), z.unknown())
  .refine((value) => isShallow(value), { error: 'nested too deeply' });

/** Who did what an event says. Roles are those that the hub knew of, never what a desk claimed. What time alone did was done at no branch. */
export const actor = z.looseObject({ userId: id, roles, branchId: z.union([id, z.literal('')]), deskId: id });

/** An event that the authority has accepted. Its type may be one that this desk does not know yet: it is kept, not dropped. */
export const confirmedEvent = z.looseObject({
  eventId: id,
  stream: streamId,
  version: z.int().min(1),
  type: typeName,
  data: body,
  commandId: id,
  actor,
  capturedAt: utcMs,
  acceptedAt: utcMs,
  /** Set where the desk's clock was so far from the hub's that its instants are not to be relied upon. */
  clockSkewMs: z.int().optional(),
});
