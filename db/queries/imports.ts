/** Runs of the import of order files, what they could not take, and the column mappings people confirmed. */
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { OrderKind } from '../../domain/orders/order.ts';
import type { ImportMapping, RememberedMapping } from '../../domain/orders/import/mapping.ts';
import type { ProblemData, RowProblem, RowProblemCode } from '../../domain/orders/import/problems.ts';
import type { ReadableDb, SqlValue, WritableDb } from '../open/database.ts';

const RUN_STATES = ['running', 'done', 'cancelled', 'failed', 'interrupted'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** The mapping of a run with what is needed to write its bad rows in the shape they came in. */
export interface RunMapping extends ImportMapping {
  readonly header: readonly string[];
  readonly format: 'csv' | 'xlsx';
  readonly encoding: string;
  readonly delimiter: string | null;
}

/** How far a run has come: records of the file that were dealt with and are committed. */
export interface RunPosition {
  readonly records: number;
  /** Where the file lies, for going on; empty once its copy is gone. */
  readonly path: string;
  /** What the copy is encrypted with; none for somebody's own file. */
  readonly key?: string | undefined;
}

export interface RunCounts {
  readonly rowsRead: number;
  readonly imported: number;
  readonly observed: number;
  readonly unchanged: number;
  readonly bad: number;
}

export interface ImportRunRow extends RunCounts {
  readonly runId: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly kind: OrderKind;
  readonly state: RunState;
  readonly mapping: RunMapping;
  readonly position: RunPosition;
  /** 0 to 1. */
  readonly progress: number;
  readonly startedAt: UtcMs;
  readonly endedAt: UtcMs | null;
  readonly startedBy: string;
}

interface StoredRun extends Omit<ImportRunRow, 'mapping' | 'position'> {
  readonly mapping: string;
  readonly position: string;
}

const RUN_SELECT = `SELECT run_id AS runId, file_name AS fileName, sha256, order_kind AS kind, state, mapping, position,
  rows_read AS rowsRead, rows_new AS imported, rows_observed AS observed, rows_unchanged AS unchanged, rows_bad AS bad,
  progress, started_at AS startedAt, ended_at AS endedAt, started_by AS startedBy FROM orders.import_run`;

function toRun(stored: StoredRun): ImportRunRow {
  return {
    ...stored,
    mapping: JSON.parse(stored.mapping) as RunMapping,
    position: JSON.parse(stored.position) as RunPosition,
  };
}

export type NewImportRun = Pick<
  ImportRunRow,
  'runId' | 'fileName' | 'sha256' | 'mapping' | 'position' | 'startedAt' | 'startedBy'
>;

/** Inside a transaction on `orders`, like everything here that writes, except where it says otherwise. */
export function addImportRun(db: WritableDb, run: NewImportRun): void {
  db.run(
    `INSERT INTO orders.import_run (run_id, file_name, sha256, order_kind, state, mapping, position, started_at, started_by)
     VALUES (?, ?, ?, ?, 'running', ?, ?, ?, ?)`,
    run.runId,
    run.fileName,
    run.sha256,
    run.mapping.kind,
    JSON.stringify(run.mapping),
    JSON.stringify(run.position),
    run.startedAt,
    run.startedBy,
  );
}

export function getImportRun(db: ReadableDb, runId: string): ImportRunRow | null {
  const stored = db.get<StoredRun>(`${RUN_SELECT} WHERE run_id = ?`, runId);
  return stored === undefined ? null : toRun(stored);
}

/** Newest first. */
export function listImportRuns(db: ReadableDb, limit: number): ImportRunRow[] {
  return db.all<StoredRun>(`${RUN_SELECT} ORDER BY started_at DESC, run_id DESC LIMIT ? + 0`, limit).map(toRun);
}

/** The newest run of a file with this hash that did not come to its end; null where there is none. */
export function findUnfinishedRun(db: ReadableDb, sha256: string): ImportRunRow | null {
  const stored = db.get<StoredRun>(
    `${RUN_SELECT} WHERE sha256 = ? AND state <> 'done' ORDER BY started_at DESC LIMIT 1`,
    sha256,
  );
  return stored === undefined ? null : toRun(stored);
}

/**
 * When the first run of a file with this content began, however it ended; null where there was none. What a file states is
 * as old as that: importing it again, with whatever between, changes nothing.
 */
export function firstStartOfFile(db: ReadableDb, sha256: string): UtcMs | null {
  const row = db.get<{ first: UtcMs | null }>(
    'SELECT min(started_at) AS first FROM orders.import_run WHERE sha256 = ?',
    sha256,
  );
  return row?.first ?? null;
}

/** Writes down how far a run has come, in the transaction that got it there. */
export function saveImportProgress(
  db: WritableDb,
  runId: string,
  { counts, position, progress }: { counts: RunCounts; position: RunPosition; progress: number },
): void {
  db.run(
    `UPDATE orders.import_run SET position = ?, rows_read = ?, rows_new = ?, rows_observed = ?, rows_unchanged = ?,
       rows_bad = ?, progress = ? WHERE run_id = ?`,
    JSON.stringify(position),
    counts.rowsRead,
    counts.imported,
    counts.observed,
    counts.unchanged,
    counts.bad,
    progress,
    runId,
  );
}

export function setImportState(db: WritableDb, runId: string, state: RunState, endedAt: UtcMs | null): void {
  db.run('UPDATE orders.import_run SET state = ?, ended_at = ? WHERE run_id = ?', state, endedAt, runId);
}

/** Runs that stopped before their end and still have a file to go on with. */
export function listStoppedRuns(db: ReadableDb): ImportRunRow[] {
  return db
    .all<StoredRun>(`${RUN_SELECT} WHERE state IN ('cancelled', 'interrupted') AND position ->> '$.path' <> ''`)
    .map(toRun);
}

/** Forgets where a run's file lies and what it was encrypted with: the run stays as it is and cannot go on. */
export function forgetRunFile(db: WritableDb, runId: string): void {
  db.run(
    `UPDATE orders.import_run SET position = json_set(json_remove(position, '$.key'), '$.path', '') WHERE run_id = ?`,
    runId,
  );
}

/** Runs that were under way when the program ended. Answers how many there were. */
export function markInterruptedRuns(db: WritableDb, at: UtcMs): number {
  return db.run(`UPDATE orders.import_run SET state = 'interrupted', ended_at = ? WHERE state = 'running'`, at);
}

/** Adds what is wrong in a row; the numbering goes on where the run's stands. */
export function addRowProblems(db: WritableDb, runId: string, problems: readonly RowProblem[]): void {
  for (const problem of problems) {
    db.run(
      `INSERT INTO orders.import_row_problem (run_id, seq, line, column_name, field, code, value_masked, data)
       VALUES (?, (SELECT coalesce(max(seq), 0) + 1 FROM orders.import_row_problem WHERE run_id = ?), ?, ?, ?, ?, ?, ?)`,
      runId,
      runId,
      problem.line,
      `${problem.letter} ${problem.header}`.trim(),
      problem.field,
      problem.code,
      problem.valueMasked,
      JSON.stringify(problem.data),
    );
  }
}

/** Keeps a row that was not taken, for the file of bad rows. Card numbers must be gone from it. */
export function addBadRow(db: WritableDb, runId: string, line: number, cells: readonly string[]): void {
  db.run(
    'INSERT OR REPLACE INTO orders.import_bad_row (run_id, line, cells) VALUES (?, ?, ?)',
    runId,
    line,
    JSON.stringify(cells),
  );
}

export interface ReportedProblem {
  readonly seq: number;
  readonly line: number;
  /** Letter and header of the column; empty where the whole row is meant. */
  readonly column: string;
  readonly field: string | null;
  readonly code: RowProblemCode;
  readonly valueMasked: string;
  readonly data: ProblemData;
}

const PROBLEM_SELECT = `SELECT seq, line, column_name AS column, field, code, value_masked AS valueMasked, data
  FROM orders.import_row_problem WHERE run_id = ?`;

function toProblem(stored: Omit<ReportedProblem, 'data'> & { readonly data: string }): ReportedProblem {
  return { ...stored, data: JSON.parse(stored.data) as ProblemData };
}

/** A page of a run's report in the order of the file, after `afterSeq`; of one sort where `code` is given. */
export function listRowProblems(
  db: ReadableDb,
  runId: string,
  { code, afterSeq, limit }: { code: string | null; afterSeq: number; limit: number },
): ReportedProblem[] {
  const [where, values]: [string, SqlValue[]] =
    code === null ? ['AND seq > ?', [afterSeq]] : ['AND code = ? AND seq > ?', [code, afterSeq]];
  return db
    .all<Omit<ReportedProblem, 'data'> & { data: string }>(
      `${PROBLEM_SELECT} ${where} ORDER BY seq LIMIT ? + 0`,
      runId,
      ...values,
      limit,
    )
    .map(toProblem);
}

/** How many problems of each sort, most frequent first. */
export function countRowProblems(db: ReadableDb, runId: string): { code: RowProblemCode; count: number }[] {
  return db.all(
    'SELECT code, count(*) AS count FROM orders.import_row_problem WHERE run_id = ? GROUP BY code ORDER BY count DESC, code',
    runId,
  );
}

export interface BadRow {
  readonly line: number;
  readonly cells: readonly string[];
  readonly problems: readonly ReportedProblem[];
}

/** A page of the rows that were not taken, with all that is wrong in each, in the order of the file. */
export function listBadRows(db: ReadableDb, runId: string, afterLine: number, limit: number): BadRow[] {
  const rows = db.all<{ line: number; cells: string }>(
    'SELECT line, cells FROM orders.import_bad_row WHERE run_id = ? AND line > ? ORDER BY line LIMIT ? + 0',
    runId,
    afterLine,
    limit,
  );
  const last = rows.at(-1)?.line ?? afterLine;
  const problemsByLine = new Map<number, ReportedProblem[]>();
  const stored = db.all<Omit<ReportedProblem, 'data'> & { data: string }>(
    `${PROBLEM_SELECT} AND line > ? AND line <= ? ORDER BY seq`,
    runId,
    afterLine,
    last,
  );
  for (const problem of stored.map(toProblem)) {
    problemsByLine.set(problem.line, [...(problemsByLine.get(problem.line) ?? []), problem]);
  }
  return rows.map(({ line, cells }) => ({
    line,
    cells: JSON.parse(cells) as string[],
    problems: problemsByLine.get(line) ?? [],
  }));
}

/** The kind under which an order number is on file; null where it is not. */
export function orderKindOnFile(db: ReadableDb, orderNo: string): OrderKind | null {
  return db.get<{ kind: OrderKind }>('SELECT kind FROM orders.order_record WHERE order_no = ?', orderNo)?.kind ?? null;
}

/** What somebody confirmed for files with this header, the newest first where two kinds were. */
export function recallMapping(db: ReadableDb, fingerprint: string): RememberedMapping | null {
  const stored = db.get<{ mapping: string }>(
    'SELECT mapping FROM import_mapping WHERE header_fingerprint = ? ORDER BY updated_at DESC LIMIT 1',
    fingerprint,
  );
  return stored === undefined ? null : (JSON.parse(stored.mapping) as RememberedMapping);
}

/** Inside a transaction on `desk`. */
export function saveMapping(
  db: WritableDb,
  fingerprint: string,
  mapping: RememberedMapping,
  { at, by }: { at: UtcMs; by: string },
): void {
  db.run(
    `INSERT INTO import_mapping (order_kind, header_fingerprint, mapping, updated_at, updated_by) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (order_kind, header_fingerprint) DO UPDATE SET
       mapping = excluded.mapping, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
    mapping.kind,
    fingerprint,
    JSON.stringify(mapping),
    at,
    by,
  );
}
