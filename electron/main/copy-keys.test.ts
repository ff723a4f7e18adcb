import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keychainKeyStore } from '../../desk/keys/keychain-key-store.ts';
import { readRecoveryCopy } from '../../desk/keys/recovery-copy.ts';
import { copyKeysTo } from './copy-keys.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chedan-copy-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const store = () =>
  keychainKeyStore(folder, {
    encryptString: (text) => Buffer.from(`mine:${text}`),
    decryptString: (bytes) => bytes.toString().slice(5),
  });

describe('a recovery copy of keys that the keychain has', () => {
  it('holds those keys behind the passphrase of the file', async () => {
    const passphraseFile = join(folder, 'passphrase');
    writeFileSync(passphraseFile, 'correct horse 电池\n', { mode: 0o600 });
    const key = await store().load('desk');

    const copied = await copyKeysTo(join(folder, 'copy'), { dataDir: folder, store: store(), passphraseFile });

    const read = await readRecoveryCopy(join(folder, 'copy'), 'correct horse 电池');
    expect(copied.ok).toBe(true);
    expect(read.ok && key.ok && Buffer.from(read.value.desk).equals(key.value)).toBe(true);
    expect(readFileSync(join(folder, 'copy'), 'utf8')).not.toContain('mine:');
  });

  it('is refused without a passphrase, and where there are no keys, of which it makes none', async () => {
    const none = await copyKeysTo(join(folder, 'copy'), { dataDir: folder, store: store(), passphraseFile: undefined });
    await store().load('desk');
    const unsaid = await copyKeysTo(join(folder, 'copy'), {
      dataDir: folder,
      store: store(),
      passphraseFile: undefined,
    });

    expect(none).toMatchObject({ ok: false, refusal: { code: 'key_missing' } });
    expect(unsaid).toMatchObject({ ok: false, refusal: { code: 'passphrase_too_short' } });
    expect(existsSync(join(folder, 'copy'))).toBe(false);
  });
});
