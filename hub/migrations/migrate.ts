/** Brings a hub's database to this version. Several hubs may start at once: one migrates, the others wait for it. */
import type pg from 'pg';
import { authority } from './0010-authority.ts';
import { access } from './0020-access.ts';
import { presence } from './0030-presence.ts';
import { lapses } from './0040-lapses.ts';
import { history } from './0050-history.ts';
import { search } from './0060-search.ts';
import { evidence } from './0080-evidence.ts';
import { concerns } from './0090-concerns.ts';
import { readyFiles } from './0070-ready-files.ts';

const MIGRATIONS: readonly { readonly number: number; readonly sql: string }[] = [
  { number: 10, sql: authority },
  { number: 20, sql: access },
  { number: 30, sql: presence },
  { number: 40, sql: lapses },
  { number: 50, sql: history },
  { number: 60, sql: search },
  { number: 70, sql: readyFiles },
  { number: 80, sql: evidence },
  { number: 90, sql: concerns },
];

/** Any number, as long as it is always the same. */
const LOCK = 0x43_48_45_44;

/**
 * Applies what is missing, each in a transaction of its own. Throws where the database is of a later version than this hub.
 * A database that was put into another server counts its transactions anew, and its desks pull from the beginning.
 */
export async function migrate(client: pg.ClientBase): Promise<void> {
  await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
  try {
    await client.query(
      'CREATE TABLE IF NOT EXISTS migration (number integer PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())',
    );
    const { rows } = await client.query<{ number: number }>('SELECT number FROM migration ORDER BY number');
    const applied = new Set(rows.map(({ number }) => number));
    const newest = MIGRATIONS.at(-1)?.number ?? 0;
    const unknown = rows.filter(({ number }) => number > newest);
    if (unknown.length > 0) throw new Error('the database is of a later version than this hub: install the newer hub');
    for (const { number, sql } of MIGRATIONS) {
      if (applied.has(number)) continue;
      await client.query('BEGIN');
      await client.query(sql);
      await client.query('INSERT INTO migration (number) VALUES ($1)', [number]);
      await client.query('COMMIT');
    }
    await recountWhereRestored(client);
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [LOCK]);
  }
}

/** Rows that claim to come from transactions which this server has not had yet were written by another one. */
async function recountWhereRestored(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ foreign: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM event WHERE xid >= pg_snapshot_xmax(pg_current_snapshot()))
         OR EXISTS (SELECT 1 FROM reference WHERE xid >= pg_snapshot_xmax(pg_current_snapshot())) AS foreign`,
  );
  if (rows[0]?.foreign !== true) return;
  await client.query('BEGIN');
  await client.query(`UPDATE event SET xid = '3'`);
  await client.query(`UPDATE reference SET xid = '3'`);
  await client.query('UPDATE hub_state SET generation = generation + 1');
  await client.query('COMMIT');
}
