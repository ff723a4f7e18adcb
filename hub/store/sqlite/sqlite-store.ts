/**
 * The hub's store on one encrypted SQLite file, of one process: what a store must do, without anything that PostgreSQL does for it.
 * The property suite runs against it, the store in memory and PostgreSQL alike.
 */
import { wrapConnection } from '../../../db/open/database.ts';
import type { WritableDb } from '../../../db/open/database.ts';
import { openFile } from '../../../db/open/file.ts';
import { DAY_MS } from '../../../domain/kernel/units.ts';
import type { StreamId } from '../../../domain/kernel/stream.ts';
import { CursorUnknown, LOOKED_AWAY_MS, StoreConflict } from '../store.ts';
import type { HubEvent, HubStore, Onlooker, PullPage, ReferencesAsked } from '../store.ts';
import { accessOn } from './access.ts';
import { evidenceOn } from './evidence.ts';
import { ordersOn } from './orders.ts';
import { LISTED, MAY_HOLD, SCHEMA } from './schema.ts';
import { transactionOn } from './transaction.ts';

export interface SqliteStoreOptions {
  readonly path: string;
  /** 32 bytes: the file is encrypted whole. */
  readonly key: Uint8Array;
}

const CURSOR = /^(\d{1,15})\.(\d{1,15})$/u;

