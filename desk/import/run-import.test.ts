import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countOrders, getOrder, listObservations } from '../../db/queries/orders.ts';
import {
  countRowProblems,
  getImportRun,
  listRowProblems,
  recallMapping,
  type ImportRunRow,
} from '../../db/queries/imports.ts';
import type { WritableDb } from '../../db/open/database.ts';
import { openTemporaryDb, type TemporaryDb } from '../../db/testing/temporary-db.ts';
import type { Result } from '../../domain/kernel/result.ts';
import type { RawRow } from '../../domain/orders/import/raw-row.ts';
import type { OrderKind } from '../../domain/orders/order.ts';
import { badRowsFileName, exportBadRows } from './export-bad-rows.ts';
import { inspectFile } from './inspect.ts';
import { openRows } from './open-rows.ts';
import { prepareImport } from './prepare-import.ts';
import { reportPage, runView } from './report.ts';
import type { RowSource } from './row-source.ts';
import { runImport, type RunImportOptions } from './run-import.ts';
import { writeImportFixture, type FixtureFormat } from './testing/import-fixture.ts';

const NOW = Date.UTC(2026, 10, 20);
let files: TemporaryDb;
let path: string;
beforeEach(() => {
  files = openTemporaryDb();
  path = join(files.dataDir, 'orders.file');
});
afterEach(() => files.dispose());

async function enter(file = path, at = NOW): Promise<string> {
  const { db } = files;
  const inspected = await inspectFile({
    path: file,
    fileName: '导出.csv',
    kind: null,
    recall: (print) => recallMapping(db, print),
  });
  if (!inspected.ok) throw new Error(JSON.stringify(inspected.refusal));
  const { guess, source } = inspected.value;
  const runId = uuidv7();
  const mapping = {
    kind: guess.kind,
    headerLine: guess.headerLine,
    columns: guess.columns.map(({ index, field, unit }) => ({ index, field, unit })),
  };
  const prepared = await prepareImport({
    db,
    runId,
    source,
    path: file,
    fileName: '导出.csv',
    mapping,
    remember: true,
    at,
    by: 'u1',
  });
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.refusal));
  return runId;
}

const carryOn = (runId: string, more: Partial<RunImportOptions> = {}): Promise<Result<ImportRunRow>> =>
  runImport({ db: files.db, runId, now: () => NOW, newId: uuidv7, ...more });

/** The same database with a disk that is full once, when the second batch is to be committed. */
function fullAtSecondBatch(): WritableDb {
  let commits = 0;
  const run: WritableDb['run'] = (sql, ...params) => {
    if (sql.includes('rows_read = ?') && (commits += 1) === 2)
      throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    return files.db.run(sql, ...params);
  };
  return Object.create(files.db, { run: { value: run } }) as WritableDb;
}

async function importFile(file = path, at = NOW): Promise<ImportRunRow> {
  const ended = await carryOn(await enter(file, at));
  if (!ended.ok) throw new Error(JSON.stringify(ended.refusal));
  return ended.value;
}

async function readAll(source: RowSource): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for await (const batch of source.read()) rows.push(...batch);
  return rows;
}

const CASES: [OrderKind, FixtureFormat][] = [
  ['terminal_application', 'gb18030'],
  ['terminal_application', 'xlsx'],
  ['acquiring_txn', 'utf-8-bom'],
  ['acquiring_txn', 'utf-8'],
];

