import { randomBytes } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { diskRefusal } from '../../domain/kernel/disk-refusal.ts';
import type { RefusalCode } from '../../domain/kernel/refusal.ts';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Refused, Result } from '../../domain/kernel/result.ts';
import { createKeyFile, keyFilePath, readKeyFile } from './key-file.ts';
import type { KeyFile } from './key-file.ts';
import { KEY_BYTES } from './key-store.ts';
import type { KeyName, KeyStore } from './key-store.ts';

/** How one protection turns a key into the content of its file and back. */
export interface KeyWrapping<P extends KeyFile['protection']> {
  readonly protection: P;
  wrap(key: Uint8Array, name: KeyName): Promise<Result<Extract<KeyFile, { protection: P }>>>;
  /** Refuses when the content is a key file and still does not give the key. */
  unwrap(content: Extract<KeyFile, { protection: P }>, name: KeyName): Promise<Result<Uint8Array>>;
}

/** Keys in `<data folder>/keys`, one file each, under one protection. */
export function wrappedKeyStore<P extends KeyFile['protection']>(dataDir: string, wrapping: KeyWrapping<P>): KeyStore {
  return { protection: wrapping.protection, load: (name) => loadOrRefuse(dataDir, name, wrapping) };
}

/** A disk that does not take or give a key file is a refusal. */
async function loadOrRefuse<P extends KeyFile['protection']>(
  dataDir: string,
  name: KeyName,
  wrapping: KeyWrapping<P>,
): Promise<Result<Uint8Array>> {
  try {
    return await loadOrCreate(dataDir, name, wrapping);
  } catch (error) {
    const refusal = diskRefusal(error);
    if (refusal === null) throw error;
    return refusal;
  }
}

async function loadOrCreate<P extends KeyFile['protection']>(
  dataDir: string,
  name: KeyName,
  wrapping: KeyWrapping<P>,
): Promise<Result<Uint8Array>> {
  const path = keyFilePath(dataDir, name);
  const found = await readKeyFile(path);
  if (!found.ok) return found;
  if (found.value !== undefined) return unwrap(found.value, name, wrapping);
  // A new key would not open what is there, and would stand where the old one has to go back to.
  if (await hasData(dataDir, name)) return refuse('key_missing', { entry: `keys/${name}.key` });
  const key = new Uint8Array(randomBytes(KEY_BYTES));
  const wrapped = await wrapping.wrap(key, name);
  if (!wrapped.ok) return wrapped;
  // When another process wrote the file in between, its key counts.
  if (await createKeyFile(path, wrapped.value)) return ok(key);
  const other = await readKeyFile(path);
  if (!other.ok) return other;
  return other.value === undefined ? damaged(name) : unwrap(other.value, name, wrapping);
}

/** What the key of that name opens. */
const DATA = { desk: 'desk.db', orders: 'orders.db', evidence: 'evidence' } as const satisfies Record<KeyName, string>;

async function hasData(dataDir: string, name: KeyName): Promise<boolean> {
  try {
    await access(join(dataDir, DATA[name]));
    return true;
  } catch {
    return false;
  }
}

async function unwrap<P extends KeyFile['protection']>(
  content: KeyFile,
  name: KeyName,
  wrapping: KeyWrapping<P>,
): Promise<Result<Uint8Array>> {
  if (!isUnder(content, wrapping.protection)) return refuse(REFUSAL_BY_PROTECTION[content.protection]);
  const key = await wrapping.unwrap(content, name);
  if (!key.ok) return key;
  return key.value.byteLength === KEY_BYTES ? key : damaged(name);
}

function isUnder<P extends KeyFile['protection']>(
  content: KeyFile,
  protection: P,
): content is Extract<KeyFile, { protection: P }> {
  return content.protection === protection;
}

/** What to say of a file under another protection than the store's. A plain one is not quietly accepted where a passphrase was asked for. */
const REFUSAL_BY_PROTECTION = {
  keychain: 'key_needs_keychain',
  passphrase: 'key_needs_passphrase',
  file: 'key_has_no_passphrase',
} as const satisfies Record<KeyFile['protection'], RefusalCode>;

function damaged(name: KeyName): Refused {
  return refuse('key_file_damaged', { entry: `keys/${name}.key` });
}
