/** Runs of the import as they are kept: how far each came, what it could not take, and the mappings people confirmed. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RememberedMapping } from '../../domain/orders/import/mapping.ts';
import type { RowProblem } from '../../domain/orders/import/problems.ts';
import { transaction } from '../open/database.ts';
import { generatedOrder } from '../testing/generated-orders.ts';
import { openTemporaryDb } from '../testing/temporary-db.ts';
import type { TemporaryDb } from '../testing/temporary-db.ts';
import {
  addBadRow,
  addImportRun,
  addRowProblems,
  countRowProblems,
  findUnfinishedRun,
  firstStartOfFile,
  forgetRunFile,
  getImportRun,
  listBadRows,
  listImportRuns,
  listRowProblems,
  listStoppedRuns,
  markInterruptedRuns,
  orderKindOnFile,
  recallMapping,
  saveImportProgress,
  saveMapping,
  setImportState,
} from './imports.ts';
import type { NewImportRun, ReportedProblem } from './imports.ts';
import { recordOrder } from './record-order.ts';

const MAPPING: NewImportRun['mapping'] = {
  kind: 'acquiring_txn',
  headerLine: 1,
  columns: [{ index: 0, field: 'orderNo', unit: null }],
  header: ['订单号'],
  format: 'csv',
  encoding: 'gb18030',
  delimiter: ',',
};
const POSITION = { records: 0, path: '/spool/run', key: 'a2V5' };

let temporary: TemporaryDb;

beforeEach(() => {
  temporary = openTemporaryDb();
});

afterEach(() => {
  temporary.dispose();
});

function add(runId: string, startedAt: number, sha256 = 'hash-1'): void {
  const run = { runId, fileName: `${runId}.csv`, sha256, mapping: MAPPING, position: POSITION, startedAt };
  addImportRun(temporary.db, { ...run, startedBy: 'user-1' });
}
const state = (runId: string): unknown => getImportRun(temporary.db, runId)?.state;

describe('a run', () => {
  test('is read as it was begun', () => {
    add('run-1', 10);

    expect(getImportRun(temporary.db, 'run-1')).toEqual({
      runId: 'run-1',
      fileName: 'run-1.csv',
      sha256: 'hash-1',
      kind: 'acquiring_txn',
      state: 'running',
      mapping: MAPPING,
      position: POSITION,
      rowsRead: 0,
      imported: 0,
      observed: 0,
      unchanged: 0,
      bad: 0,
      progress: 0,
      startedAt: 10,
      endedAt: null,
      startedBy: 'user-1',
    });
    expect(getImportRun(temporary.db, 'run-2')).toBeNull();
  });

  test('keeps how far it has come, and no other does', () => {
    add('run-1', 10);
    add('run-2', 11);
    const counts = { rowsRead: 15, imported: 5, observed: 4, unchanged: 3, bad: 2 };
    const position = { records: 15, path: '/spool/run' };

    saveImportProgress(temporary.db, 'run-1', { counts, position, progress: 0.5 });

    expect(getImportRun(temporary.db, 'run-1')).toMatchObject({ ...counts, position, progress: 0.5 });
    expect(getImportRun(temporary.db, 'run-2')).toMatchObject({ rowsRead: 0, position: POSITION, progress: 0 });
  });

  test('ends when it is said to', () => {
    add('run-1', 10);
    add('run-2', 11);

    setImportState(temporary.db, 'run-1', 'done', 20);

    expect(getImportRun(temporary.db, 'run-1')).toMatchObject({ state: 'done', endedAt: 20 });
    expect(getImportRun(temporary.db, 'run-2')).toMatchObject({ state: 'running', endedAt: null });
  });

  test('is listed newest first, and of those begun at once the later identifier first', () => {
    add('run-1', 10);
    add('run-3', 30);
    add('run-2', 30);

    expect(listImportRuns(temporary.db, 9).map(({ runId }) => runId)).toEqual(['run-3', 'run-2', 'run-1']);
    expect(listImportRuns(temporary.db, 1).map(({ runId }) => runId)).toEqual(['run-3']);
  });
});

describe('a file that was begun before', () => {
  test('is gone on with where its newest run that is not done stopped', () => {
    add('run-1', 10);
    add('run-2', 20);
    add('run-3', 30);
    add('run-4', 40, 'hash-2');
    setImportState(temporary.db, 'run-3', 'done', 31);

    expect(findUnfinishedRun(temporary.db, 'hash-1')).toEqual(getImportRun(temporary.db, 'run-2'));
    expect(findUnfinishedRun(temporary.db, 'hash-3')).toBeNull();
  });

  test('is as old as the first of its runs, however that ended', () => {
    add('run-1', 20);
    add('run-2', 10);
    add('run-3', 5, 'hash-2');
    setImportState(temporary.db, 'run-2', 'failed', 11);

    expect(firstStartOfFile(temporary.db, 'hash-1')).toBe(10);
    expect(firstStartOfFile(temporary.db, 'hash-3')).toBeNull();
  });
});

describe('runs that stopped', () => {
  test('are those under way when the program ended, and those somebody cancelled, as long as they have a file', () => {
    for (const runId of ['cancelled', 'running', 'done', 'failed', 'forgotten']) add(runId, 10);
    setImportState(temporary.db, 'cancelled', 'cancelled', 11);
    setImportState(temporary.db, 'done', 'done', 11);
    setImportState(temporary.db, 'failed', 'failed', 11);
    setImportState(temporary.db, 'forgotten', 'cancelled', 11);
    forgetRunFile(temporary.db, 'forgotten');

    expect(markInterruptedRuns(temporary.db, 50)).toBe(1);

    expect(getImportRun(temporary.db, 'running')).toMatchObject({ state: 'interrupted', endedAt: 50 });
    expect(['cancelled', 'done', 'failed'].map(state)).toEqual(['cancelled', 'done', 'failed']);
    const stopped = listStoppedRuns(temporary.db);
    expect(stopped.map(({ runId }) => runId).sort()).toEqual(['cancelled', 'running']);
    expect(stopped[0]?.mapping).toEqual(MAPPING);
    expect(markInterruptedRuns(temporary.db, 60)).toBe(0);
  });

  test('forget where their file lies and its key, and nothing else', () => {
    add('run-1', 10);
    add('run-2', 10);

    forgetRunFile(temporary.db, 'run-1');

    expect(getImportRun(temporary.db, 'run-1')?.position).toEqual({ records: 0, path: '' });
    expect(getImportRun(temporary.db, 'run-2')?.position).toEqual(POSITION);
  });
});

describe('what a run could not take', () => {
  const problem = (line: number, code: RowProblem['code'], rest: Partial<RowProblem> = {}): RowProblem => {
    const column = { letter: 'C', header: '金额', field: 'amount' };
    return { line, ...column, code, valueMasked: '1**', data: { digits: 2 }, ...rest };
  };
  const wholeRow = { letter: '', header: '', field: null, valueMasked: '', data: {} };
  const reported = (seq: number, line: number, code: RowProblem['code']): ReportedProblem => {
    const said = { column: 'C 金额', field: 'amount', valueMasked: '1**', data: { digits: 2 } };
    return { seq, line, code, ...said };
  };
  const report = (rest: Partial<{ code: string; afterSeq: number; limit: number }> = {}): ReportedProblem[] =>
    listRowProblems(temporary.db, 'run-1', { code: null, afterSeq: 0, limit: 9, ...rest });

  beforeEach(() => {
    add('run-1', 10);
    add('run-2', 10);
    addRowProblems(temporary.db, 'run-1', [problem(2, 'bad_amount'), problem(2, 'too_long')]);
    addRowProblems(temporary.db, 'run-2', [problem(2, 'bad_rate')]);
    addRowProblems(temporary.db, 'run-1', [problem(4, 'duplicate_row', wholeRow), problem(5, 'bad_amount')]);
  });

  test('is numbered through the run and named by its column', () => {
    expect(report()).toEqual([
      reported(1, 2, 'bad_amount'),
      reported(2, 2, 'too_long'),
      { seq: 3, line: 4, code: 'duplicate_row', column: '', field: null, valueMasked: '', data: {} },
      reported(4, 5, 'bad_amount'),
    ]);
  });

  test('is read by pages, and of one sort where that is asked for', () => {
    expect(report({ afterSeq: 1, limit: 2 }).map(({ seq }) => seq)).toEqual([2, 3]);
    expect(report({ code: 'bad_amount' }).map(({ seq }) => seq)).toEqual([1, 4]);
    expect(report({ code: 'bad_amount', afterSeq: 1 }).map(({ seq }) => seq)).toEqual([4]);
    expect(report({ code: 'bad_rate' })).toEqual([]);
  });

  test('is counted by sort, the most frequent first', () => {
    expect(countRowProblems(temporary.db, 'run-1')).toEqual([
      { code: 'bad_amount', count: 2 },
      { code: 'duplicate_row', count: 1 },
      { code: 'too_long', count: 1 },
    ]);
  });

  test('is kept as it stood in the file, with all that is wrong in each row', () => {
    addBadRow(temporary.db, 'run-1', 4, ['before']);
    addBadRow(temporary.db, 'run-1', 4, ['b', '2']);
    addBadRow(temporary.db, 'run-1', 2, ['a', '1']);
    addBadRow(temporary.db, 'run-1', 6, ['c', '3']);
    addBadRow(temporary.db, 'run-2', 2, ['of another run']);

    const rows = listBadRows(temporary.db, 'run-1', 0, 9);

    expect(rows.map(({ line, cells }) => [line, cells])).toEqual([
      [2, ['a', '1']],
      [4, ['b', '2']],
      [6, ['c', '3']],
    ]);
    expect(rows.map(({ problems }) => problems.map(({ seq }) => seq))).toEqual([[1, 2], [3], []]);
    expect(rows[0]?.problems[0]).toEqual(reported(1, 2, 'bad_amount'));
    expect(listBadRows(temporary.db, 'run-1', 2, 1)).toEqual([rows[1]]);
    expect(listBadRows(temporary.db, 'run-1', 6, 9)).toEqual([]);
  });
});

test('an order on file is known by its kind', () => {
  const { db } = temporary;
  const { order } = generatedOrder(1);
  transaction(
    db,
    () => recordOrder(db, generatedOrder(1), { at: 1, source: 'run-1', newId: () => 'party-1' }),
    'orders',
  );

  expect(orderKindOnFile(db, order.orderNo)).toBe(order.kind);
  expect(orderKindOnFile(db, 'NOBODY')).toBeNull();
});

test('the mapping of a header is the newest that was confirmed, whatever the kind', () => {
  const { db } = temporary;
  const mapping = (kind: RememberedMapping['kind'], field: string): RememberedMapping => ({
    kind,
    columns: [{ header: '订单号', field, unit: null }],
  });
  saveMapping(db, '订单号', mapping('acquiring_txn', 'orderNo'), { at: 10, by: 'user-1' });
  saveMapping(db, '订单号', mapping('terminal_application', 'orderNo'), { at: 20, by: 'user-1' });
  expect(recallMapping(db, '订单号')).toEqual(mapping('terminal_application', 'orderNo'));

  saveMapping(db, '订单号', mapping('acquiring_txn', 'outOrderNo'), { at: 30, by: 'user-2' });

  expect(recallMapping(db, '订单号')).toEqual(mapping('acquiring_txn', 'outOrderNo'));
  expect(recallMapping(db, '金额')).toBeNull();
});
