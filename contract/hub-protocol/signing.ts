/**
 * How a desk signs its requests (Ed25519), and what of them: nothing that the hub acts on may be changed without the
 * signature failing. The hub takes a nonce once, and only near its own clock.
 */
import { createHash, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { UtcMs } from '../../domain/kernel/units.ts';

/** How far the instant of a signature may be from the hub's clock, either way. */
export const SIGNATURE_WINDOW_MS = 5 * 60_000;

/** The headers that carry a signature, in lower case as Node reads them. */
export const SIGNATURE_HEADERS = {
  deskId: 'x-desk-id',
  signedAt: 'x-signed-at',
  nonce: 'x-nonce',
  signature: 'x-signature',
} as const;

export interface SignedRequest {
  readonly deskId: string;
  readonly method: string;
  /** With the query, as it stands in the request line. */
  readonly path: string;
  /** The bytes as they travel; none where there is no body. */
  readonly body: Uint8Array;
  /** The desk's clock, set right by what the hub last said of its own. */
  readonly signedAt: UtcMs;
  readonly nonce: string;
}

/** What is signed: no part can run into the next, each stands on a line of its own. A line break in one throws. */
export function signingText(request: SignedRequest): string {
  const lines = [
    'chedan-desk-1',
    request.deskId,
    request.method.toUpperCase(),
    request.path,
    createHash('sha256').update(request.body).digest('hex'),
    String(request.signedAt),
    request.nonce,
  ];
  if (lines.some((line) => /[\r\n]/.test(line))) throw new Error('a line break in what is to be signed');
  return lines.join('\n');
}

/** The headers of a request, signed. */
export function signRequest(privateKey: KeyObject, request: SignedRequest): Record<string, string> {
  return {
    [SIGNATURE_HEADERS.deskId]: request.deskId,
    [SIGNATURE_HEADERS.signedAt]: String(request.signedAt),
    [SIGNATURE_HEADERS.nonce]: request.nonce,
    [SIGNATURE_HEADERS.signature]: sign(null, Buffer.from(signingText(request)), privateKey).toString('base64'),
  };
}

export function isSignedBy(publicKey: KeyObject, request: SignedRequest, signature: string): boolean {
  return verify(null, Buffer.from(signingText(request)), publicKey, Buffer.from(signature, 'base64'));
}
