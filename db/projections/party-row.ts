import type { PartyState } from '../../domain/parties/events.ts';
import type { WritableDb } from '../open/database.ts';

/** Writes whether a party is locked and how often it failed; the same state twice changes nothing. */
export function projectParty(db: WritableDb, partyId: string, state: PartyState): void {
  db.run(
    `INSERT INTO party_row (party_id, locked_at, lock_reason, failed_attempts, failed_sessions, last_failed_at)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (party_id) DO UPDATE SET
       locked_at = excluded.locked_at, lock_reason = excluded.lock_reason, failed_attempts = excluded.failed_attempts,
       failed_sessions = excluded.failed_sessions, last_failed_at = excluded.last_failed_at`,
    partyId,
    state.lockedAt,
    state.lockReason,
    state.failedAttempts.length,
    state.failedSessions.length,
    state.failedAttempts.at(-1) ?? null,
  );
}
