/** What simulated people look at before they act. */
import type { ReadableDb } from '../../db/open/database.ts';

/** This person's contacts that go on. */
export function openContactsOf(db: ReadableDb, userId: string): string[] {
  return db
    .all<{ contactId: string }>(
      `SELECT contact_id AS contactId FROM contact_row WHERE owner_user_id = ? AND ended_at IS NULL ORDER BY contact_id`,
      userId,
    )
    .map(({ contactId }) => contactId);
}

export function casesOn(db: ReadableDb): string[] {
  return db
    .all<{ caseId: string }>('SELECT case_id AS caseId FROM case_row ORDER BY case_id')
    .map(({ caseId }) => caseId);
}
