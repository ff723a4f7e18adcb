import type { ContactState } from '../../domain/contacts/state.ts';
import type { WritableDb } from '../open/database.ts';
import { projectContradictions } from './contradiction-row.ts';
import { projectFollowUps } from './follow-up-row.ts';

/** Writes what lists and lookups need of a contact; the same state twice changes nothing. */
export function projectContact(db: WritableDb, state: ContactState): void {
  db.run(
    `INSERT INTO contact_row (contact_id, channel, direction, cli, started_at, started_by, branch_id, owner_user_id,
       ended_at, wrapped_up_at, party_id, order_no, last_activity_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (contact_id) DO UPDATE SET
       owner_user_id = excluded.owner_user_id, ended_at = excluded.ended_at, wrapped_up_at = excluded.wrapped_up_at,
       party_id = excluded.party_id, order_no = excluded.order_no, last_activity_at = excluded.last_activity_at`,
    state.contactId,
    state.channel,
    state.direction,
    state.cli,
    state.startedAt,
    state.startedBy,
    state.branchId,
    state.ownerUserId,
    state.endedAt,
    state.wrappedUpAt,
    state.partyId,
    state.orderNo,
    state.lastActivityAt,
  );
  for (const caseId of state.caseIds) linkContactToCase(db, state.contactId, caseId);
  const { contactId, ownerUserId, followUps, contradictions } = state;
  projectFollowUps(db, { contactId, caseId: null, ownerUserId, followUps });
  projectContradictions(db, { contactId, caseId: null, contradictions });
}

/** Contacts and cases name one another in both streams; either is enough. */
export function linkContactToCase(db: WritableDb, contactId: string, caseId: string): void {
  db.run('INSERT OR IGNORE INTO contact_case (contact_id, case_id) VALUES (?, ?)', contactId, caseId);
}
