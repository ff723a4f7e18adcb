/** What a person may look at of what waits for a hub, and of what it did not take. */
import type { Authority } from '../../domain/kernel/command.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { ReadableDb, WritableDb } from '../open/database.ts';

export interface SyncItem {
  readonly commandId: string;
  readonly stream: StreamId;
  readonly type: string;
  readonly authority: Authority;
  readonly state: 'waiting' | 'rejected' | 'parked';
  readonly userId: string;
  readonly createdAt: UtcMs;
  readonly payload: unknown;
  /** What the hub said; null while it has not. */
  readonly outcome: unknown;
  /** What this desk itself now says of one that waits. */
  readonly refused: unknown;
}

interface Row extends Omit<SyncItem, 'payload' | 'outcome' | 'refused'> {
  readonly payload: string;
  readonly outcome: string | null;
  readonly refused: string | null;
}

const ITEM_SELECT = `SELECT command_id AS commandId, stream, type, authority, state, actor ->> '$.userId' AS userId,
  created_at AS createdAt, payload, outcome, refused FROM outbox INDEXED BY outbox_unanswered`;

/** What is not settled, the newest first: `rejected` and `parked` until somebody has seen to it. */
export function listSyncItems(db: ReadableDb, limit: number): SyncItem[] {
  return db
    .all<Row>(
      `${ITEM_SELECT} WHERE state IN ('waiting', 'rejected', 'parked') AND seen_to_at IS NULL ORDER BY seq DESC LIMIT ? + 0`,
      limit,
    )
    .map(toItem);
}

export function getSyncItem(db: ReadableDb, commandId: string): SyncItem | null {
  const row = db.get<Row>(
    `${ITEM_SELECT.replace(' INDEXED BY outbox_unanswered', '')}
     WHERE command_id = ? AND state IN ('waiting', 'rejected', 'parked')`,
    commandId,
  );
  return row === undefined ? null : toItem(row);
}

/** Central commands on a stream that wait for the hub: intents, which have taken no effect. */
export function listIntents(db: ReadableDb, stream: StreamId): SyncItem[] {
  return db
    .all<Row>(
      `${ITEM_SELECT} WHERE state IN ('waiting', 'rejected', 'parked') AND state = 'waiting' AND authority = 'central'
         AND stream = ? ORDER BY seq`,
      stream,
    )
    .map(toItem);
}

/** A person has seen to what was rejected or parked. Answers whether anything changed. */
export function seeTo(db: WritableDb, commandId: string, at: UtcMs): boolean {
  return (
    db.run(
      `UPDATE outbox SET seen_to_at = ? WHERE command_id = ? AND state IN ('rejected', 'parked') AND seen_to_at IS NULL`,
      at,
      commandId,
    ) > 0
  );
}

export interface SyncCounts {
  readonly waiting: number;
  readonly rejected: number;
  readonly parked: number;
  /** Of what waits. */
  readonly oldestAt: UtcMs | null;
}

export function countSyncItems(db: ReadableDb): SyncCounts {
  const row = db.get<SyncCounts>(
    `SELECT coalesce(sum(state = 'waiting'), 0) AS waiting,
       coalesce(sum(state = 'rejected' AND seen_to_at IS NULL), 0) AS rejected,
       coalesce(sum(state = 'parked' AND seen_to_at IS NULL), 0) AS parked,
       min(CASE state WHEN 'waiting' THEN created_at END) AS oldestAt
     FROM outbox INDEXED BY outbox_unanswered WHERE state IN ('waiting', 'rejected', 'parked')`,
  );
  return row ?? { waiting: 0, rejected: 0, parked: 0, oldestAt: null };
}

function toItem(row: Row): SyncItem {
  const json = (text: string | null): unknown => (text === null ? null : JSON.parse(text));
  return { ...row, payload: json(row.payload), outcome: json(row.outcome), refused: json(row.refused) };
}