describe('importing a file', () => {
  it.each(CASES)('of %s in %s takes the good rows and names every bad one', async (kind, format) => {
    const expected = await writeImportFixture({ path, kind, format, rows: 320, badRows: 32, seed: 5 });

    const run = await importFile();

    const problems = listRowProblems(files.db, run.runId, { code: null, afterSeq: 0, limit: 1000 });
    const found = problems
      .filter(({ code }) => code !== 'rounded_number')
      .map(({ line, code, column }) => ({ line, code, header: column.replace(/^[A-Z]+ /u, '') }));
    expect(run).toMatchObject({ state: 'done', rowsRead: 320, imported: 288, bad: 32, progress: 1 });
    expect(found.map(({ line, code }) => [line, code])).toEqual(expected.map(({ line, code }) => [line, code]));
    expect(found.every(({ header }, index) => header.startsWith(expected[index]?.header ?? '-'))).toBe(true);
    expect(countOrders(files.db)).toBe(288);
  });

  it('a second time changes nothing', async () => {
    await writeImportFixture({ path, kind: 'terminal_application', format: 'utf-8', rows: 200, badRows: 10, seed: 1 });
    await importFile();

    const again = await importFile(path, NOW + 86_400_000);

    expect(again).toMatchObject({ imported: 0, observed: 0, unchanged: 190, bad: 10 });
    expect(listObservations(files.db, 'A2026000000000000')).toHaveLength(1);
  });

  it('with a newer version of an order adds an observation and keeps the older one', async () => {
    const header = '订单号,交易时间,交易金额(元),交易状态,支付方式,结算状态,商户名称\n';
    writeFileSync(path, `${header}T0001,2026-11-01 10:00:00,12.00,成功,现金,未结算,测试店\n`);
    await importFile();
    writeFileSync(path, `${header}T0001,2026-11-01 10:00:00,12.00,成功,现金,已结算,测试店\n`);

    const run = await importFile(path, NOW + 1000);

    expect(run).toMatchObject({ imported: 0, observed: 1 });
    expect(listObservations(files.db, 'T0001').map(({ order }) => ('state' in order ? order.state : null))).toEqual([
      'cash_open',
      'cash_posted',
    ]);
    expect(getOrder(files.db, 'T0001')).toMatchObject({ observation: 2, state: 'cash_posted' });
  });

  it('again after a newer one changes nothing; what a new file says is news even if it was so once', async () => {
    const header = '订单号,交易时间,交易金额(元),交易状态,支付方式,结算状态,商户名称\n';
    const order = (settled: string): string => `T0001,2026-11-01 10:00:00,12.00,成功,现金,${settled},测试店\n`;
    const bring = (content: string, day: number): Promise<ImportRunRow> => {
      writeFileSync(path, content);
      return importFile(path, NOW + day * 86_400_000);
    };
    const older = header + order('未结算');
    const newer = header + order('已结算');
    await bring(older, 0);
    await bring(newer, 1);

    const again = await bring(older, 2);
    const afterAgain = getOrder(files.db, 'T0001');
    const later = await bring(`${older}\n`, 3);
    const newerAgain = await bring(newer, 4);

    expect(again).toMatchObject({ imported: 0, observed: 0, unchanged: 1 });
    expect(afterAgain).toMatchObject({ state: 'cash_posted', observation: 2 });
    expect(later).toMatchObject({ observed: 1, unchanged: 0 });
    expect(newerAgain).toMatchObject({ observed: 0, unchanged: 1 });
    expect(getOrder(files.db, 'T0001')).toMatchObject({ state: 'cash_open', observation: 3 });
  });

  it('again with the columns set right corrects what the first reading got wrong, unless newer news came', async () => {
    const header = '订单号,交易时间,交易金额(元),交易状态,支付方式,结算状态,商户名称\n';
    writeFileSync(path, `${header}T0001,2026-11-01 10:00:00,12.00,成功,现金,未结算,测试店\n`);
    const wrong = await enter();
    files.db.run(`UPDATE orders.import_run SET mapping = replace(mapping, '"yuan"', '"fen"') WHERE run_id = ?`, wrong);
    await carryOn(wrong);
    const misread = getOrder(files.db, 'T0001');

    const corrected = await importFile(path, NOW + 1000);

    expect(misread).not.toMatchObject({ amountFen: 1200 });
    expect(corrected).toMatchObject({ observed: 1 });
    expect(getOrder(files.db, 'T0001')).toMatchObject({ amountFen: 1200 });
  });

  it('refuses an order number that is on file as the other kind', async () => {
    writeFileSync(
      path,
      '订单号,交易时间,交易金额(元),交易状态,支付方式,商户名称\nX0001,2026-11-01,1.00,成功,现金,测试店\n',
    );
    await importFile();
    writeFileSync(path, '申请单号,申请时间,状态,来源,支付状态,姓名\nX0001,2026-11-01,已提交,线上,已支付,测试张三\n');

    const run = await importFile();

    expect(run).toMatchObject({ imported: 0, bad: 1 });
    expect(countRowProblems(files.db, run.runId)).toEqual([{ code: 'other_kind_on_file', count: 1 }]);
  });

  it('keeps no whole card number, not even of a bad row', async () => {
    const header = '订单号,交易时间,交易金额(元),交易状态,支付方式,商户名称,卡号,备注\n';
    writeFileSync(
      path,
      `${header}T0001,昨天,1.00,成功,银行卡,测试店,6222021234567894,卡6228480012345678903\nT0002,2026-11-01,1,成功,银行卡,测试店,6222021234567890,\n`,
    );

    const run = await importFile();

    const bad = join(files.dataDir, 'bad.csv');
    await exportBadRows(files.db, run, bad, 'zh');
    const written = readFileSync(bad, 'utf8');
    expect(run.bad).toBe(2);
    expect(written).not.toMatch(/6222021234567894|6222021234567890|6228480012345678903/u);
    expect(written).toContain('622202******7894');
  });

  it('stops where the file breaks off, keeps what was before, and says so in the report', async () => {
    writeFileSync(
      path,
      `订单号,交易时间,交易金额(元),交易状态,支付方式,商户名称\nT0001,2026-11-01,1.00,成功,现金,测试店\n"T0002,${'x\n'.repeat(100_000)}`,
    );

    const ended = await carryOn(await enter());

    expect(ended).toMatchObject({ ok: false, refusal: { code: 'file_unreadable' } });
    const [run] = [getImportRun(files.db, (await latestRunId()) ?? '')];
    expect(run).toMatchObject({ state: 'failed', imported: 1 });
    expect(countRowProblems(files.db, run?.runId ?? '')).toEqual([{ code: 'file_breaks_off', count: 1 }]);
  });
});

