/** What somebody has typed and not yet sent. Each person sees their own alone. */
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { ReadableDb, WritableDb } from '../open/database.ts';

export interface Draft {
  readonly ownerUserId: string;
  /** The form it was typed into. */
  readonly key: string;
  /** The form's own JSON, as text. */
  readonly body: string;
  readonly updatedAt: UtcMs;
}

/** Writes a draft over the one before. It is on the disk when this returns, unless a transaction is open. */
export function saveDraft(db: WritableDb, draft: Draft): void {
  db.run(
    `INSERT INTO draft (owner_user_id, key, body, updated_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (owner_user_id, key) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at`,
    draft.ownerUserId,
    draft.key,
    draft.body,
    draft.updatedAt,
  );
}

export function getDraft(db: ReadableDb, ownerUserId: string, key: string): Draft | null {
  const row = db.get<Draft>(
    `SELECT owner_user_id AS ownerUserId, key, body, updated_at AS updatedAt FROM draft
     WHERE owner_user_id = ? AND key = ?`,
    ownerUserId,
    key,
  );
  return row ?? null;
}

export function deleteDraft(db: WritableDb, ownerUserId: string, key: string): void {
  db.run('DELETE FROM draft WHERE owner_user_id = ? AND key = ?', ownerUserId, key);
}

/** A person's drafts, the newest first; without their bodies. */
export function listDrafts(db: ReadableDb, ownerUserId: string): Omit<Draft, 'body' | 'ownerUserId'>[] {
  return db.all<Omit<Draft, 'body' | 'ownerUserId'>>(
    'SELECT key, updated_at AS updatedAt FROM draft WHERE owner_user_id = ? ORDER BY updated_at DESC, key',
    ownerUserId,
  );
}
