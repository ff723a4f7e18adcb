import { chmod, mkdir, mkdtemp, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileKeyStore } from './file-key-store.ts';
import { keyFilePath } from './key-file.ts';
import { loadKeySet } from './key-store.ts';
import type { KeyStore } from './key-store.ts';
import { desktopKeyStore, keychainKeyStore } from './keychain-key-store.ts';
import type { Keychain } from './keychain-key-store.ts';
import { passphraseKeyStore } from './passphrase-key-store.ts';

const PASSPHRASE = 'correct horse 电池 staple';

let dataDir = '';
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'desk-keys-'));
});
afterEach(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

/** Stands for the operating system's keychain: every secret of its own makes other bytes. */
function keychainWith(secret: string): Keychain {
  return {
    encryptString: (text) => Buffer.from(`${secret}:${Buffer.from(text).toString('hex')}`),
    decryptString: (encrypted) => {
      const [owner, hex = ''] = encrypted.toString().split(':');
      if (owner !== secret) throw new Error('not decryptable');
      return Buffer.from(hex, 'hex').toString();
    },
  };
}

async function keyOf(store: KeyStore, name: 'desk' | 'orders' | 'evidence' = 'desk'): Promise<Uint8Array> {
  const loaded = await store.load(name);
  if (!loaded.ok) throw new Error(loaded.refusal.code);
  return loaded.value;
}

const stores: readonly [string, (dir: string) => KeyStore][] = [
  ['in a file', (dir) => fileKeyStore(dir)],
  ['behind a passphrase', (dir) => passphraseKeyStore(dir, PASSPHRASE)],
  ['in the keychain', (dir) => keychainKeyStore(dir, keychainWith('mine'))],
];

describe.each(stores)('keys %s', (_name, open) => {
  it('are 32 random bytes, and the same the next time', async () => {
    const first = await keyOf(open(dataDir));

    const again = await keyOf(open(dataDir));

    expect(first.byteLength).toBe(32);
    expect(new Set(first).size).toBeGreaterThan(8);
    expect(Buffer.from(again).equals(first)).toBe(true);
  });

  it('differ by name', async () => {
    const keys = await loadKeySet(open(dataDir));

    const hex = keys.ok ? Object.values(keys.value).map((key) => Buffer.from(key).toString('hex')) : [];
    expect(new Set(hex).size).toBe(3);
  });

  it('lie in a 0600 file in a 0700 folder', async () => {
    await keyOf(open(dataDir));

    const file = await stat(keyFilePath(dataDir, 'desk'));
    const folder = await stat(join(dataDir, 'keys'));
    expect(file.mode & 0o777).toBe(0o600);
    expect(folder.mode & 0o777).toBe(0o700);
  });

  it('are refused when others can read the file', async () => {
    await keyOf(open(dataDir));
    await chmod(keyFilePath(dataDir, 'desk'), 0o640);

    const loaded = await open(dataDir).load('desk');

    expect(loaded).toMatchObject({ ok: false, refusal: { code: 'key_file_exposed', data: { mode: '0640' } } });
  });

  it('are refused when others can enter the folder', async () => {
    await keyOf(open(dataDir));
    await chmod(join(dataDir, 'keys'), 0o755);

    const loaded = await open(dataDir).load('desk');

    expect(loaded).toMatchObject({ ok: false, refusal: { code: 'key_file_exposed', data: { entry: 'keys' } } });
  });

  it('are never replaced when the file is damaged', async () => {
    await keyOf(open(dataDir));
    await writeFile(keyFilePath(dataDir, 'desk'), '{"version":1');

    const loaded = await open(dataDir).load('desk');

    expect(loaded).toMatchObject({ ok: false, refusal: { code: 'key_file_damaged' } });
    expect(await readFile(keyFilePath(dataDir, 'desk'), 'utf8')).toBe('{"version":1');
  });

  it('are one and the same for two processes that start at once', async () => {
    const both = await Promise.all([keyOf(open(dataDir)), keyOf(open(dataDir)), keyOf(open(dataDir))]);

    expect(new Set(both.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1);
  });
});

describe('a key file', () => {
  it('is not read through a symbolic link', async () => {
    await keyOf(fileKeyStore(dataDir));
    const path = keyFilePath(dataDir, 'desk');
    await rename(path, join(dataDir, 'elsewhere'));
    await symlink(join(dataDir, 'elsewhere'), path);

    const loaded = await fileKeyStore(dataDir).load('desk');

    expect(loaded).toMatchObject({ ok: false, refusal: { code: 'key_file_damaged' } });
  });

  it('with a key of another length is damaged', async () => {
    await mkdir(join(dataDir, 'keys'), { mode: 0o700 });
    const content = { version: 1, protection: 'file', key: Buffer.alloc(16, 7).toString('base64') };
    await writeFile(keyFilePath(dataDir, 'desk'), JSON.stringify(content), { mode: 0o600 });

    const loaded = await fileKeyStore(dataDir).load('desk');

    expect(loaded).toMatchObject({ ok: false, refusal: { code: 'key_file_damaged' } });
  });

  it('says which protection it has when opened under another', async () => {
    await keyOf(passphraseKeyStore(dataDir, PASSPHRASE), 'desk');
    await keyOf(keychainKeyStore(dataDir, keychainWith('mine')), 'orders');
    await keyOf(fileKeyStore(dataDir), 'evidence');

    const answers = [
      await fileKeyStore(dataDir).load('desk'),
      await fileKeyStore(dataDir).load('orders'),
      await passphraseKeyStore(dataDir, PASSPHRASE).load('evidence'),
    ];

    expect(answers.map((answer) => (answer.ok ? 'opened' : answer.refusal.code))).toEqual([
      'key_needs_passphrase',
      'key_needs_keychain',
      'key_has_no_passphrase',
    ]);
  });
});

describe('a passphrase', () => {
  it('that is wrong opens nothing', async () => {
    await keyOf(passphraseKeyStore(dataDir, PASSPHRASE));

    const loaded = await passphraseKeyStore(dataDir, `${PASSPHRASE} `).load('desk');

    expect(loaded).toMatchObject({ ok: false, refusal: { code: 'passphrase_wrong' } });
  });

  it('that is too short is refused before anything is written', async () => {
    const loaded = await passphraseKeyStore(dataDir, 'too short').load('desk');

    expect(loaded).toMatchObject({ ok: false, refusal: { code: 'passphrase_too_short', data: { minimum: 10 } } });
    await expect(stat(join(dataDir, 'keys'))).rejects.toThrow('ENOENT');
  });

  it('opens the key of the name it was made for only', async () => {
    await keyOf(passphraseKeyStore(dataDir, PASSPHRASE), 'desk');
    await rename(keyFilePath(dataDir, 'desk'), keyFilePath(dataDir, 'orders'));

    const loaded = await passphraseKeyStore(dataDir, PASSPHRASE).load('orders');

    expect(loaded).toMatchObject({ ok: false, refusal: { code: 'passphrase_wrong' } });
  });

  it('leaves no key in the clear in its file', async () => {
    const key = await keyOf(passphraseKeyStore(dataDir, PASSPHRASE));

    const text = await readFile(keyFilePath(dataDir, 'desk'), 'utf8');

    expect(text).not.toContain(Buffer.from(key).toString('base64'));
    expect(text).not.toContain('horse');
  });
});

describe('the desktop', () => {
  it('uses the keychain for a new data folder', async () => {
    const store = await desktopKeyStore(dataDir, keychainWith('mine'));

    expect(store.protection).toBe('keychain');
  });

  it('goes on with plain files where the folder began without a keychain', async () => {
    const key = await keyOf(fileKeyStore(dataDir));

    const store = await desktopKeyStore(dataDir, keychainWith('mine'));

    expect(store.protection).toBe('file');
    expect(Buffer.from(await keyOf(store)).equals(key)).toBe(true);
  });

  it('says so when the keychain is not the one that wrapped the keys, or is gone', async () => {
    await keyOf(keychainKeyStore(dataDir, keychainWith('mine')));

    const other = await (await desktopKeyStore(dataDir, keychainWith('another'))).load('desk');
    const gone = await (await desktopKeyStore(dataDir, undefined)).load('desk');

    expect(other).toMatchObject({ ok: false, refusal: { code: 'key_needs_keychain' } });
    expect(gone).toMatchObject({ ok: false, refusal: { code: 'key_needs_keychain' } });
  });
});