const latestRunId = (): Promise<string | undefined> =>
  Promise.resolve(
    files.db.get<{ id: string }>('SELECT run_id AS id FROM orders.import_run ORDER BY started_at DESC LIMIT 1')?.id,
  );

describe('an import that was stopped', () => {
  it('goes on behind what was committed, and takes nothing twice', async () => {
    await writeImportFixture({ path, kind: 'acquiring_txn', format: 'gb18030', rows: 5200, badRows: 60, seed: 2 });
    const runId = await enter();
    const stop = new AbortController();
    const first = await carryOn(runId, { signal: stop.signal, onProgress: () => stop.abort() });
    const cancelled = getImportRun(files.db, runId);

    const ended = await carryOn(runId);

    expect(first).toMatchObject({ ok: true, value: { state: 'cancelled' } });
    expect(cancelled?.rowsRead).toBeGreaterThan(0);
    expect(cancelled?.rowsRead).toBeLessThan(5200);
    expect(ended).toMatchObject({
      ok: true,
      value: { state: 'done', rowsRead: 5200, imported: 5140, unchanged: 0, bad: 60 },
    });
    expect(reportPage(files.db, runId, { code: null, cursor: null, limit: 5 }).total).toBeGreaterThanOrEqual(60);
  });

  it('still knows repetitions of rows from before it stopped', async () => {
    await writeImportFixture({ path, kind: 'acquiring_txn', format: 'utf-8', rows: 4000, badRows: 0, seed: 3 });
    const first = readFileSync(path, 'utf8').split('\r\n')[4] ?? '';
    appendFileSync(path, `${first}\r\n`);
    const runId = await enter();
    const stop = new AbortController();
    await carryOn(runId, { signal: stop.signal, onProgress: () => stop.abort() });

    await carryOn(runId);

    expect(listRowProblems(files.db, runId, { code: 'duplicate_row', afterSeq: 0, limit: 9 })).toMatchObject([
      { data: { firstLine: 5 } },
    ]);
  });

  it('refuses to go on with another file', async () => {
    writeFileSync(
      path,
      '订单号,交易时间,交易金额(元),交易状态,支付方式,商户名称\nT0001,2026-11-01,1.00,成功,现金,测试店\n',
    );
    const runId = await enter();
    appendFileSync(path, 'T0002,2026-11-01,1.00,成功,现金,测试店\n');

    const ended = await carryOn(runId);

    expect(ended).toMatchObject({ ok: false, refusal: { code: 'file_unreadable', data: { reason: 'changed_since' } } });
    expect(countOrders(files.db)).toBe(0);
  });
});

