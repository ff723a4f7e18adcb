/** Orders by an identifier, whole or by its last characters. */
import type { ReadableDb } from '../open/database.ts';
import { ORDER_KEY_KINDS, PARTY_KEY_KINDS, reversed } from './order-keys.ts';

/** What one reading found: the recencies of orders, newest first. */
export interface Found {
  readonly recencies: readonly number[];
  /** There are, or may be, more than these. */
  readonly more: boolean;
}

/** Parties behind one identifier whose orders are looked at: enough for a shared mobile or the last four of a card. */
const MAX_PARTIES = 200;
/** Identifiers of one kind that end alike and are looked at; four digits of a million fit a hundred times. */
const MAX_VALUES = 200;
/** Sorts behind every character of an identifier. */
const LAST = '\uFFFF';

/** The newest orders that carry an identifier themselves or through their party. `value` is compact. */
export function findByKey(db: ReadableDb, kind: string, value: string, limit: number): Found {
  const found = new Set<number>();
  const all = addByKey(db, found, kind, reversed(value), limit + 1);
  return newest(found, limit, !all);
}

/** The newest orders with any identifier that ends in `suffix` (compact); a card's last four have a reading of their own. */
export function findBySuffix(db: ReadableDb, suffix: string, limit: number): Found {
  const found = new Set<number>();
  const from = reversed(suffix);
  let all = true;
  for (const kind of new Set([...ORDER_KEY_KINDS, ...PARTY_KEY_KINDS])) {
    if (kind === 'card_last4') continue;
    const keys = new Set<string>();
    if (isOneOf(ORDER_KEY_KINDS, kind)) addKeys(db, keys, NEXT_ORDER_KEY, kind, from);
    if (isOneOf(PARTY_KEY_KINDS, kind)) addKeys(db, keys, NEXT_PARTY_KEY, kind, from);
    all &&= keys.size < MAX_VALUES;
    for (const key of keys) all = addByKey(db, found, kind, key, limit + 1) && all;
  }
  return newest(found, limit, !all);
}

const NEXT_ORDER_KEY = `SELECT reversed FROM orders.order_key
  WHERE kind = ? AND reversed >= ? AND reversed < ? ORDER BY reversed LIMIT 1`;
const NEXT_PARTY_KEY = `SELECT reversed FROM orders.party_key
  WHERE kind = ? AND reversed >= ? AND reversed < ? ORDER BY reversed LIMIT 1`;

/** Steps from one distinct key to the next: a key that stands on very many orders costs no more than another. */
function addKeys(db: ReadableDb, to: Set<string>, nextSql: string, kind: string, from: string): void {
  let least = from;
  while (to.size < MAX_VALUES) {
    const next = db.get<{ reversed: string }>(nextSql, kind, least, from + LAST);
    if (next === undefined) return;
    to.add(next.reversed);
    least = `${next.reversed}\0`;
  }
}

/** Answers false where there were more parties than are looked at. */
function addByKey(db: ReadableDb, to: Set<number>, kind: string, key: string, limit: number): boolean {
  if (isOneOf(ORDER_KEY_KINDS, kind)) addOrders(db, to, kind, key, limit);
  return !isOneOf(PARTY_KEY_KINDS, kind) || addPartyOrders(db, to, kind, key, limit);
}

function newest(recencies: ReadonlySet<number>, limit: number, more: boolean): Found {
  const sorted = [...recencies].sort((a, b) => b - a);
  return { recencies: sorted.slice(0, limit), more: more || sorted.length > limit };
}

function isOneOf<T extends string>(kinds: readonly T[], kind: string): kind is T {
  return (kinds as readonly string[]).includes(kind);
}

function addOrders(db: ReadableDb, to: Set<number>, kind: string, key: string, limit: number): void {
  const rows = db.all<{ recency: number }>(
    'SELECT recency FROM orders.order_key WHERE kind = ? AND reversed = ? ORDER BY recency DESC LIMIT ?',
    kind,
    key,
    limit,
  );
  for (const row of rows) to.add(row.recency);
}

function addPartyOrders(db: ReadableDb, to: Set<number>, kind: string, key: string, limit: number): boolean {
  const parties = db.all<{ partyId: string }>(
    'SELECT party_id AS partyId FROM orders.party_key WHERE kind = ? AND reversed = ? LIMIT ?',
    kind,
    key,
    MAX_PARTIES,
  );
  for (const { partyId } of parties) {
    const rows = db.all<{ recency: number }>(
      'SELECT recency FROM orders.order_record WHERE party_id = ? ORDER BY recency DESC LIMIT ?',
      partyId,
      limit,
    );
    for (const row of rows) to.add(row.recency);
  }
  return parties.length < MAX_PARTIES;
}
