/** Promised callbacks, as the day's list shows them. */
import { CALLBACK_SLOT_MS } from '../../domain/callbacks/slots.ts';
import type { CallbackTopic } from '../../domain/callbacks/events.ts';
import type { CallbackStatus } from '../../domain/callbacks/state.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { ReadableDb } from '../open/database.ts';

export interface CallbackSummary {
  readonly callbackId: string;
  readonly partyId: string | null;
  readonly contactId: string | null;
  readonly caseId: string | null;
  readonly topic: CallbackTopic;
  readonly status: CallbackStatus;
  readonly slotStart: UtcMs;
  readonly minutes: number;
  readonly ownerUserId: string | null;
  readonly attempts: number;
}

const CALLBACK_SELECT = `SELECT callback_id AS callbackId, party_id AS partyId, contact_id AS contactId, case_id AS caseId,
  topic, status, slot_start AS slotStart, minutes, owner_user_id AS ownerUserId, attempts FROM callback_row`;

/** Callbacks still to be made, the earliest first. With an owner: theirs and nobody's. */
export function listOpenCallbacks(
  db: ReadableDb,
  { ownerUserId, limit }: { ownerUserId: string | null; limit: number },
): CallbackSummary[] {
  return db.all<CallbackSummary>(
    `${CALLBACK_SELECT} WHERE status IN ('scheduled', 'rescheduled')
       AND ($owner IS NULL OR owner_user_id IS NULL OR owner_user_id = $owner)
     ORDER BY slot_start LIMIT $limit + 0`,
    { owner: ownerUserId, limit },
  );
}

/** All callbacks from an instant on, whatever came of them. */
export function listCallbacksSince(
  db: ReadableDb,
  { since, ownerUserId, limit }: { since: UtcMs; ownerUserId: string | null; limit: number },
): CallbackSummary[] {
  return db.all<CallbackSummary>(
    `${CALLBACK_SELECT} WHERE slot_start >= $since
       AND ($owner IS NULL OR owner_user_id IS NULL OR owner_user_id = $owner)
     ORDER BY slot_start LIMIT $limit + 0`,
    { since, owner: ownerUserId, limit },
  );
}

/** Callbacks promised in the quarter of an hour that holds this instant. */
export function countCallbacksInSlot(db: ReadableDb, at: UtcMs): number {
  const slotStart = Math.floor(at / CALLBACK_SLOT_MS) * CALLBACK_SLOT_MS;
  const row = db.get<{ count: number }>(
    `SELECT count(*) AS count FROM callback_row
     WHERE slot_start >= ? AND slot_start < ? AND status IN ('scheduled', 'rescheduled')`,
    slotStart,
    slotStart + CALLBACK_SLOT_MS,
  );
  return row?.count ?? 0;
}

/**
 * Open callbacks of a person: those whose time has come, and of these the missed ones, whose slot began before `overdueBefore`
 * and which nobody dialled from `openBeforeMs` before it on.
 */
export function countDueCallbacks(
  db: ReadableDb,
  {
    ownerUserId,
    dueFrom,
    overdueBefore,
    openBeforeMs,
  }: { ownerUserId: string; dueFrom: UtcMs; overdueBefore: UtcMs; openBeforeMs: number },
): { readonly due: number; readonly overdue: number } {
  const row = db.get<{ due: number; overdue: number | null }>(
    `SELECT count(*) AS due,
       sum(slot_start < $overdueBefore AND coalesce(last_attempt_at, 0) < slot_start - $openBeforeMs) AS overdue
     FROM callback_row
     WHERE status IN ('scheduled', 'rescheduled') AND slot_start <= $dueFrom
       AND (owner_user_id IS NULL OR owner_user_id = $owner)`,
    { owner: ownerUserId, dueFrom, overdueBefore, openBeforeMs },
  );
  return { due: row?.due ?? 0, overdue: row?.overdue ?? 0 };
}

/** The callbacks promised in these contacts or about these cases, the earliest promise first. */
export function listCallbackIdsOf(
  db: ReadableDb,
  { contactIds, caseIds }: { contactIds: readonly string[]; caseIds: readonly string[] },
): string[] {
  return db
    .all<{ callbackId: string }>(
      `SELECT callback_id AS callbackId FROM callback_row WHERE contact_id IN (SELECT value FROM json_each($contacts))
       UNION
       SELECT callback_id AS callbackId FROM callback_row WHERE case_id IN (SELECT value FROM json_each($cases))
       ORDER BY callbackId`,
      { contacts: JSON.stringify(contactIds), cases: JSON.stringify(caseIds) },
    )
    .map((row) => row.callbackId);
}
