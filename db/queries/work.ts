/** How much waits for whom: the counts of the left column. */
import { COUNTED_TO } from '../../contract/desk-api/shared.ts';
import type { CaseStatus, TaskKind } from '../../domain/cases/events.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { ReadableDb } from '../open/database.ts';
import { countCases } from './cases.ts';

export interface WaitingCount {
  readonly count: number;
  /** Of these, those whose due date has passed. */
  readonly overdue: number;
}

/** Cases in any of these states. */
export function countCasesIn(db: ReadableDb, statuses: readonly CaseStatus[], now: UtcMs): WaitingCount {
  const queue = { statuses, ownerUserId: null, orderKind: null, dueBefore: null };
  return {
    count: countCases(db, queue, COUNTED_TO),
    overdue: countCases(db, { ...queue, dueBefore: now }, COUNTED_TO),
  };
}

/** Cases in any of these states that a person owns. */
export function countCasesOwned(db: ReadableDb, ownerUserId: string, statuses: readonly CaseStatus[]): number {
  return countCases(db, { statuses, ownerUserId, orderKind: null, dueBefore: null }, COUNTED_TO);
}

/** Open tasks of a kind. */
export function countOpenTasks(db: ReadableDb, kind: TaskKind, now: UtcMs): WaitingCount {
  const counted = (before: number): number =>
    db.get<{ count: number }>(
      `SELECT count(*) AS count FROM (
         SELECT 1 FROM task_row WHERE status = 'open' AND kind = $kind AND sort_at < $before LIMIT ${COUNTED_TO})`,
      { kind, before },
    )?.count ?? 0;
  return { count: counted(Number.MAX_SAFE_INTEGER + 1), overdue: counted(now) };
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
