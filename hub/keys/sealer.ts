/** What the hub's tables hold of people, sealed: AES-256-GCM, each value under a fresh nonce. The key never lies in the database. */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

export interface Sealer {
  seal(value: unknown): Buffer;
  /** Throws where the value was sealed under another key, or was changed since. */
  open(sealed: Buffer): unknown;
  /** The same for bytes, which open only as what they were sealed to be. */
  sealBytes(bytes: Uint8Array, about: string): Buffer;
  openBytes(sealed: Buffer, about: string): Buffer;
  /** What stands in an index in a value's place: the same for the same, and nothing without the key. */
  blind(kind: string, value: string): Buffer;
}

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const BLIND_BYTES = 16;

/** Seals under this key of 32 bytes; where that comes from is the host's to say. */
export function createSealer(key: Buffer): Sealer {
  // Another key than the one that seals: neither says anything about the other.
  const blinding = Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), 'blind index', 32));
  const sealBytes: Sealer['sealBytes'] = (bytes, about) => {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(about));
    const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]);
  };
  const openBytes: Sealer['openBytes'] = (sealed, about) => {
    const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(about));
    decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  };
  return {
    sealBytes,
    openBytes,
    seal: (value) => sealBytes(Buffer.from(JSON.stringify(value), 'utf8'), ''),
    open: (sealed) => JSON.parse(openBytes(sealed, '').toString('utf8')) as unknown,
    blind: (kind, value) =>
      createHmac('sha256', blinding).update(`${kind}\0${value}`).digest().subarray(0, BLIND_BYTES),
  };
}
