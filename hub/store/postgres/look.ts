import type pg from 'pg';
import { MAY_HOLD } from './may-hold.ts';
import { LOOKED_AWAY_MS } from '../store.ts';
import type { Looking, Onlooker } from '../store.ts';

/** Notes that somebody looks at a case, and answers who else does; null where the desk may not hold it. */
export async function look(
  pool: pg.Pool,
  { caseId, userId, deskId }: Looking,
  now: number,
): Promise<readonly Onlooker[] | null> {
  const noted = await pool.query(
    `INSERT INTO presence (case_id, user_id, desk_id, since, seen_at)
     SELECT $1::text, $2, $3, $4::bigint, $4 FROM stream s JOIN desk d ON d.desk_id = $3
     WHERE s.stream = 'case/' || $1::text AND s.version > 0
       AND ${MAY_HOLD}
     ON CONFLICT (case_id, user_id, desk_id) DO UPDATE SET seen_at = excluded.seen_at,
       since = CASE WHEN presence.seen_at < $4 - $5::bigint THEN excluded.since ELSE presence.since END`,
    [caseId, userId, deskId, now, LOOKED_AWAY_MS],
  );
  if (noted.rowCount === 0) return null;
  await pool.query('DELETE FROM presence WHERE case_id = $1 AND seen_at < $2', [caseId, now - LOOKED_AWAY_MS]);
  const { rows } = await pool.query<{ userId: string; displayName: string; deskId: string; since: string }>(
    `SELECT p.user_id AS "userId", a.display_name AS "displayName", p.desk_id AS "deskId", p.since
     FROM presence p JOIN account a ON a.user_id = p.user_id WHERE p.case_id = $1 AND p.user_id <> $2 ORDER BY p.since`,
    [caseId, userId],
  );
  return rows.map(({ since, ...each }) => Object.assign(each, { since: Number(since) }));
}
