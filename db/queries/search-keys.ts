/** Orders by an identifier, whole or by its last characters, and by the code of a case. */
import type { IdentifierQuery } from '../../domain/search/classify.ts';
import type { ReadableDb, SqlValue } from '../open/database.ts';
import { keyValue, ORDER_KEY_KINDS, PARTY_KEY_KINDS } from '../../domain/orders/order-keys.ts';
import { reversed } from './order-keys.ts';
import { isOneOf, MAX_READ, walksOf } from './search-walks.ts';
import type { Walk } from './search-walks.ts';

/** What one reading found: the recencies of orders, newest first. */
export interface Found {
  readonly recencies: readonly number[];
  /** There are, or may be, more than these. */
  readonly more: boolean;
}

/** Where there are more: parties behind one identifier whose newest orders are looked at. */
const MAX_PARTIES = 200;
/** Where there are more: identifiers of one kind that end alike and are looked at. */
const MAX_VALUES = 200;
/** Sorts behind every character of an identifier. */
const LAST = '\uFFFF';

/**
 * What each of these identifiers found, whole or by its last characters: the newest orders that carry it themselves, through
 * their party or, for its code, through a case. One statement for all of them: a statement costs more than a walk.
 */
export function findByIdentifiers(
  db: ReadableDb,
  queries: readonly IdentifierQuery[],
  limit: number,
): ReadonlyMap<IdentifierQuery, Found> {
  if (queries.length === 0) return new Map();
  const { walks, sql } = walksOf(queries.map(({ kind }) => kind));
  const wanted = queries.map((query) => ({
    query,
    kind: query.kind,
    key: reversed(keyValue(query.value)),
    recencies: new Set<number>(),
    all: true,
  }));
  const rows = db.all<{ walk: number; recency: number }>(sql, parametersOf(wanted, limit));
  const read = walks.map(() => 0);
  for (const { walk, recency } of rows) {
    read[walk] = (read[walk] ?? 0) + 1;
    wanted[walks[walk]?.at ?? 0]?.recencies.add(recency);
  }
  for (const [index, { at, cut }] of walks.entries()) {
    const of = wanted[at];
    if (cut === undefined || of === undefined || read[index] !== MAX_READ) continue;
    if (!findMore(db, of, cut, limit + 1)) of.all = false;
  }
  return new Map(wanted.map(({ query, recencies, all }) => [query, newest(recencies, limit, !all)]));
}

/** The keys that the walks look for, as they stand in the indexes. */
function parametersOf(
  wanted: readonly { readonly kind: string; readonly key: string }[],
  limit: number,
): Record<string, string | number> {
  const parameters: Record<string, string | number> = {};
  for (const [at, { kind, key }] of wanted.entries()) {
    parameters[`key${at}`] = key;
    if (kind === 'suffix') parameters[`end${at}`] = key + LAST;
    if (isOneOf(ORDER_KEY_KINDS, kind)) parameters['most'] = limit + 1;
  }
  return parameters;
}

/** Where a walk met more than it reads: its newest, key by key. Answers false where that is not all of them either. */
function findMore(
  db: ReadableDb,
  { kind, key, recencies }: { kind: string; key: string; recencies: Set<number> },
  cut: NonNullable<Walk['cut']>,
  limit: number,
): boolean {
  if (cut === 'parties') return addPartyOrders(db, recencies, kind, key, limit);
  if (cut === 'orders ending') {
    return addInSteps(db, 'order', ORDER_KEY_KINDS, key, (...of) => addOrders(db, recencies, ...of, limit));
  }
  if (cut === 'parties ending') {
    return addInSteps(db, 'party', PARTY_KEY_KINDS, key, (...of) => addPartyOrders(db, recencies, ...of, limit));
  }
  return false;
}

/** Adds the orders that a statement answers; how many rows there were. */
function add(db: ReadableDb, to: Set<number>, sql: string, ...values: readonly SqlValue[]): number {
  const rows = db.all<{ recency: number }>(sql, ...values);
  for (const { recency } of rows) to.add(recency);
  return rows.length;
}

/** Goes through what is too much to read whole, key by key. Answers false where there was more than is looked at. */
function addInSteps(
  db: ReadableDb,
  holder: 'order' | 'party',
  kinds: readonly string[],
  from: string,
  addKey: (kind: string, key: string) => boolean,
): boolean {
  let all = true;
  for (const kind of kinds) {
    if (kind === 'card_last4') continue;
    const keys = distinctKeys(db, holder, kind, from);
    all &&= keys.length < MAX_VALUES;
    for (const key of keys) all = addKey(kind, key) && all;
  }
  return all;
}

/** Steps from one distinct key to the next: a key that stands on very many orders costs no more than another. */
function distinctKeys(db: ReadableDb, holder: 'order' | 'party', kind: string, from: string): string[] {
  const keys: string[] = [];
  let least = from;
  while (keys.length < MAX_VALUES) {
    const next = db.get<{ reversed: string }>(
      `SELECT reversed FROM orders.${holder}_key WHERE kind = ? AND reversed >= ? AND reversed < ? ORDER BY reversed LIMIT 1`,
      kind,
      least,
      from + LAST,
    );
    if (next === undefined) break;
    keys.push(next.reversed);
    least = `${next.reversed}\0`;
  }
  return keys;
}

function newest(recencies: ReadonlySet<number>, limit: number, more: boolean): Found {
  const sorted = [...recencies].sort((a, b) => b - a);
  return { recencies: sorted.slice(0, limit), more: more || sorted.length > limit };
}

/** The newest orders with exactly this key; all that can be wanted of it. */
function addOrders(db: ReadableDb, to: Set<number>, kind: string, key: string, limit: number): true {
  const sql = 'SELECT recency FROM orders.order_key WHERE kind = ? AND reversed = ? ORDER BY recency DESC LIMIT ? + 0';
  add(db, to, sql, kind, key, limit);
  return true;
}

/** The newest orders of each party with this key; false where there were more parties than are looked at. */
function addPartyOrders(db: ReadableDb, to: Set<number>, kind: string, key: string, limit: number): boolean {
  const parties = db.all<{ partyId: string }>(
    'SELECT party_id AS partyId FROM orders.party_key WHERE kind = ? AND reversed = ? LIMIT ? + 0',
    kind,
    key,
    MAX_PARTIES,
  );
  for (const { partyId } of parties) {
    const sql = 'SELECT recency FROM orders.order_record WHERE party_id = ? ORDER BY recency DESC LIMIT ? + 0';
    add(db, to, sql, partyId, limit);
  }
  return parties.length < MAX_PARTIES;
}