describe('the rows that were not taken', () => {
  it.each(['gb18030', 'xlsx'] as const)(
    'come back as a file of the same shape, %s, that can be corrected and imported',
    async (format) => {
      await writeImportFixture({ path, kind: 'terminal_application', format, rows: 60, badRows: 6, seed: 4 });
      const run = await importFile();
      const bad = join(files.dataDir, 'bad');

      const count = await exportBadRows(files.db, run, bad, 'zh');

      const opened = await openRows({ path: bad });
      if (!opened.ok) throw new Error(opened.refusal.code);
      const [header, ...rows] = await readAll(opened.value);
      const again = await importFile(bad);
      expect(count).toBe(6);
      expect(opened.value.encoding).toBe(format);
      expect(header?.cells).toEqual([...run.mapping.header, '问题/Problem']);
      expect(rows.map(({ cells }) => cells.at(-1))).toEqual(
        expect.arrayContaining([expect.stringContaining('申请单号: 必填项为空')]),
      );
      expect(again).toMatchObject({ rowsRead: 6, bad: 6 });
      expect(badRowsFileName(run)).toBe(format === 'xlsx' ? '导出.bad-rows.xlsx' : '导出.bad-rows.csv');
    },
  );

  it('hold nothing that a spreadsheet would run or round', async () => {
    const header = '订单号,交易时间,交易金额(元),交易状态,支付方式,商户名称,备注,通道订单号\n';
    writeFileSync(path, `${header}000123456789012345,昨天,1.00,成功,现金,"=HYPERLINK(""x"")",@SUM(1),\t012345\n`);
    const run = await importFile();
    const bad = join(files.dataDir, 'bad.csv');

    await exportBadRows(files.db, run, bad, 'en');

    const [, row = ''] = readFileSync(bad, 'utf8').split('\r\n');
    expect(row).toMatch(/^\t000123456789012345,昨天,1.00,成功,现金,"'=HYPERLINK\(""x""\)",'@SUM\(1\),\t012345,/u);
  });
});

describe('the report', () => {
  it('is paged, and filtered by sort', async () => {
    await writeImportFixture({ path, kind: 'terminal_application', format: 'utf-8', rows: 310, badRows: 31, seed: 6 });
    const { runId } = await importFile();
    const seen: number[] = [];

    let cursor: string | null = null;
    do {
      const page = reportPage(files.db, runId, { code: 'bad_checksum', cursor, limit: 1 });
      seen.push(...page.problems.map(({ line }) => line));
      cursor = page.next;
    } while (cursor !== null);

    const run = getImportRun(files.db, runId);
    if (!run) throw new Error('no run');
    const view = runView(files.db, run, null);
    expect(seen).toHaveLength(2);
    expect(view.problemCounts.find(({ code }) => code === 'bad_checksum')?.count).toBe(2);
  });
});

describe('a disk that is full in the middle of an import', () => {
  it('interrupts it, and it goes on with every row counted once', async () => {
    await writeImportFixture({ path, kind: 'terminal_application', format: 'utf-8', rows: 4500, badRows: 9, seed: 5 });
    const runId = await enter();

    const refused = await carryOn(runId, { db: fullAtSecondBatch() });
    const interrupted = getImportRun(files.db, runId);
    const ended = await carryOn(runId);

    expect(refused).toMatchObject({ ok: false, refusal: { code: 'disk_full' } });
    expect(interrupted).toMatchObject({ state: 'interrupted' });
    expect(ended).toMatchObject({ ok: true, value: { state: 'done', rowsRead: 4500, bad: 9 } });
  });
});
