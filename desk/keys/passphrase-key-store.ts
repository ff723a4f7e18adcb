import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import type { KeyFile } from './key-file.ts';
import { KEY_BYTES } from './key-store.ts';
import type { KeyName, KeyStore } from './key-store.ts';
import { wrappedKeyStore } from './wrapped-key-store.ts';

type PassphraseFile = Extract<KeyFile, { protection: 'passphrase' }>;

/** What a new passphrase must have, in UTF-16 units. */
export const MIN_PASSPHRASE_LENGTH = 10;

/** argon2id, RFC 9106's second recommended setting. A key file names its own, so that this can rise later. */
const MEMORY_KIB = 65_536;
const PASSES = 3;
/** A key file asking for more was not written by this program. */
const MAX_MEMORY_KIB = 1_048_576;
const MAX_PASSES = 64;

/** Keys wrapped by a key that argon2id derives from a passphrase (AES-256-GCM, the key's name authenticated with it). */
export function passphraseKeyStore(dataDir: string, passphrase: string): KeyStore {
  return wrappedKeyStore(dataDir, {
    protection: 'passphrase',
    wrap: (key, name) => wrapByPassphrase(passphrase, key, name),
    unwrap: (content, name) => unwrapByPassphrase(passphrase, content, name),
  });
}

/** A key behind a passphrase. Refuses `passphrase_too_short`. */
export async function wrapByPassphrase(
  passphrase: string,
  key: Uint8Array,
  name: KeyName,
): Promise<Result<PassphraseFile>> {
  if (passphrase.length < MIN_PASSPHRASE_LENGTH) {
    return refuse('passphrase_too_short', { minimum: MIN_PASSPHRASE_LENGTH });
  }
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await derive(passphrase, salt, MEMORY_KIB, PASSES), iv);
  cipher.setAAD(Buffer.from(name));
  const wrapped = Buffer.concat([cipher.update(key), cipher.final()]);
  return ok({
    version: 1,
    protection: 'passphrase',
    salt: salt.toString('base64'),
    memoryKib: MEMORY_KIB,
    passes: PASSES,
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    wrapped: wrapped.toString('base64'),
  });
}

/** The key of that name again. Refuses `passphrase_wrong` and `key_file_damaged`. */
export async function unwrapByPassphrase(
  passphrase: string,
  content: PassphraseFile,
  name: KeyName,
): Promise<Result<Uint8Array>> {
  const [salt, iv, tag] = [content.salt, content.iv, content.tag].map((part) => Buffer.from(part, 'base64'));
  if (salt?.length !== 16 || iv?.length !== 12 || tag?.length !== 16) return damagedFile(name);
  if (content.memoryKib > MAX_MEMORY_KIB || content.passes > MAX_PASSES) return damagedFile(name);
  const wrapping = await derive(passphrase, salt, content.memoryKib, content.passes);
  const decipher = createDecipheriv('aes-256-gcm', wrapping, iv);
  decipher.setAAD(Buffer.from(name));
  decipher.setAuthTag(tag);
  try {
    const key = Buffer.concat([decipher.update(Buffer.from(content.wrapped, 'base64')), decipher.final()]);
    return ok(new Uint8Array(key));
  } catch {
    // A wrong passphrase and a changed file cannot be told apart here, and the first is by far the likelier.
    return refuse('passphrase_wrong');
  }
}

function damagedFile(name: KeyName): Result<never> {
  return refuse('key_file_damaged', { entry: `keys/${name}.key` });
}

function derive(passphrase: string, salt: Uint8Array, memoryCost: number, timeCost: number): Promise<Buffer> {
  // Argon2id is the package's default algorithm. NFKC: the same passphrase typed on another keyboard gives the same bytes.
  return hashRaw(passphrase.normalize('NFKC'), { salt, memoryCost, timeCost, parallelism: 1, outputLen: KEY_BYTES });
}
