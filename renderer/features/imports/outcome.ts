import type { ImportRun } from '../../../contract/desk-api/imports.ts';

export type Outcome =
  | 'running'
  | 'nothingChanged'
  | 'nothingChangedBad'
  | 'allGood'
  | 'someBad'
  | 'allBad'
  | 'empty'
  | 'cancelled'
  | 'interrupted'
  | 'givenUp'
  | 'failed';

type Counts = Pick<ImportRun, 'state' | 'resumable' | 'imported' | 'observed' | 'unchanged' | 'bad'>;

/** Which sentence sums a run up: the same file twice changes nothing, and says so. */
export function outcomeOf({ state, resumable, imported, observed, unchanged, bad }: Counts): Outcome {
  if (state === 'cancelled' || state === 'interrupted') return resumable ? state : 'givenUp';
  if (state !== 'done') return state;
  if (imported + observed > 0) return bad > 0 ? 'someBad' : 'allGood';
  if (unchanged > 0) return bad > 0 ? 'nothingChangedBad' : 'nothingChanged';
  return bad > 0 ? 'allBad' : 'empty';
}

/** Rows a second since `from`, a count taken earlier; null until there is something to divide. */
export function rowsPerSecond(
  from: { readonly rowsRead: number; readonly at: number },
  rowsRead: number,
  at: number,
): number | null {
  const seconds = (at - from.at) / 1000;
  return seconds < 0.5 || rowsRead <= from.rowsRead ? null : Math.round((rowsRead - from.rowsRead) / seconds);
}
