/** How much waits for whom: the counts of the left column. */
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { ReadableDb } from '../open/database.ts';

export interface WaitingCount {
  readonly count: number;
  /** Of these, those whose due date has passed. */
  readonly overdue: number;
}

const NOTHING: WaitingCount = { count: 0, overdue: 0 };

/** Cases in any of these states. */
export function countCasesIn(db: ReadableDb, statuses: readonly string[], now: UtcMs): WaitingCount {
  const row = db.get<WaitingCount>(
    `SELECT count(*) AS count, coalesce(sum(due_at < $now), 0) AS overdue FROM case_row
     WHERE status IN (SELECT value FROM json_each($statuses))`,
    { statuses: JSON.stringify(statuses), now },
  );
  return row ?? NOTHING;
}

/** Cases in any of these states that a person owns. */
export function countCasesOwned(db: ReadableDb, ownerUserId: string, statuses: readonly string[]): number {
  const row = db.get<{ count: number }>(
    `SELECT count(*) AS count FROM case_row
     WHERE owner_user_id = $owner AND status IN (SELECT value FROM json_each($statuses))`,
    { owner: ownerUserId, statuses: JSON.stringify(statuses) },
  );
  return row?.count ?? 0;
}

/** Open tasks by kind. */
export function countOpenTasks(db: ReadableDb, now: UtcMs): ReadonlyMap<string, WaitingCount> {
  const rows = db.all<WaitingCount & { kind: string }>(
    `SELECT kind, count(*) AS count, coalesce(sum(due_at < ?), 0) AS overdue FROM task_row
     WHERE status = 'open' GROUP BY kind`,
    now,
  );
  return new Map(rows.map(({ kind, count, overdue }) => [kind, { count, overdue }]));
}

/** Contacts a person has not wrapped up. */
export function countUnfinishedContacts(db: ReadableDb, ownerUserId: string): number {
  const row = db.get<{ count: number }>(
    'SELECT count(*) AS count FROM contact_row WHERE owner_user_id = ? AND wrapped_up_at IS NULL',
    ownerUserId,
  );
  return row?.count ?? 0;
}

/** Parties locked now. */
export function countLockedParties(db: ReadableDb): number {
  const row = db.get<{ count: number }>('SELECT count(*) AS count FROM party_row WHERE locked_at IS NOT NULL');
  return row?.count ?? 0;
}

/**
 * Commands kept for a hub, and when the oldest of them was made. Without a hub every command is kept and none is taken out:
 * the last number is how many there are, and nothing has to be counted.
 */
export function outboxDepth(db: ReadableDb): { readonly depth: number; readonly oldestAt: UtcMs | null } {
  const row = db.get<{ depth: number; oldestAt: UtcMs | null }>(
    `SELECT coalesce((SELECT max(seq) FROM outbox), 0) AS depth,
       (SELECT created_at FROM outbox ORDER BY seq LIMIT 1) AS oldestAt`,
  );
  return row ?? { depth: 0, oldestAt: null };
}
