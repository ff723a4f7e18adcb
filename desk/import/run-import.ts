/**
 * The import itself: reads a file on from where its run stands, parses row by row, and records a batch and the run's new
 * position in one transaction on `orders.db`. A crash loses nothing but the batch under way; going on is calling it again.
 * Runs in a worker of the desk process, or in the command line's own process.
 */
import { setImmediate as turn } from 'node:timers/promises';
import {
  addBadRow,
  addRowProblems,
  getImportRun,
  firstStartOfFile,
  orderKindOnFile,
  saveImportProgress,
  setImportState,
  type ImportRunRow,
  type RunCounts,
  type RunState,
} from '../../db/queries/imports.ts';
import { recordOrder } from '../../db/queries/record-order.ts';
import { attempt, transaction, type WritableDb } from '../../db/open/database.ts';
import { databaseRefusal } from '../../db/open/errors.ts';
import { ok, refuse, type Result } from '../../domain/kernel/result.ts';
import { parseRow } from '../../domain/orders/import/parse-row.ts';
import type { RowProblem, RowProblemCode } from '../../domain/orders/import/problems.ts';
import type { RawRow } from '../../domain/orders/import/raw-row.ts';
import { planRows, type RowPlan } from '../../domain/orders/import/row-reader.ts';
import { SeenOrders } from '../../domain/orders/import/seen-orders.ts';
import type { OrderInput } from '../../domain/orders/order-input.ts';
import { keepableCells } from './keepable-cells.ts';
import { openRows, unreadable } from './open-rows.ts';

/** The indexes of names and identifiers cost least when thousands of orders reach them together. */
const BATCH_ROWS = 1000;

export interface ImportProgress extends RunCounts {
  readonly runId: string;
  /** 0 to 1. */
  readonly progress: number;
}

export interface RunImportOptions {
  readonly db: WritableDb;
  readonly runId: string;
  readonly now: () => number;
  readonly newId: () => string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
}

type Prepared =
  | { readonly row: RawRow; readonly input: OrderInput; readonly warnings: readonly RowProblem[] }
  | { readonly row: RawRow; readonly problems: readonly RowProblem[] };

/**
 * Carries a run to its end; `done` or, after an abort, `cancelled`. Refuses `not_found`, and what `openRows` refuses, and
 * `file_unreadable` with `changed_since` where the file is not the one the run began with; the run is `failed` then, and what
 * was committed stays. Where the database or the disk gives out it refuses so, and the run is `interrupted`: it can be resumed.
 */
export async function runImport(options: RunImportOptions): Promise<Result<ImportRunRow>> {
  const { db, runId, now } = options;
  const run = getImportRun(db, runId);
  if (!run) return refuse('not_found', { kind: 'import' });
  let gaveOut = false;
  const outcome = await importRows(run, options).catch((error: unknown) => {
    const refusal = databaseRefusal(error);
    if (refusal === null) throw error;
    gaveOut = true;
    return refusal;
  });
  // A file or a disk that gave out says nothing against the order file: the run goes on once it is well again.
  const state = outcome.ok ? outcome.value : gaveOut ? 'interrupted' : 'failed';
  const ending = attempt(db, () => ok(end(db, run, state, now(), outcome)), 'orders');
  if (!outcome.ok) return outcome;
  if (!ending.ok) return ending;
  const ended = getImportRun(db, runId);
  return ended ? ok(ended) : refuse('not_found', { kind: 'import' });
}

/** A file that broke off says where and why in its own report. */
function end(db: WritableDb, { runId }: ImportRunRow, state: RunState, at: number, outcome: Result<unknown>): void {
  setImportState(db, runId, state, at);
  if (outcome.ok || outcome.refusal.code !== 'file_unreadable') return;
  const { reason, line } = outcome.refusal.data;
  const place = { line: typeof line === 'number' ? line : 0, cells: [] };
  addRowProblems(db, runId, [rowProblem(place, 'file_breaks_off', { reason: String(reason) })]);
}

