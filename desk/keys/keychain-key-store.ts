import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { fileKeyStore } from './file-key-store.ts';
import { keyFilePath, readKeyFile } from './key-file.ts';
import type { KeyStore } from './key-store.ts';
import { wrappedKeyStore } from './wrapped-key-store.ts';

/** The operating system's keychain, as Electron's safeStorage offers it. Both throw when the keychain gives nothing. */
export interface Keychain {
  encryptString(plainText: string): Buffer;
  decryptString(encrypted: Buffer): string;
}

/** Keys wrapped by a secret that the operating system keeps for this user. */
export function keychainKeyStore(dataDir: string, keychain: Keychain): KeyStore {
  return wrappedKeyStore(dataDir, {
    protection: 'keychain',
    wrap: (key) => {
      const wrapped = keychain.encryptString(Buffer.from(key).toString('base64')).toString('base64');
      return Promise.resolve(ok({ version: 1, protection: 'keychain', wrapped } as const));
    },
    unwrap: (content) => Promise.resolve(decrypt(keychain, content.wrapped)),
  });
}

/**
 * The store for a data folder in Electron: the keychain, except where there is none or the folder was begun without one.
 * @param keychain undefined where the system has no real one.
 */
export async function desktopKeyStore(dataDir: string, keychain: Keychain | undefined): Promise<KeyStore> {
  if (keychain === undefined) return fileKeyStore(dataDir);
  const found = await readKeyFile(keyFilePath(dataDir, 'desk'));
  const isPlain = found.ok && found.value?.protection === 'file';
  return isPlain ? fileKeyStore(dataDir) : keychainKeyStore(dataDir, keychain);
}

function decrypt(keychain: Keychain, wrapped: string): Result<Uint8Array> {
  try {
    const text = keychain.decryptString(Buffer.from(wrapped, 'base64'));
    return ok(new Uint8Array(Buffer.from(text, 'base64')));
  } catch {
    // Another user's or another machine's keychain, or one that was reset: the secret is not there.
    return refuse('key_needs_keychain');
  }
}
