import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUpDaily } from '../../../db/open/backup.ts';
import { holdDataFolder } from '../../../db/open/hold-data-folder.ts';
import { deskFiles, openDeskDb } from '../../../db/open/open-desk-db.ts';
import { openTemporaryDb } from '../../../db/testing/temporary-db.ts';
import type { TemporaryDb } from '../../../db/testing/temporary-db.ts';
import { verifyAuditChain } from '../../../db/queries/audit.ts';
import { fileKeyStore } from '../../keys/file-key-store.ts';
import { loadKeySet } from '../../keys/key-store.ts';
import type { KeySet } from '../../keys/key-store.ts';
import type { CliIo, Language } from '../command.ts';
import { runCli } from '../run-cli.ts';

const NOW = Date.UTC(2026, 2, 10, 2, 0);
const COPY = 'desk-20260310T100000-daily.db';

let folder: TemporaryDb;
let dataDir: string;
let keys: KeySet;

beforeEach(async () => {
  folder = openTemporaryDb(NOW);
  dataDir = join(folder.dataDir, 'data');
  const loaded = await loadKeySet(fileKeyStore(dataDir));
  if (!loaded.ok) throw new Error(loaded.refusal.code);
  keys = loaded.value;
  inDb(() => undefined);
  backUpDaily(deskFiles({ dataDir, keys }).desk, { dataDir, name: 'desk', now: NOW });
});
afterEach(() => folder.dispose());

function inDb<T>(work: (db: TemporaryDb['db']) => T): T {
  const opened = openDeskDb({ dataDir, keys, now: NOW });
  if (!opened.ok) throw new Error(opened.refusal.code);
  try {
    return work(opened.value.db);
  } finally {
    opened.value.db.close();
  }
}

function damage(): void {
  const path = join(dataDir, 'desk.db');
  const bytes = readFileSync(path);
  bytes[2000] = (bytes[2000] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

async function run(language: Language, ...args: string[]): Promise<{ exit: number; out: string; err: string }> {
  const said = { out: [] as string[], err: [] as string[] };
  const io: CliIo = {
    language,
    env: {},
    out: (line) => said.out.push(line),
    err: (line) => said.err.push(line),
    confirm: null,
    signal: new AbortController().signal,
  };
  const exit = await runCli(['backup', ...args, '--data-dir', dataDir], io);
  return { exit, out: said.out.join('\n'), err: said.err.join('\n') };
}

describe('backup list', () => {
  it('names every copy with its time and why it was made', async () => {
    const zh = await run('zh', 'list');
    const en = await run('en', 'list');

    expect(zh).toMatchObject({ exit: 0, err: '' });
    expect(zh.out).toMatch(new RegExp(`^${COPY} {2}desk.db {2}2026-03-10 10:00 .*每日备份$`, 'u'));
    expect(en.out).toContain('daily');
  });
});

describe('backup restore', () => {
  it('restores a damaged file, says in words what is missing, and writes it into the audit log', async () => {
    damage();
    const before = openDeskDb({ dataDir, keys, now: NOW });

    const zh = await run('zh', 'restore', COPY);

    expect(before).toMatchObject({ ok: false, refusal: { code: 'database_corrupt' } });
    expect(zh).toMatchObject({ exit: 0, err: '' });
    expect(zh.out).toContain('已用 2026-03-10 10:00 的备份恢复 desk.db');
    expect(zh.out).toContain('2026-03-10 10:00 之后录入的都要当作缺失');
    expect(inDb((db) => db.all('SELECT act, data FROM audit'))).toEqual([
      { act: 'backup_restored', data: `{"backup":"${COPY}","lacking":0}` },
    ]);
    expect(inDb(verifyAuditChain).firstBrokenSeq).toBeNull();
  });

  it('says that nothing is missing where nothing came after the backup', async () => {
    const en = await run('en', 'restore', COPY);

    expect(en.out).toContain('nothing is missing');
    expect(en.out).toContain('is kept as it is in damaged');
  });

  it('is refused while a desk has the folder open, and changes nothing', async () => {
    const held = holdDataFolder(dataDir);

    const en = await run('en', 'restore', COPY);

    if (held.ok) held.value.release();
    expect(en).toMatchObject({ exit: 1, out: '' });
    expect(en.err).toContain('Another program is using this data folder');
    expect(existsSync(join(dataDir, 'damaged'))).toBe(false);
  });

  it.each([
    ['a name that no copy has', ['restore', 'desk-nothing.db'], 1, '没有找到这份备份'],
    ['no name', ['restore'], 2, 'npm run desk -- backup'],
    ['a name with a path in it', ['restore', '../desk.db'], 1, '没有找到这份备份'],
  ])('says what is wrong with %s', async (_what, args, exit, words) => {
    const zh = await run('zh', ...args);

    expect(zh.exit).toBe(exit);
    expect(zh.err).toContain(words);
  });
});
