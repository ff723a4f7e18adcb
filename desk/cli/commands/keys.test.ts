import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDesk } from '../../desk.ts';
import { fileKeyStore } from '../../keys/file-key-store.ts';
import { keychainKeyStore } from '../../keys/keychain-key-store.ts';
import { passphraseKeyStore } from '../../keys/passphrase-key-store.ts';
import { loadKeySet } from '../../keys/key-store.ts';
import type { KeyStore } from '../../keys/key-store.ts';
import { writeRecoveryCopy } from '../../keys/recovery-copy.ts';
import type { Language } from '../command.ts';
import { runCli } from '../run-cli.ts';

let folder: string;
let dataDir: string;
let copy: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chedan-keys-'));
  dataDir = join(folder, 'data');
  copy = join(folder, 'copy.json');
  writeFileSync(join(folder, 'passphrase'), 'correct horse 电池\nsecond line', { mode: 0o600 });
  writeFileSync(join(folder, 'other'), 'wrong horse 电池', { mode: 0o600 });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const CHAIN = {
  encryptString: (text: string) => Buffer.from(`mine:${text}`),
  decryptString: (bytes: Buffer) => bytes.toString().slice(5),
};
const OTHER_CHAIN = {
  ...CHAIN,
  decryptString: (): string => {
    throw new Error('another user');
  },
};

/** Opens a desk as a start does; the code of its refusal, or `open`. */
async function start(keys: KeyStore): Promise<string> {
  const desk = await openDesk({ dataDir, keys, host: 'browser', demo: false });
  if (!desk.ok) return desk.refusal.code;
  await desk.value.close();
  return 'open';
}

async function run(act: string, more: { env?: Record<string, string>; language?: Language; args?: string[] } = {}) {
  const said = { out: [] as string[], err: [] as string[] };
  const exit = await runCli(['keys', act, copy, '--data-dir', dataDir, ...(more.args ?? [])], {
    language: more.language ?? 'zh',
    env: { DESK_RECOVERY_PASSPHRASE_FILE: join(folder, 'passphrase'), ...more.env },
    out: (line) => said.out.push(line),
    err: (line) => said.err.push(line),
    confirm: null,
    signal: new AbortController().signal,
  });
  return { exit, said: [...said.out, ...said.err].join('\n') };
}

const keyFiles = (): string[] =>
  readdirSync(join(dataDir, 'keys')).map((name) => readFileSync(join(dataDir, 'keys', name), 'utf8'));
const databases = (): string[] =>
  ['desk.db', 'orders.db'].map((name) => readFileSync(join(dataDir, name)).toString('base64'));

