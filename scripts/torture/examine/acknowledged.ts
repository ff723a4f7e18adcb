import type { ReadableDb } from '../../../db/open/database.ts';
import type { Acknowledged, JournalLine } from '../journal.ts';

/** Everything that was answered must be there: events under their commands, drafts at least as new, import rows at least as many. */
export function acknowledgedProblems(db: ReadableDb, journal: readonly JournalLine[]): string[] {
  const done = journal.filter((line) => line.type === 'done');
  return [...eventProblems(db, done), ...draftProblems(db, journal), ...runProblems(db, done)];
}

function eventProblems(db: ReadableDb, done: readonly Acknowledged[]): string[] {
  return done.flatMap(({ act, events }) =>
    events.flatMap(({ eventId, commandId }) => {
      const found = db.get<{ commandId: string }>(
        'SELECT command_id AS commandId FROM event WHERE event_id = ?',
        eventId,
      );
      return found?.commandId === commandId ? [] : [`an acknowledged event of ${act} is lost`];
    }),
  );
}

function draftProblems(db: ReadableDb, journal: readonly JournalLine[]): string[] {
  const acknowledged = new Map<string, number>();
  for (const line of journal)
    if (line.type === 'done' && line.draft !== undefined) acknowledged.set(line.draft.key, line.draft.count);
  return [...acknowledged].flatMap(([key, count]) => {
    const found = db.get<{ count: number }>(
      `SELECT body ->> '$.count' AS count FROM draft WHERE owner_user_id = 'agent-1' AND key = ?`,
      key,
    );
    // A newer one may have been committed just before the harm.
    return found !== undefined && found.count >= count ? [] : [`an acknowledged draft is lost`];
  });
}

function runProblems(db: ReadableDb, done: readonly Acknowledged[]): string[] {
  return done.flatMap(({ run }) => {
    if (run === undefined) return [];
    const found = db.get<{ rowsRead: number }>(
      'SELECT rows_read AS rowsRead FROM orders.import_run WHERE run_id = ?',
      run.runId,
    );
    if (found === undefined) return ['an acknowledged import is lost'];
    return found.rowsRead >= run.rowsRead ? [] : ['an import has lost rows that were told as read'];
  });
}
