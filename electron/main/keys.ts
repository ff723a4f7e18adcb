import { safeStorage } from 'electron';
import { desktopKeyStore } from '../../desk/keys/keychain-key-store.ts';
import type { Keychain } from '../../desk/keys/keychain-key-store.ts';
import type { KeyStore } from '../../desk/keys/key-store.ts';

/** The keys of a data folder, in the system's keychain where there is a real one. Says so where there is none. */
export async function openKeyStore(dataDir: string): Promise<KeyStore> {
  const keychain = realKeychain();
  const store = await desktopKeyStore(dataDir, keychain);
  if (keychain === undefined && store.protection === 'file') {
    console.warn('系统没有钥匙串：密钥保存在仅本人可读的文件中。');
    console.warn('There is no system keychain: the keys are kept in a file that only you can read.');
  }
  return store;
}

/** `basic_text` is Chromium's stand-in on Linux: a password that is the same everywhere. It protects nothing. */
function realKeychain(): Keychain | undefined {
  if (!safeStorage.isEncryptionAvailable()) return undefined;
  const isStandIn = process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text';
  return isStandIn ? undefined : safeStorage;
}
