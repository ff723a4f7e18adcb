import { readPassphraseFile } from '../../desk/hosting/terminal-keys.ts';
import { keyFilePath, readKeyFile } from '../../desk/keys/key-file.ts';
import { loadKeySet } from '../../desk/keys/key-store.ts';
import type { KeyStore } from '../../desk/keys/key-store.ts';
import { writeRecoveryCopy } from '../../desk/keys/recovery-copy.ts';
import { refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';

export const COPIED = [
  '恢复副本已写好。请存放在另一处，口令另存；恢复时执行 npm run desk -- keys restore。',
  'The recovery copy is written. Keep it elsewhere and its passphrase apart from it; npm run desk -- keys restore puts the keys back.',
] as const;

/**
 * A recovery copy of the keys a store gives, behind the passphrase in the first line of a file that only its owner can read.
 * Refuses `passphrase_too_short` where no such file is named, and what the store and the copy refuse.
 */
export async function copyKeysTo(
  file: string,
  { dataDir, store, passphraseFile }: { dataDir: string; store: KeyStore; passphraseFile: string | undefined },
): Promise<Result<true>> {
  const present = await readKeyFile(keyFilePath(dataDir, 'desk'));
  if (!present.ok) return present;
  // There is nothing to copy, and looking must not make new keys.
  if (present.value === undefined) return refuse('key_missing', { entry: 'keys/desk.key' });
  if (passphraseFile === undefined) return refuse('passphrase_too_short', { minimum: 10 });
  const passphrase = await readPassphraseFile(passphraseFile);
  if (!passphrase.ok) return passphrase;
  const keys = await loadKeySet(store);
  return keys.ok ? writeRecoveryCopy(file, keys.value, passphrase.value) : keys;
}
