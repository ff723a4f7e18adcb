import type pg from 'pg';
import type { Sealer } from '../../keys/sealer.ts';

/** What was there under a name is replaced, and is new again to whoever pulls. */
export async function putReferences(
  pool: pg.Pool,
  sealer: Sealer,
  rows: readonly { readonly kind: string; readonly key: string; readonly body: unknown; readonly orderedAt?: number }[],
): Promise<void> {
  await pool.query(
    `INSERT INTO reference (kind, key, body, ordered_at) SELECT * FROM unnest($1::text[], $2::text[], $3::bytea[], $4::bigint[])
     ON CONFLICT (kind, key) DO UPDATE SET body = excluded.body, ordered_at = excluded.ordered_at, xid = DEFAULT, position = DEFAULT`,
    [
      rows.map(({ kind }) => kind),
      rows.map(({ key }) => key),
      rows.map(({ body }) => sealer.seal(body)),
      rows.map(({ orderedAt }) => orderedAt ?? null),
    ],
  );
}
