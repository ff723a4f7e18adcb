import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDeskDb } from '../../../db/open/open-desk-db.ts';
import { openTemporaryDb } from '../../../db/testing/temporary-db.ts';
import type { TemporaryDb } from '../../../db/testing/temporary-db.ts';
import { fileKeyStore } from '../../keys/file-key-store.ts';
import { loadKeySet } from '../../keys/key-store.ts';
import { writeAudit } from '../../services/audit.ts';
import type { CliIo, Language } from '../command.ts';
import { runCli } from '../run-cli.ts';

const NOW = Date.UTC(2026, 2, 10, 2, 0);
let folder: TemporaryDb;
beforeEach(() => {
  folder = openTemporaryDb(NOW);
});
afterEach(() => folder.dispose());

/** A folder beside the temporary one, with keys as the command line keeps them. */
function dataDir(): string {
  return `${folder.dataDir}/data`;
}

async function withDb(work: (db: TemporaryDb['db']) => void): Promise<void> {
  const keys = await loadKeySet(fileKeyStore(dataDir()));
  if (!keys.ok) throw new Error(keys.refusal.code);
  const opened = openDeskDb({ dataDir: dataDir(), keys: keys.value, now: NOW });
  if (!opened.ok) throw new Error(opened.refusal.code);
  work(opened.value.db);
  opened.value.db.close();
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
  const exit = await runCli(['audit', ...args], io);
  return { exit, out: said.out.join('\n'), err: said.err.join('\n') };
}

describe('audit verify', () => {
  it('says in words that a page of the log is damaged', async () => {
    let page = 0;
    await withDb((db) => {
      writeAudit(db, NOW, { act: 'sign_in', userId: 'agent-1' });
      page = db.get<{ page: number }>(`SELECT rootpage AS page FROM sqlite_schema WHERE name = 'audit'`)?.page ?? 0;
    });
    const path = join(dataDir(), 'desk.db');
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(1, (page - 1) * 4096, (page - 1) * 4096 + 16));

    const zh = await run('zh', 'verify', '--data-dir', dataDir());

    expect(zh).toMatchObject({ exit: 1, out: '' });
    expect(zh.err).toContain('数据文件已损坏');
  });

  it('says in words that both chains hold', async () => {
    await withDb((db) => {
      for (const act of ['sign_in', 'reveal', 'sign_out'] as const) writeAudit(db, NOW, { act, userId: 'agent-1' });
    });

    const zh = await run('zh', 'verify', '--data-dir', dataDir());
    const en = await run('en', 'verify', '--data-dir', dataDir());

    expect(zh).toMatchObject({ exit: 0, err: '' });
    expect(zh.out).toContain('核对了 3 条');
    expect(zh.out).toContain('哈希链完整');
    expect(en.out).toContain('3 entries checked');
    expect(en.out).toContain('Both hash chains hold');
  });

  it.each([
    ['changed', "UPDATE audit SET reason = 'another' WHERE seq = 2", 2],
    ['removed', 'DELETE FROM audit WHERE seq = 2', 2],
    ['moved in time', 'UPDATE audit SET at = at + 1 WHERE seq = 3', 3],
  ])('names the entry that was %s, and exits with 1', async (_how, tampering, seq) => {
    await withDb((db) => {
      for (const act of ['sign_in', 'reveal', 'sign_out'] as const) writeAudit(db, NOW, { act, userId: 'agent-1' });
      db.run('DROP TRIGGER audit_is_never_edited');
      db.run('DROP TRIGGER audit_is_never_deleted');
      db.run(tampering);
    });

    const zh = await run('zh', 'verify', '--data-dir', dataDir());
    const en = await run('en', 'verify', '--data-dir', dataDir());

    expect(zh.exit).toBe(1);
    expect(zh.out).toContain(`审计日志从第 ${seq} 条起`);
    expect(en.out).toContain(`does not follow on from entry ${seq}`);
  });

  it('explains itself when it is called wrongly', async () => {
    const nothing = await run('en');
    const unknown = await run('en', 'verify', '--no-such-flag');

    expect([nothing.exit, unknown.exit]).toEqual([2, 2]);
    expect(nothing.err).toContain('audit verify');
  });
});
