/** Orders by an identifier, whole or by its last characters, and by the code of a case. */
import type { IdentifierQuery } from '../../domain/search/classify.ts';
import type { NearMiss } from '../../domain/search/near-miss.ts';
import type { ReadableDb, SqlValue } from '../open/database.ts';
import { keyValue, ORDER_KEY_KINDS, PARTY_KEY_KINDS, reversed } from './order-keys.ts';

/** What one reading found: the recencies of orders, newest first. */
export interface Found {
  readonly recencies: readonly number[];
  /** There are, or may be, more than these. */
  readonly more: boolean;
}

/** Orders that are read as they stand in an index; most often that is all there are. */
const MAX_READ = 1_000;
/** Where there are more: parties behind one identifier whose newest orders are looked at. */
const MAX_PARTIES = 200;
/** Where there are more: identifiers of one kind that end alike and are looked at. */
const MAX_VALUES = 200;
/** Sorts behind every character of an identifier. */
const LAST = '\uFFFF';

/** From the keys of parties and the codes of cases to orders, by indexes alone. */
const PARTY_ORDERS = 'orders.party_key k CROSS JOIN orders.order_record r ON r.party_id = k.party_id';
const CASE_ORDERS = 'case_row k CROSS JOIN orders.order_record r ON r.order_no = k.order_no';

/** The newest orders that carry an identifier themselves, through their party or, for its code, through a case. */
export function findByKey(db: ReadableDb, { kind, value }: IdentifierQuery, limit: number): Found {
  const found = new Set<number>();
  const key = reversed(keyValue(value));
  if (kind === 'case_code') add(db, found, `SELECT r.recency FROM ${CASE_ORDERS} WHERE k.code_reversed = ?`, key);
  let all = true;
  if (isOneOf(ORDER_KEY_KINDS, kind)) addOrders(db, found, kind, key, limit + 1);
  if (isOneOf(PARTY_KEY_KINDS, kind)) {
    const ofParties = `SELECT r.recency FROM ${PARTY_ORDERS} WHERE k.kind = ? AND k.reversed = ? LIMIT ${MAX_READ}`;
    all = add(db, found, ofParties, kind, key) < MAX_READ || addPartyOrders(db, found, kind, key, limit + 1);
  }
  return newest(found, limit, !all);
}

/** Kinds as a table: one walk for each, in one statement. A card's last four have a reading of their own. */
const kindsTable = (kinds: readonly string[]): string =>
  `(SELECT column1 AS kind FROM (VALUES ${kinds
    .filter((kind) => kind !== 'card_last4')
    .map((kind) => `('${kind}')`)
    .join(', ')})) t`;
const endsSo = (column: string): string => `${column} >= ? AND ${column} < ? LIMIT ${MAX_READ}`;
const ORDERS_BY_END = `SELECT k.recency FROM ${kindsTable(ORDER_KEY_KINDS)}
  CROSS JOIN orders.order_key k ON k.kind = t.kind WHERE ${endsSo('k.reversed')}`;
const PARTY_ORDERS_BY_END = `SELECT r.recency FROM ${kindsTable(PARTY_KEY_KINDS)}
  CROSS JOIN ${PARTY_ORDERS} AND k.kind = t.kind WHERE ${endsSo('k.reversed')}`;
const CASE_ORDERS_BY_END = `SELECT r.recency FROM ${CASE_ORDERS} WHERE ${endsSo('k.code_reversed')}`;

/** The newest orders with any identifier, or with a case whose code, ends in `suffix`. */
export function findBySuffix(db: ReadableDb, suffix: string, limit: number): Found {
  const found = new Set<number>();
  const from = reversed(keyValue(suffix));
  const to = from + LAST;
  let all = add(db, found, CASE_ORDERS_BY_END, from, to) < MAX_READ;
  if (add(db, found, ORDERS_BY_END, from, to) === MAX_READ) {
    all = addInSteps(db, 'order', ORDER_KEY_KINDS, from, (...at) => addOrders(db, found, ...at, limit + 1)) && all;
  }
  if (add(db, found, PARTY_ORDERS_BY_END, from, to) === MAX_READ) {
    all = addInSteps(db, 'party', PARTY_KEY_KINDS, from, (...at) => addPartyOrders(db, found, ...at, limit + 1)) && all;
  }
  return newest(found, limit, !all);
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

function isOneOf<T extends string>(kinds: readonly T[], kind: string): kind is T {
  return (kinds as readonly string[]).includes(kind);
}

/** The newest orders with exactly this key; all that can be wanted of it. */
function addOrders(db: ReadableDb, to: Set<number>, kind: string, key: string, limit: number): true {
  const sql = 'SELECT recency FROM orders.order_key WHERE kind = ? AND reversed = ? ORDER BY recency DESC LIMIT ?';
  add(db, to, sql, kind, key, limit);
  return true;
}

/** The newest orders of each party with this key; false where there were more parties than are looked at. */
function addPartyOrders(db: ReadableDb, to: Set<number>, kind: string, key: string, limit: number): boolean {
  const parties = db.all<{ partyId: string }>(
    'SELECT party_id AS partyId FROM orders.party_key WHERE kind = ? AND reversed = ? LIMIT ?',
    kind,
    key,
    MAX_PARTIES,
  );
  for (const { partyId } of parties) {
    const sql = 'SELECT recency FROM orders.order_record WHERE party_id = ? ORDER BY recency DESC LIMIT ?';
    add(db, to, sql, partyId, limit);
  }
  return parties.length < MAX_PARTIES;
}

/** The newest order of one key, by where keys of its kind stand. */
const NEWEST_OF_ORDERS =
  'ifnull((SELECT max(k.recency) FROM orders.order_key k WHERE k.kind = $kind AND k.reversed = j.value), 0)';
const NEWEST_OF_PARTIES = `ifnull((SELECT max((SELECT max(r.recency) FROM orders.order_record r WHERE r.party_id = k.party_id))
  FROM orders.party_key k WHERE k.kind = $kind AND k.reversed = j.value), 0)`;
const NEWEST_OF_CASES = `ifnull((SELECT max(r.recency) FROM ${CASE_ORDERS}
  WHERE k.code_reversed = j.value AND $kind = 'case_code'), 0)`;

function newestOf(kind: string): string {
  if (kind === 'case_code') return NEWEST_OF_CASES;
  if (!isOneOf(PARTY_KEY_KINDS, kind)) return NEWEST_OF_ORDERS;
  return isOneOf(ORDER_KEY_KINDS, kind) ? `max(${NEWEST_OF_ORDERS}, ${NEWEST_OF_PARTIES})` : NEWEST_OF_PARTIES;
}

/** Which of these values exist, each with its newest order, in the order given; one statement, one probe for each value. */
export function probeKeys(
  db: ReadableDb,
  kind: IdentifierQuery['kind'],
  near: readonly NearMiss[],
  limit: number,
): { near: NearMiss; recency: number }[] {
  const rows = db.all<{ at: number; recency: number }>(
    `SELECT at, recency FROM (SELECT j.key AS at, ${newestOf(kind)} AS recency FROM json_each($keys) j)
     WHERE recency > 0 ORDER BY at LIMIT $limit`,
    { kind, keys: JSON.stringify(near.map(({ value }) => reversed(keyValue(value)))), limit },
  );
  return rows.flatMap(({ at, recency }) => {
    const found = near[at];
    return found === undefined ? [] : [{ near: found, recency }];
  });
}
