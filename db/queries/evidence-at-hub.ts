/** Which files of this desk's ledger its hub has, and which it is still to be given. */
import type { ReadableDb, WritableDb } from '../open/database.ts';

export interface UnsentFile {
  readonly seq: number;
  readonly evidenceId: string;
  /** Lower-case hex of the content. */
  readonly sha256: string;
}

/** The oldest file behind `after` in the ledger that the hub is not known to have. */
export function nextUnsent(db: ReadableDb, after: number): UnsentFile | null {
  return (
    db.get<UnsentFile>(
      `SELECT seq, evidence_id AS evidenceId, sha256 FROM evidence WHERE seq > ?
         AND NOT EXISTS (SELECT 1 FROM evidence_at_hub AS sent WHERE sent.evidence_id = evidence.evidence_id)
       ORDER BY seq LIMIT 1`,
      after,
    ) ?? null
  );
}

export function countUnsent(db: ReadableDb): { readonly files: number; readonly bytes: number } {
  const counted = db.get<{ files: number; bytes: number }>(
    `SELECT count(*) AS files, coalesce(sum(size_bytes), 0) AS bytes FROM evidence
     WHERE NOT EXISTS (SELECT 1 FROM evidence_at_hub AS sent WHERE sent.evidence_id = evidence.evidence_id)`,
  );
  return counted ?? { files: 0, bytes: 0 };
}

export function markAtHub(db: WritableDb, evidenceId: string): void {
  db.run('INSERT OR IGNORE INTO evidence_at_hub (evidence_id) VALUES (?)', evidenceId);
}

/** What another hub has, or this one after it counts a desk anew, is asked of it once more. */
export function forgetAtHub(db: WritableDb): void {
  db.run('DELETE FROM evidence_at_hub');
}
