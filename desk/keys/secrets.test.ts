import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDesk } from '../desk.ts';
import { fileKeyStore } from './file-key-store.ts';
import { keyFilePath, readKeyFile } from './key-file.ts';
import { heldKeyStore, KEY_NAMES, loadKeySet } from './key-store.ts';
import type { KeySet } from './key-store.ts';

/** Every way in which a key could stand somewhere: its bytes, and the texts made of them. */
function spellingsOf(key: Uint8Array): Buffer[] {
  const bytes = Buffer.from(key);
  const texts = [
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    bytes.toString('base64').slice(0, 42),
    bytes.toString('base64url').slice(0, 42),
    [...bytes].join(','),
    JSON.stringify([...bytes]),
  ];
  // UTF-16 too: that is how a heap or a Windows file keeps a text.
  return [bytes, ...texts.flatMap((text) => [Buffer.from(text), Buffer.from(text, 'utf16le')])];
}

function holdsKey(content: Uint8Array, keys: KeySet): boolean {
  const bytes = Buffer.from(content);
  return KEY_NAMES.some((name) => spellingsOf(keys[name]).some((spelling) => bytes.includes(spelling)));
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chedan-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the keys of a desk', () => {
  it('are found by this test where they are', async () => {
    const keys = await loadKeySet(fileKeyStore(folder));

    const holding = filesBelow(folder).filter((file) => keys.ok && holdsKey(readFileSync(file), keys.value));

    expect(holding.map((file) => relative(folder, file)).toSorted()).toEqual([
      'keys/desk.key',
      'keys/evidence.key',
      'keys/orders.key',
    ]);
  });

  it('stand in no file but their own after work, after a close, and after opens that were refused', async () => {
    const store = fileKeyStore(folder);
    const keys = await loadKeySet(store);
    if (!keys.ok) throw new Error(keys.refusal.code);
    const said: unknown[] = [];
    const opened = await openDesk({ dataDir: folder, keys: store, host: 'browser', demo: true });
    if (!opened.ok) throw new Error(opened.refusal.code);
    said.push(await opened.value.deps.evidence.put(new Blob(['通话记录'])));
    // A second desk is refused while this one is open; a wrong key is, once it is closed.
    said.push(await openDesk({ dataDir: folder, keys: store, host: 'browser', demo: true }));
    const during = filesBelow(folder).filter((file) => holdsKey(readFileSync(file), keys.value));
    await opened.value.close();
    const wrong = { desk: new Uint8Array(32).fill(1), orders: keys.value.orders, evidence: keys.value.evidence };
    said.push(await openDesk({ dataDir: folder, keys: heldKeyStore('file', wrong), host: 'browser', demo: false }));
    writeFileSync(join(folder, 'orders.db'), Buffer.alloc(8192, 7));
    said.push(await openDesk({ dataDir: folder, keys: store, host: 'browser', demo: false }));

    const after = filesBelow(folder).filter((file) => holdsKey(readFileSync(file), keys.value));

    const own = KEY_NAMES.map((name) => keyFilePath(folder, name)).toSorted();
    expect(during.toSorted()).toEqual(own);
    expect(after.toSorted()).toEqual(own);
    expect(JSON.stringify(said)).toContain('database_key_wrong');
    expect(holdsKey(Buffer.from(JSON.stringify(said)), keys.value)).toBe(false);
  });

  it('stand in no report that the process could leave behind when it dies', async () => {
    const store = fileKeyStore(folder);
    const keys = await loadKeySet(store);
    if (!keys.ok) throw new Error(keys.refusal.code);
    const opened = await openDesk({ dataDir: folder, keys: store, host: 'browser', demo: false });
    const failing = await openDesk({
      dataDir: join(folder, 'logs'),
      keys: heldKeyStore('file', { ...keys.value, desk: new Uint8Array(31) }),
      host: 'browser',
      demo: false,
    }).catch((error: unknown) => error);

    const report = JSON.stringify(process.report.getReport());
    const surroundings = JSON.stringify([process.env, process.argv, process.execArgv]);
    if (opened.ok) await opened.value.close();

    expect(failing).toBeInstanceOf(Error);
    expect(holdsKey(Buffer.from(report), keys.value)).toBe(false);
    expect(holdsKey(Buffer.from(surroundings), keys.value)).toBe(false);
    expect(holdsKey(Buffer.from(String((failing as Error).stack)), keys.value)).toBe(false);
  });
});

describe('a key file of another system user', () => {
  // Whoever may read everything takes another user's place for it; everybody else is kept out by the folder.
  const asAnother = async <T>(work: () => Promise<T>): Promise<T> => {
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534);
    else chmodSync(join(folder, 'keys'), 0o000);
    try {
      return await work();
    } finally {
      if (isRoot) process.seteuid?.(0);
      else chmodSync(join(folder, 'keys'), 0o700);
    }
  };

  it.runIf(process.platform !== 'win32')('is refused in words, and nothing is made in its place', async () => {
    await loadKeySet(fileKeyStore(folder));
    const before = filesBelow(folder);

    const refused = await asAnother(() => readKeyFile(keyFilePath(folder, 'desk')));

    expect(refused).toMatchObject({ ok: false, refusal: { code: 'key_not_readable' } });
    expect(filesBelow(folder)).toEqual(before);
  });
});