async function importRows(run: ImportRunRow, options: RunImportOptions): Promise<Result<'done' | 'cancelled'>> {
  const opened = await openRows(run.position);
  if (!opened.ok) return opened;
  const source = opened.value;
  if (source.sha256 !== run.sha256) return refuse('file_unreadable', { reason: 'changed_since', line: null });
  const { db, runId, now, signal } = options;
  transaction(db, () => setImportState(db, runId, 'running', null), 'orders');
  const plan = planRows(run.mapping, run.mapping.header);
  const seen = new SeenOrders();
  const committed = run.position.records;
  let records = 0;
  let progress = run.progress;
  // A file brought again says what it said the first time, not news: what came between stays the newer.
  const statedAt = firstStartOfFile(db, run.sha256) ?? run.startedAt;
  let batch = new Batch(run, statedAt);
  const commit = async (): Promise<void> => {
    batch.commit(options, plan, { ...run.position, records }, progress);
    options.onProgress?.({ runId, ...batch.counts, progress });
    batch = new Batch({ ...run, ...batch.counts }, statedAt);
    // Lets a request to stop arrive, and others at the file.
    await turn();
  };
  try {
    for await (const rows of source.read((share) => (progress = share))) {
      if (signal?.aborted === true) break;
      for (const row of rows) {
        records += 1;
        if (row.line <= run.mapping.headerLine) continue;
        const prepared = prepare(row, plan, seen, now());
        if (prepared && records > committed) batch.add(prepared);
      }
      if (batch.size >= BATCH_ROWS) await commit();
    }
  } catch (error) {
    const fault = unreadable(error);
    // What the file gave until it broke off. A batch that the database did not take is not tried twice: it would count twice.
    await commit();
    return fault;
  }
  if (signal?.aborted === true) return ok('cancelled');
  progress = 1;
  await commit();
  return ok('done');
}

/** Null for what is no order. Rows committed earlier come through here as well, so that repetitions of them are seen. */
function prepare(row: RawRow, plan: RowPlan, seen: SeenOrders, now: number): Prepared | null {
  const parsed = parseRow(row, plan, now);
  if (parsed.outcome === 'not_an_order') return null;
  if (parsed.outcome === 'bad') return { row, problems: parsed.problems };
  const repetition = seen.note(parsed.input.order.orderNo, row.cells, row.line);
  if (repetition) {
    const code = repetition.repeated === 'same' ? 'duplicate_row' : 'duplicate_order_no';
    return { row, problems: [rowProblem(row, code, { firstLine: repetition.firstLine })] };
  }
  return { row, input: parsed.input, warnings: parsed.warnings };
}

class Batch {
  readonly counts: { -readonly [K in keyof RunCounts]: number };
  private readonly runId: string;
  private readonly statedAt: number;
  private readonly rows: Prepared[] = [];

  constructor({ runId, rowsRead, imported, observed, unchanged, bad }: ImportRunRow, statedAt: number) {
    this.runId = runId;
    this.statedAt = statedAt;
    this.counts = { rowsRead, imported, observed, unchanged, bad };
  }

  get size(): number {
    return this.rows.length;
  }

  add(prepared: Prepared): void {
    this.rows.push(prepared);
  }

  commit({ db, newId }: RunImportOptions, plan: RowPlan, position: ImportRunRow['position'], progress: number): void {
    transaction(
      db,
      () => {
        const observing = { at: this.statedAt, source: this.runId, newId };
        for (const prepared of this.rows) {
          this.counts.rowsRead += 1;
          const problems = 'problems' in prepared ? prepared.problems : otherKind(db, prepared);
          if (problems.length > 0) {
            this.keepBad(db, plan, prepared.row, problems);
          } else if ('input' in prepared) {
            addRowProblems(db, this.runId, prepared.warnings);
            const outcome = recordOrder(db, prepared.input, observing);
            this.counts[outcome === 'new' ? 'imported' : outcome] += 1;
          }
        }
        saveImportProgress(db, this.runId, { counts: this.counts, position, progress });
      },
      'orders',
    );
  }

  private keepBad(db: WritableDb, plan: RowPlan, row: RawRow, problems: readonly RowProblem[]): void {
    this.counts.bad += 1;
    addRowProblems(db, this.runId, problems);
    addBadRow(db, this.runId, row.line, keepableCells(row.cells, plan));
  }
}

/** An order number is one order: what is on file as the other kind is not overwritten. */
function otherKind(db: WritableDb, { row, input }: { row: RawRow; input: OrderInput }): readonly RowProblem[] {
  const onFile = orderKindOnFile(db, input.order.orderNo);
  return onFile === null || onFile === input.order.kind ? [] : [rowProblem(row, 'other_kind_on_file', {})];
}

function rowProblem({ line }: RawRow, code: RowProblemCode, data: RowProblem['data']): RowProblem {
  return { line, letter: '', header: '', field: null, code, valueMasked: '', data };
}
