import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDeskDb } from '../../db/open/open-desk-db.ts';
import { listPacks } from '../../db/queries/policy-packs.ts';
import { pack } from '../../domain/cases/testing/filing.ts';
import { fileKeyStore } from '../keys/file-key-store.ts';
import { loadKeySet } from '../keys/key-store.ts';
import { calendarOf } from '../services/calendar.ts';
import type { CliIo, Language } from './command.ts';
import { runCli } from './run-cli.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chedan-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

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
  const exit = await runCli([...args, '--data-dir', join(folder, 'data')], io);
  return { exit, out: said.out.join('\n'), err: said.err.join('\n') };
}

function fileWith(content: unknown): string {
  const path = join(folder, 'given.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** What stands in the data folder afterwards. */
async function kept() {
  const keys = await loadKeySet(fileKeyStore(join(folder, 'data')));
  if (!keys.ok) throw new Error(keys.refusal.code);
  const opened = openDeskDb({ dataDir: join(folder, 'data'), keys: keys.value, now: Date.now() });
  if (!opened.ok) throw new Error(opened.refusal.code);
  const { db } = opened.value;
  const found = { packs: listPacks(db).map(({ packId, version }) => `${packId} ${version}`), calendar: calendarOf(db) };
  db.close();
  return found;
}

describe('policy install', () => {
  const own = { ...pack, id: 'operator', version: 3, isSample: false };

  it('installs a pack, says from when it counts, and never replaces it', async () => {
    const first = await run('zh', 'policy', 'install', fileWith(own));
    const again = await run('zh', 'policy', 'install', fileWith(own));

    expect(first).toMatchObject({ exit: 0, err: '' });
    expect(first.out).toContain('operator 第 3 版');
    expect(first.out).toMatch(/自 \d{4}-\d{2}-\d{2} 起启用/u);
    expect(again).toMatchObject({ exit: 1, out: '' });
    expect(again.err).toContain('operator 第 3 版已装载，版本不可替换');
    expect((await kept()).packs).toEqual(['operator 3']);
  });

  it('names the place of what is wrong, and installs nothing', async () => {
    const refused = await run(
      'en',
      'policy',
      'install',
      fileWith({ ...own, approval: { ...own.approval, autoLimitFen: -1 } }),
    );

    expect(refused.exit).toBe(1);
    expect(refused.err).toContain('approval.autoLimitFen');
    expect((await kept()).packs).toEqual([]);
  });

  it('says how it is used where a file is not named, and that one cannot be read', async () => {
    const unnamed = await run('zh', 'policy', 'install');
    const missing = await run('zh', 'policy', 'install', join(folder, 'nowhere.json'));

    expect(unnamed.exit).toBe(2);
    expect(unnamed.err).toContain('policy install FILE');
    expect(missing.exit).toBe(1);
    expect(missing.err).toContain('ENOENT');
  });
});

describe('calendar import', () => {
  it('takes a year in, and names the place of what is wrong', async () => {
    const year = { year: 2031, holidays: ['2031-01-01'], makeUpDays: ['2031-01-04'] };

    const taken = await run('zh', 'calendar', 'import', fileWith(year));
    const refused = await run('zh', 'calendar', 'import', fileWith({ ...year, makeUpDays: ['2031-01-06'] }));

    expect(taken).toMatchObject({ exit: 0, out: '已导入 2031 年：放假 1 天，调休上班 1 天。' });
    expect(refused).toMatchObject({ exit: 1, out: '' });
    expect(refused.err).toContain('makeUpDays.0');
    expect((await kept()).calendar.years['2031']).toEqual({ holidays: ['2031-01-01'], workdays: ['2031-01-04'] });
  });
});
