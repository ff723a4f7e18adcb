import type { CallbackState } from '../../domain/callbacks/state.ts';
import type { WritableDb } from '../open/database.ts';

/** Writes a promised callback for the day's list; the same state twice changes nothing. */
export function projectCallback(db: WritableDb, state: CallbackState): void {
  db.run(
    `INSERT INTO callback_row (callback_id, party_id, contact_id, case_id, topic, status, slot_start, minutes,
       owner_user_id, attempts, last_attempt_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (callback_id) DO UPDATE SET
       status = excluded.status, slot_start = excluded.slot_start, owner_user_id = excluded.owner_user_id,
       attempts = excluded.attempts, last_attempt_at = excluded.last_attempt_at`,
    state.callbackId,
    state.request.partyId,
    state.request.contactId,
    state.request.caseId,
    state.request.topic,
    state.status,
    state.slotStart,
    state.request.minutes,
    state.request.ownerUserId,
    state.attempts.length,
    state.attempts.at(-1) ?? null,
  );
}
