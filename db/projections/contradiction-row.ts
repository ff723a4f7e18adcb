import type { Contradiction } from '../../domain/cases/contradictions.ts';
import type { WritableDb } from '../open/database.ts';

interface Found {
  readonly contactId: string | null;
  readonly caseId: string | null;
  readonly contradictions: readonly Contradiction[];
}

/** Writes what contradicts on a contact or a case for the supervisors' list; the same twice changes nothing. */
export function projectContradictions(db: WritableDb, { contactId, caseId, contradictions }: Found): void {
  for (const { contradictionId, code, foundAt, settled } of contradictions) {
    db.run(
      `INSERT INTO contradiction_row (contradiction_id, contact_id, case_id, code, found_at, settled_at)
       VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (contradiction_id) DO UPDATE SET settled_at = excluded.settled_at`,
      contradictionId,
      contactId,
      caseId,
      code,
      foundAt,
      settled?.at ?? null,
    );
  }
}
