/** What this desk is set to: small JSON values under a key. Their shapes are checked where they are read. */
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { ReadableDb, WritableDb } from '../open/database.ts';

/** The value under a key as it was stored; null where there is none. */
export function getSetting(db: ReadableDb, key: string): unknown {
  const row = db.get<{ value: string }>('SELECT value FROM setting WHERE key = ?', key);
  return row === undefined ? null : (JSON.parse(row.value) as unknown);
}

export function putSetting(
  db: WritableDb,
  { key, value, at, by }: { key: string; value: unknown; at: UtcMs; by: string },
): void {
  db.run(
    `INSERT INTO setting (key, value, updated_at, updated_by) VALUES (?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at,
       updated_by = excluded.updated_by`,
    key,
    JSON.stringify(value),
    at,
    by,
  );
}
