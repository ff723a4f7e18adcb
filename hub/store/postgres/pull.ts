/**
 * What became visible after a cursor: in the order of transactions, and of rows in each, never past a transaction that is
 * still open. One that began before another may commit after it; its rows would otherwise slip in behind the cursor.
 */
import type pg from 'pg';
import { DAY_MS } from '../../../domain/kernel/units.ts';
import type { UtcMs } from '../../../domain/kernel/units.ts';
import type { Sealer } from '../../keys/sealer.ts';
import { CursorUnknown } from '../store.ts';
import type { PullPage, ReferencesAsked } from '../store.ts';
import { MAY_HOLD, MAY_HOLD_REFERENCE } from './may-hold.ts';
import { EVENT_COLUMNS, toEvent } from './rows.ts';
import type { EventRow } from './rows.ts';

/** `<generation>.<transaction>.<position>` of events, and `.<transaction>.<position>` of references. */
const CURSOR = /^(\d{1,9})\.(\d{1,20})\.(\d{1,19})\.(\d{1,20})\.(\d{1,19})$/u;

interface Asked {
  readonly deskId: string;
  readonly cursor: string | null;
  readonly limit: number;
  readonly now: UtcMs;
}

interface Place {
  readonly xid: string;
  readonly position: string;
}

interface Window {
  readonly generation: number;
  /** The oldest transaction that is still open. */
  readonly until: string;
  readonly desk: string | null;
  readonly days: number | null;
}

const BEGINNING: Place = { xid: '0', position: '0' };

/** Throws where the cursor is none. One of another generation, from before the database was restored, begins anew. */
export async function pullPage(
  pool: pg.Pool,
  sealer: Sealer,
  { deskId, cursor, limit, now }: Asked,
): Promise<PullPage> {
  const parsed = cursor === null ? null : CURSOR.exec(cursor);
  if (cursor !== null && parsed === null) throw new CursorUnknown();
  const window = await windowOf(pool, deskId);
  if (window.desk === null) throw new Error('the desk is not known');
  const { days } = window;
  const isOfNow = parsed !== null && Number(parsed[1]) === window.generation;
  const place = (at: number): Place =>
    isOfNow ? { xid: parsed[at] ?? '0', position: parsed[at + 1] ?? '0' } : BEGINNING;

  const events = await eventsAfter(pool, place(2), window, { deskId, limit });
  const references = await referencesAfter(pool, place(4), window, { deskId, days, limit, now });
  const [eventsTo, referencesTo] = [events, references].map((rowsOf) => placeAfter(rowsOf, window, limit));
  return {
    events: events.map((row) => toEvent(row, sealer)),
    references: references.map((each) => referenceOf(each, sealer)),
    cursor: [window.generation, ...[eventsTo, referencesTo].flatMap((to) => [to?.xid, to?.position])].join('.'),
    more: events.length === limit || references.length === limit,
  };
}

/** References alone, and a cursor that has no event behind it. */
export async function readReferences(
  pool: pg.Pool,
  sealer: Sealer,
  { days, cursor, limit, now }: ReferencesAsked,
): Promise<Omit<PullPage, 'events'>> {
  const window = await windowOf(pool, null);
  const parsed = cursor === null ? null : CURSOR.exec(cursor);
  const from = parsed === null ? BEGINNING : { xid: parsed[4] ?? '0', position: parsed[5] ?? '0' };
  const rows = await referencesAfter(pool, from, window, { deskId: null, days, limit, now });
  const to = placeAfter(rows, window, limit);
  return {
    references: rows.map((row) => referenceOf(row, sealer)),
    cursor: [window.generation, BEGINNING.xid, BEGINNING.position, to.xid, to.position].join('.'),
    more: rows.length === limit,
  };
}

async function windowOf(pool: pg.Pool, deskId: string | null): Promise<Window> {
  const { rows } = await pool.query<Window>(
    `SELECT generation, pg_snapshot_xmin(pg_current_snapshot())::text AS until, d.desk_id AS desk, d.days
     FROM hub_state LEFT JOIN desk d ON d.desk_id = $1`,
    [deskId],
  );
  const [window] = rows;
  if (window === undefined) throw new Error('the hub has no state');
  return window;
}

interface ReferenceRow {
  readonly kind: string;
  readonly key: string;
  readonly body: Buffer | null;
}

function referenceOf({ kind, key, body }: ReferenceRow, sealer: Sealer): PullPage['references'][number] {
  return { kind, key, body: body === null ? null : (sealer.open(body) as Readonly<Record<string, unknown>>) };
}

async function eventsAfter(
  pool: pg.Pool,
  from: Place,
  { until }: Window,
  { deskId, limit }: Pick<Asked, 'deskId' | 'limit'>,
): Promise<(EventRow & Place)[]> {
  const { rows } = await pool.query<EventRow & Place>(
    `SELECT ${EVENT_COLUMNS}, e.xid::text AS xid, e.position FROM event e JOIN stream s ON s.stream = e.stream
     JOIN desk d ON d.desk_id = $4
     WHERE (e.xid, e.position) > ($1::xid8, $2::bigint) AND e.xid < $3::xid8 AND ${MAY_HOLD}
     ORDER BY e.xid, e.position LIMIT $5`,
    [from.xid, from.position, until, deskId, limit],
  );
  return rows;
}

async function referencesAfter(
  pool: pg.Pool,
  from: Place,
  { until }: Window,
  { deskId, days, limit, now }: Omit<ReferencesAsked, 'cursor'> & { readonly deskId: string | null },
): Promise<(ReferenceRow & Place)[]> {
  const { rows } = await pool.query<ReferenceRow & Place>(
    // Ordered by the number of a transaction, not by its text: 999 comes before 1000.
    `SELECT r.kind, r.key, r.body, r.xid::text AS xid, r.position FROM reference r
       CROSS JOIN (VALUES ($5::text, $8::int)) AS d (desk_id, days)
     WHERE (r.xid, r.position) > ($1::xid8, $2::bigint) AND r.xid < $3::xid8 AND r.kind <> 'party' AND ${MAY_HOLD_REFERENCE}
     ORDER BY r.xid, r.position LIMIT $4`,
    [from.xid, from.position, until, limit, deskId, now, DAY_MS, days],
  );
  return rows;
}

/** Behind the last row of a full page; behind everything that is decided, also what was not for this desk, where all was read. */
function placeAfter(rows: readonly Place[], { until }: Window, limit: number): Place {
  const last = rows.at(-1);
  return rows.length === limit && last !== undefined ? last : { xid: until, position: '0' };
}
