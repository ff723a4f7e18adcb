import type { ImportRun, RowProblemView } from '../../contract/desk-api/imports.ts';
import type { ReadableDb } from '../../db/open/database.ts';
import { countRowProblems, listRowProblems, type ImportRunRow } from '../../db/queries/imports.ts';

/** A run as screens and the command line show it. `by` is the name to show, resolved by the caller. */
export function runView(db: ReadableDb, run: ImportRunRow, by: ImportRun['by']): ImportRun {
  return {
    runId: run.runId,
    fileName: run.fileName,
    kind: run.kind,
    state: run.state,
    resumable: (run.state === 'cancelled' || run.state === 'interrupted') && run.position.path !== '',
    rowsRead: run.rowsRead,
    imported: run.imported,
    observed: run.observed,
    unchanged: run.unchanged,
    bad: run.bad,
    progress: run.progress,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    by,
    problemCounts: countRowProblems(db, run.runId),
  };
}

export interface ReportPage {
  readonly problems: RowProblemView[];
  readonly total: number;
  /** Null on the last page. */
  readonly next: string | null;
}

/** A page of a run's report; of one sort of problem where `code` is given. */
export function reportPage(
  db: ReadableDb,
  runId: string,
  { code, cursor, limit = 100 }: { code: string | null; cursor: string | null; limit?: number },
): ReportPage {
  const after = Number(cursor ?? 0);
  const found = listRowProblems(db, runId, { code, afterSeq: Number.isInteger(after) ? after : 0, limit: limit + 1 });
  const page = found.slice(0, limit);
  const counts = countRowProblems(db, runId).filter((entry) => code === null || entry.code === code);
  return {
    problems: page.map(({ line, column, field, code: problem, valueMasked, data }) => ({
      line,
      column,
      field,
      code: problem,
      valueMasked,
      data,
    })),
    total: counts.reduce((sum, { count }) => sum + count, 0),
    next: found.length > limit ? String(page.at(-1)?.seq ?? '') : null,
  };
}
