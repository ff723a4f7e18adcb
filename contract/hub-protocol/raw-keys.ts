/** Public keys as they travel: the 32 raw bytes of Ed25519 or X25519, in base64. */
import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** The raw bytes of a public key on one of the two curves. */
export function rawPublicKey(key: KeyObject): string {
  const { x } = key.export({ format: 'jwk' });
  if (x === undefined) throw new Error('not a key of Ed25519 or X25519');
  return Buffer.from(x, 'base64url').toString('base64');
}

/** The Ed25519 key of these bytes; null where they are none. */
export function ed25519PublicKey(raw: string): KeyObject | null {
  return publicKeyOn('Ed25519', raw);
}

/** The X25519 key of these bytes; null where they are none. */
export function x25519PublicKey(raw: string): KeyObject | null {
  return publicKeyOn('X25519', raw);
}

function publicKeyOn(crv: 'Ed25519' | 'X25519', raw: string): KeyObject | null {
  const bytes = Buffer.from(raw, 'base64');
  if (bytes.length !== 32) return null;
  return createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv, x: bytes.toString('base64url') } });
}
