/**
 * What a desk signs of a request, as one text: nothing that the hub acts on may be changed without the signature failing.
 * The hub takes a nonce once, and only near its own clock.
 */
import type { UtcMs } from '../../domain/kernel/units.ts';

export interface SignedRequest {
  readonly deskId: string;
  readonly method: string;
  /** With the query, as it stands in the request line. */
  readonly path: string;
  /** Lower-case hex of the SHA-256 of the body as it travels; of nothing where there is none. */
  readonly bodySha256: string;
  /** The desk's clock. */
  readonly signedAt: UtcMs;
  readonly nonce: string;
}

/** No part can run into the next: each stands on a line of its own, and a line break in one is refused with an exception. */
export function signingText(request: SignedRequest): string {
  const lines = [
    'chedan-desk-1',
    request.deskId,
    request.method.toUpperCase(),
    request.path,
    request.bodySha256,
    String(request.signedAt),
    request.nonce,
  ];
  if (lines.some((line) => /[\r\n]/.test(line))) throw new Error('a line break in what is to be signed');
  return lines.join('\n');
}