export function openSqliteStore(options: SqliteStoreOptions): HubStore {
  const connection = openFile(options);
  connection.exec(SCHEMA);
  const db = wrapConnection(connection);
  const listeners = new Set<() => void>();
  let last: Promise<unknown> = Promise.resolve();
  /** One writer at a time: what is asked for meanwhile waits its turn. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(() => inTransaction(db, work));
    last = mine.catch(() => null);
    return mine;
  };
  const tell = (): void => {
    for (const told of listeners) told();
  };
  return {
    async transaction(work) {
      const done = await inTurn(() => work(transactionOn(db)));
      tell();
      return done;
    },
    ...accessOn(db, inTurn, tell),
    ...ordersOn(db, inTurn, tell),
    ...evidenceOn(db, inTurn),
    // What is read is committed: on this one connection an open unit would be seen.
    pull: (deskId, cursor, limit, now) =>
      inTurn(async () => {
        const desk = db.get<{ days: number | null }>('SELECT days FROM desk WHERE desk_id = ?', deskId);
        if (desk === undefined) throw new Error('the desk is not known');
        const [fromEvent, fromReference] = placesIn(cursor);
        const events = eventsAfter(db, { deskId, from: fromEvent, limit });
        const references = referencesAfter(db, { deskId, days: desk.days, from: fromReference, limit, now });
        return {
          events: events.rows,
          references: references.rows,
          cursor: `${events.to}.${references.to}`,
          more: events.more || references.more,
        };
      }),
    readReferences: ({ days, cursor, limit, now }) =>
      inTurn(async () => {
        const { rows, to, more } = referencesAfter(db, { deskId: '', days, from: placesIn(cursor)[1], limit, now });
        return { references: rows, cursor: `0.${to}`, more };
      }),
    wholeStreams: (deskId, streams) =>
      inTurn(async () => {
        const sql = `SELECT e.body FROM event AS e JOIN stream AS s ON s.stream = e.stream JOIN desk AS d ON d.desk_id = ?
        WHERE e.stream IN ${LISTED} AND ${MAY_HOLD} ORDER BY e.stream, e.version`;
        return db
          .all<{ body: string }>(sql, deskId, JSON.stringify(streams))
          .map(({ body }) => JSON.parse(body) as HubEvent);
      }),
    lapsed: (now, limit) =>
      inTurn(async () => {
        const sql = 'SELECT stream FROM stream WHERE lapses_at <= ? ORDER BY lapses_at LIMIT ?';
        return db.all<{ stream: StreamId }>(sql, now, limit).map(({ stream }) => stream);
      }),
    look: ({ caseId, userId, deskId }, now) =>
      inTurn(async () => {
        const noted = db.run(
          `INSERT INTO presence (case_id, user_id, desk_id, since, seen_at)
           SELECT ?1, ?2, ?3, ?4, ?4 FROM stream AS s JOIN desk AS d ON d.desk_id = ?3
           WHERE s.stream = 'case/' || ?1 AND s.version > 0 AND ${MAY_HOLD}
           ON CONFLICT (case_id, user_id, desk_id) DO UPDATE SET seen_at = excluded.seen_at,
             since = CASE WHEN presence.seen_at < ?4 - ?5 THEN excluded.since ELSE presence.since END`,
          { 1: caseId, 2: userId, 3: deskId, 4: now, 5: LOOKED_AWAY_MS },
        );
        if (noted === 0) return null;
        db.run('DELETE FROM presence WHERE case_id = ? AND seen_at < ?', caseId, now - LOOKED_AWAY_MS);
        const sql = `SELECT p.user_id AS userId, a.display_name AS displayName, p.desk_id AS deskId, p.since
          FROM presence AS p JOIN account AS a ON a.user_id = p.user_id WHERE p.case_id = ? AND p.user_id <> ? ORDER BY p.since`;
        return db.all<Onlooker>(sql, caseId, userId);
      }),
    onWritten: (told) => {
      listeners.add(told);
      return () => listeners.delete(told);
    },
    async close() {
      await last;
      db.close();
    },
  };
}

/** All of it or nothing. Throws {@link StoreConflict} where a key stands against it. */
async function inTransaction<T>(db: WritableDb, work: () => Promise<T>): Promise<T> {
  db.run('BEGIN IMMEDIATE');
  try {
    const done = await work();
    db.run('COMMIT');
    return done;
  } catch (error) {
    db.run('ROLLBACK');
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY'
      ? new StoreConflict('unique')
      : error;
  }
}

function placesIn(cursor: string | null): readonly [number, number] {
  if (cursor === null) return [0, 0];
  const parsed = CURSOR.exec(cursor);
  if (parsed === null) throw new CursorUnknown();
  return [Number(parsed[1]), Number(parsed[2])];
}

interface Rows<T> {
  readonly rows: T[];
  /** Behind the last row of a full page, or behind everything that there was, also what was not for this desk. */
  readonly to: number;
  readonly more: boolean;
}

function paged<T>(found: readonly { readonly position: number }[], limit: number, newest: number, rows: T[]): Rows<T> {
  const more = found.length === limit;
  return { rows, more, to: more ? (found.at(-1)?.position ?? newest) : newest };
}

function eventsAfter(db: WritableDb, asked: { deskId: string; from: number; limit: number }): Rows<HubEvent> {
  const newest = db.get<{ at: number | null }>('SELECT max(position) AS at FROM event')?.at ?? 0;
  const sql = `SELECT e.position, e.body FROM event AS e JOIN stream AS s ON s.stream = e.stream JOIN desk AS d ON d.desk_id = ?
    WHERE e.position > ? AND ${MAY_HOLD} ORDER BY e.position LIMIT ?`;
  const found = db.all<{ position: number; body: string }>(sql, asked.deskId, asked.from, asked.limit);
  return paged(
    found,
    asked.limit,
    newest,
    found.map(({ body }) => JSON.parse(body) as HubEvent),
  );
}

function referencesAfter(
  db: WritableDb,
  asked: Omit<ReferencesAsked, 'cursor'> & { readonly deskId: string; readonly from: number },
): Rows<PullPage['references'][number]> {
  const newest = db.get<{ at: number | null }>('SELECT max(position) AS at FROM reference')?.at ?? 0;
  const { deskId, days, from, limit, now } = asked;
  const oldest = days === null ? null : now - days * DAY_MS;
  const sql = `SELECT r.position, r.kind, r.key, r.body FROM reference AS r
    WHERE r.position > :from AND r.kind <> 'party' AND (:oldest IS NULL OR r.ordered_at IS NULL OR r.ordered_at >= :oldest
      OR EXISTS (SELECT 1 FROM claim WHERE claim.kind = 'open_case' AND claim.key = r.key)
      OR EXISTS (SELECT 1 FROM pin WHERE pin.desk_id = :deskId AND pin.stream = 'order/' || r.key))
    ORDER BY r.position LIMIT :limit`;
  const found = db.all<{ position: number; kind: string; key: string; body: string | null }>(sql, {
    from,
    oldest,
    deskId,
    limit,
  });
  const rows = found.map(({ kind, key, body }) => ({
    kind,
    key,
    body: body === null ? null : (JSON.parse(body) as Readonly<Record<string, unknown>>),
  }));
  return paged(found, limit, newest, rows);
}