describe('a recovery copy of the keys', () => {
  it('is behind its own passphrase, for its owner alone, and never over another file', async () => {
    await start(fileKeyStore(dataDir));

    const first = await run('export');
    const again = await run('export', { language: 'en' });

    const key = JSON.parse(readFileSync(join(dataDir, 'keys', 'desk.key'), 'utf8')) as { key: string };
    expect(first.exit).toBe(0);
    expect(first.said).toContain('存放在另一处');
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    expect(readFileSync(copy, 'utf8')).not.toContain(key.key);
    expect(again).toMatchObject({ exit: 1 });
    expect(again.said).toContain('left as it is');
  });

  it('is not made where there are no keys, and makes none', async () => {
    const { exit, said } = await run('export');

    expect(exit).toBe(1);
    expect(said).toContain('密钥文件不见了');
    expect(existsSync(join(dataDir, 'keys'))).toBe(false);
  });

  it.each([
    ['a lost key file', () => rmSync(join(dataDir, 'keys'), { recursive: true }), fileKeyStore, 'key_missing'],
    [
      'a damaged key file',
      () => writeFileSync(join(dataDir, 'keys', 'desk.key'), '{'),
      fileKeyStore,
      'key_file_damaged',
    ],
    [
      'a key file that was mixed up',
      () => copyFileSync(join(dataDir, 'keys', 'orders.key'), join(dataDir, 'keys', 'desk.key')),
      fileKeyStore,
      'database_key_wrong',
    ],
  ] as const)('opens the data again after %s', async (_what, lose, store, refusal) => {
    await start(fileKeyStore(dataDir));
    await run('export');
    const before = databases();
    lose();
    // Twice: the first start must not make the second one worse.
    const refused = [await start(store(dataDir)), await start(store(dataDir))];

    const restored = await run('restore');

    expect(refused).toContain(refusal);
    expect(databases()).toEqual(before);
    expect(restored).toMatchObject({ exit: 0 });
    expect(await start(fileKeyStore(dataDir))).toBe('open');
  });

  it('opens the data again after a keychain was lost or the user changed', async () => {
    await start(keychainKeyStore(dataDir, CHAIN));
    const keys = await loadKeySet(keychainKeyStore(dataDir, CHAIN));
    const copied = keys.ok ? await writeRecoveryCopy(copy, keys.value, 'correct horse 电池') : keys;
    const lost = await start(keychainKeyStore(dataDir, OTHER_CHAIN));

    const exported = await run('export');
    const restored = await run('restore');

    expect(copied.ok).toBe(true);
    expect(lost).toBe('key_needs_keychain');
    expect(exported.said).toContain('--recovery-copy');
    expect(restored.exit).toBe(0);
    expect(await start(fileKeyStore(dataDir))).toBe('open');
    expect(readdirSync(join(dataDir, 'keys')).filter((name) => name.includes('.before-'))).toHaveLength(3);
  });

  it('gives a forgotten passphrase way to a new one', async () => {
    await start(passphraseKeyStore(dataDir, 'forgotten one'));
    writeFileSync(join(folder, 'old'), 'forgotten one', { mode: 0o600 });
    await run('export', { args: ['--passphrase'], env: { DESK_PASSPHRASE_FILE: join(folder, 'old') } });

    const restored = await run('restore', {
      args: ['--passphrase'],
      env: { DESK_PASSPHRASE_FILE: join(folder, 'other') },
    });

    expect(restored.exit).toBe(0);
    expect(await start(passphraseKeyStore(dataDir, 'forgotten one'))).toBe('passphrase_wrong');
    expect(await start(passphraseKeyStore(dataDir, 'wrong horse 电池'))).toBe('open');
  });

  it.each([
    ['the wrong passphrase', { DESK_RECOVERY_PASSPHRASE_FILE: 'other' }, (): void => undefined, '口令不正确'],
    ['a file that is no copy', {}, () => writeFileSync(copy, '{"version":1,"keys":{"__proto__":1}}'), '密钥文件已损坏'],
    ['no file', {}, (): void => rmSync(copy), '文件读不了'],
    [
      'a passphrase file that others can read',
      {},
      () => chmodSync(join(folder, 'passphrase'), 0o644),
      '可被其他用户读取',
    ],
  ] as const)('with %s changes nothing', async (_what, env, spoil, words) => {
    await start(fileKeyStore(dataDir));
    await run('export');
    spoil();
    const before = keyFiles();

    const { exit, said } = await run('restore', {
      env: Object.fromEntries(Object.entries(env).map(([name, file]) => [name, join(folder, file)])),
    });

    expect(exit).toBe(1);
    expect(said).toContain(words);
    expect(keyFiles()).toEqual(before);
  });

  it('of another data folder is refused, and so is one while a desk is open', async () => {
    await start(fileKeyStore(dataDir));
    await run('export');
    const mine = dataDir;
    dataDir = join(folder, 'another');
    await start(fileKeyStore(dataDir));
    const foreign = await run('restore');
    dataDir = mine;
    const open = await openDesk({ dataDir, keys: fileKeyStore(dataDir), host: 'browser', demo: false });

    const during = await run('restore');
    if (open.ok) await open.value.close();

    expect(foreign.said).toContain('另一个数据文件夹');
    expect(during).toMatchObject({ exit: 1, said: expect.stringContaining('正忙') as string });
  });
});
