import type { FollowUp } from '../../domain/cases/follow-ups.ts';
import type { WritableDb } from '../open/database.ts';

/** Later than any real date, for what has none. */
const NO_DATE = Number.MAX_SAFE_INTEGER;

interface Owed {
  readonly contactId: string | null;
  readonly caseId: string | null;
  readonly ownerUserId: string;
  readonly followUps: readonly FollowUp[];
}

/** Writes what is owed on a contact or a case for its owner's list; the same twice changes nothing. */
export function projectFollowUps(db: WritableDb, { contactId, caseId, ownerUserId, followUps }: Owed): void {
  for (const { followUpId, kind, what, by, madeBy, madeAt, doneAt } of followUps) {
    db.run(
      `INSERT INTO follow_up_row (follow_up_id, contact_id, case_id, kind, what, due_at, made_by, made_at, owner_user_id,
         done_at, sort_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (follow_up_id) DO UPDATE SET owner_user_id = excluded.owner_user_id, done_at = excluded.done_at`,
      followUpId,
      contactId,
      caseId,
      kind,
      what,
      by,
      madeBy,
      madeAt,
      ownerUserId,
      doneAt,
      by ?? NO_DATE,
    );
  }
}
