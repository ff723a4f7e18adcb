/** Calls, visits and messages as lists need them. The whole of a contact is the fold of its stream. */
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { ReadableDb } from '../open/database.ts';

/** What a person still has in hand, the newest first. */
export function listUnfinishedContactIds(db: ReadableDb, ownerUserId: string): string[] {
  return db
    .all<{ contactId: string }>(
      `SELECT contact_id AS contactId FROM contact_row
       WHERE owner_user_id = ? AND wrapped_up_at IS NULL ORDER BY started_at DESC`,
      ownerUserId,
    )
    .map((row) => row.contactId);
}

/** A person's contacts, finished ones too, the newest first. */
export function listContactIdsOf(db: ReadableDb, ownerUserId: string, limit: number): string[] {
  return db
    .all<{ contactId: string }>(
      'SELECT contact_id AS contactId FROM contact_row WHERE owner_user_id = ? ORDER BY started_at DESC LIMIT ? + 0',
      ownerUserId,
      limit,
    )
    .map((row) => row.contactId);
}

/** Contacts about a party in which something has happened since an instant, the newest first. */
export function listContactIdsAbout(
  db: ReadableDb,
  { partyId, since, limit }: { partyId: string; since: UtcMs; limit: number },
): string[] {
  return db
    .all<{ contactId: string }>(
      `SELECT contact_id AS contactId FROM contact_row WHERE party_id = ? AND last_activity_at >= ?
       ORDER BY started_at DESC LIMIT ? + 0`,
      partyId,
      since,
      limit,
    )
    .map((row) => row.contactId);
}

/** Contacts that are about a case, by what either of them says. */
export function listContactIdsOfCase(db: ReadableDb, caseId: string): string[] {
  return db
    .all<{ contactId: string }>('SELECT contact_id AS contactId FROM contact_case WHERE case_id = ?', caseId)
    .map((row) => row.contactId);
}
