/** What two desks recorded that does not go together, as a supervisor's list shows it. */
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { ReadableDb } from '../open/database.ts';

export interface ContradictionRow {
  readonly contradictionId: string;
  readonly contactId: string | null;
  readonly caseId: string | null;
  readonly foundAt: UtcMs;
}

/** What nobody has settled yet, the oldest first. */
export function listOpenContradictions(db: ReadableDb, limit: number): ContradictionRow[] {
  return db.all<ContradictionRow>(
    `SELECT contradiction_id AS contradictionId, contact_id AS contactId, case_id AS caseId, found_at AS foundAt
     FROM contradiction_row WHERE settled_at IS NULL ORDER BY found_at LIMIT ? + 0`,
    limit,
  );
}

export function countOpenContradictions(db: ReadableDb): number {
  return (
    db.get<{ count: number }>('SELECT count(*) AS count FROM contradiction_row WHERE settled_at IS NULL')?.count ?? 0
  );
}
