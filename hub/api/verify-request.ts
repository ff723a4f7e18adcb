/** Whether a request comes from a desk that is enrolled, now, once, and as it was sent. */
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { isSignedBy, SIGNATURE_HEADERS, SIGNATURE_WINDOW_MS } from '../../contract/hub-protocol/signing.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';

/** What the hub knows of its desks; answered anew for each request, so that a revocation takes effect on the next one. */
export interface DeskRegistry {
  desk(deskId: string): Promise<{ readonly publicKey: KeyObject; readonly revokedAt: UtcMs | null } | null>;
  /** Writes a nonce down until then. False where that desk has used it already: exactly one of two asking at once is told true. */
  takeNonce(deskId: string, nonce: string, until: UtcMs): Promise<boolean>;
}

export interface IncomingRequest {
  readonly method: string;
  /** With the query, as it stood in the request line. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
}

export type RequestRefusal =
  | 'unsigned'
  | 'desk_unknown'
  | 'desk_revoked'
  | 'signature_wrong'
  | 'clock_too_far'
  | 'replayed';

const signatureHeaders = z.object({
  [SIGNATURE_HEADERS.deskId]: z.string().regex(/^[\w-]{1,80}$/),
  [SIGNATURE_HEADERS.signedAt]: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .transform(Number),
  [SIGNATURE_HEADERS.nonce]: z.string().regex(/^[\w-]{16,80}$/),
  [SIGNATURE_HEADERS.signature]: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
});

/**
 * The desk that sent a request, or why it is not served. A nonce is taken last: whoever cannot sign uses up nobody's.
 * `clock_too_far` is said of true signatures alone, so that a desk may set its clock by the answer and try again.
 */
export async function verifyRequest(
  registry: DeskRegistry,
  { method, path, headers, body }: IncomingRequest,
  now: UtcMs,
): Promise<{ readonly deskId: string } | { readonly refused: RequestRefusal }> {
  const read = signatureHeaders.safeParse(headers);
  if (!read.success) return { refused: 'unsigned' };
  const { [SIGNATURE_HEADERS.deskId]: deskId, [SIGNATURE_HEADERS.signedAt]: signedAt } = read.data;
  const { [SIGNATURE_HEADERS.nonce]: nonce, [SIGNATURE_HEADERS.signature]: signature } = read.data;

  const desk = await registry.desk(deskId);
  if (desk === null) return { refused: 'desk_unknown' };
  if (!isSignedBy(desk.publicKey, { deskId, method, path, body, signedAt, nonce }, signature)) {
    return { refused: 'signature_wrong' };
  }
  if (desk.revokedAt !== null) return { refused: 'desk_revoked' };
  if (Math.abs(now - signedAt) > SIGNATURE_WINDOW_MS) return { refused: 'clock_too_far' };
  const isFirst = await registry.takeNonce(deskId, nonce, signedAt + SIGNATURE_WINDOW_MS);
  return isFirst ? { deskId } : { refused: 'replayed' };
}
