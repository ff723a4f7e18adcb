/** A short secret that one desk alone may open: sealed to its X25519 key under a key pair that is made for it and thrown away. */
import { createCipheriv, createDecipheriv, diffieHellman, generateKeyPairSync, hkdfSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { rawPublicKey, x25519PublicKey } from './raw-keys.ts';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const TAG_BYTES = 16;
/** Every key seals once. */
const NONCE = Buffer.alloc(12);

/** The public half of what it was sealed with, the tag, and the secret; base64. */
export function sealTo(recipient: KeyObject, secret: Uint8Array): string {
  const once = generateKeyPairSync('x25519');
  const ephemeral = Buffer.from(rawPublicKey(once.publicKey), 'base64');
  const cipher = createCipheriv(CIPHER, sharedKey(once.privateKey, recipient, ephemeral), NONCE);
  const body = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([ephemeral, cipher.getAuthTag(), body]).toString('base64');
}

/** The secret; null where it was sealed to somebody else, or is not whole. */
export function openSealed(own: KeyObject, sealed: string): Buffer | null {
  const bytes = Buffer.from(sealed, 'base64');
  const ephemeral = bytes.subarray(0, KEY_BYTES);
  const sender = x25519PublicKey(ephemeral.toString('base64'));
  if (sender === null || bytes.length <= KEY_BYTES + TAG_BYTES) return null;
  try {
    const decipher = createDecipheriv(CIPHER, sharedKey(own, sender, ephemeral), NONCE);
    decipher.setAuthTag(bytes.subarray(KEY_BYTES, KEY_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(KEY_BYTES + TAG_BYTES)), decipher.final()]);
  } catch {
    return null;
  }
}

function sharedKey(privateKey: KeyObject, publicKey: KeyObject, ephemeral: Buffer): Buffer {
  const secret = diffieHellman({ privateKey, publicKey });
  return Buffer.from(hkdfSync('sha256', secret, ephemeral, 'sealed to a desk', KEY_BYTES));
}
