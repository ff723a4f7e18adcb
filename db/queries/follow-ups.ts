/** What is owed to customers, as a person's own list shows it. */
import type { FollowUpKind } from '../../domain/cases/follow-ups.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { ReadableDb } from '../open/database.ts';

export interface FollowUpRow {
  readonly followUpId: string;
  readonly contactId: string | null;
  readonly caseId: string | null;
  readonly kind: FollowUpKind;
  readonly what: string;
  readonly by: UtcMs | null;
  readonly madeBy: string;
  readonly madeAt: UtcMs;
}

/** What is open of what a person promised, or of the contacts and cases they own; the earliest date first. */
export function listOpenFollowUpsOf(db: ReadableDb, userId: string, limit: number): FollowUpRow[] {
  return db.all<FollowUpRow>(
    `SELECT follow_up_id AS followUpId, contact_id AS contactId, case_id AS caseId, kind, what, due_at AS "by",
       made_by AS madeBy, made_at AS madeAt FROM follow_up_row
     WHERE (owner_user_id = $user AND done_at IS NULL) OR (made_by = $user AND done_at IS NULL)
     ORDER BY sort_at, made_at LIMIT $limit + 0`,
    { user: userId, limit },
  );
}
