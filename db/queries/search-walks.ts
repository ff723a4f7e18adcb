/** Which indexes each reading of a line is looked for in, as one statement for all of them. */
import type { IdentifierQuery } from '../../domain/search/classify.ts';
import { ORDER_KEY_KINDS, PARTY_KEY_KINDS } from '../../domain/orders/order-keys.ts';

/** Orders that are read as they stand in an index; most often that is all there are. */
export const MAX_READ = 1_000;
/** From the keys of parties and the codes of cases to orders, by indexes alone. */
export const PARTY_ORDERS = 'orders.party_key k CROSS JOIN orders.order_record r ON r.party_id = k.party_id';
export const CASE_ORDERS = 'case_row k CROSS JOIN orders.order_record r ON r.order_no = k.order_no';

/** One walk along one index, for the reading at `at`. */
export interface Walk {
  readonly at: number;
  readonly sql: string;
  /** Of a walk that ends after `MAX_READ` rows: what it walks along. */
  readonly cut?: 'cases' | 'parties' | 'orders ending' | 'parties ending';
}

export interface Walks {
  readonly walks: readonly Walk[];
  readonly sql: string;
}

/** One statement for each list of kinds, made once. */
const walksByKinds = new Map<string, Walks>();

/**
 * The walks for readings of these kinds. Their statement takes `$key0`, `$key1`, … for the key of each reading, spelt backwards,
 * `$end0`, … for what sorts behind a suffix, and `$most` where a kind stands on orders.
 */
export function walksOf(kinds: readonly IdentifierQuery['kind'][]): Walks {
  const name = kinds.join();
  const known = walksByKinds.get(name);
  if (known !== undefined) return known;
  const walks = kinds.flatMap((kind, at) => (kind === 'suffix' ? suffixWalks(at) : wholeWalks(kind, at)));
  const sql = walks.map((walk, index) => `SELECT ${index} AS walk, * FROM (${walk.sql})`).join(' UNION ALL ');
  const made = { walks, sql };
  walksByKinds.set(name, made);
  return made;
}

function wholeWalks(kind: string, at: number): Walk[] {
  const walks: Walk[] = [];
  if (kind === 'case_code') {
    walks.push({ at, sql: `SELECT r.recency FROM ${CASE_ORDERS} WHERE k.code_reversed = $key${at}` });
  }
  if (isOneOf(ORDER_KEY_KINDS, kind)) {
    const newestFirst = 'ORDER BY recency DESC LIMIT $most + 0';
    walks.push({
      at,
      sql: `SELECT recency FROM orders.order_key WHERE kind = '${kind}' AND reversed = $key${at} ${newestFirst}`,
    });
  }
  if (isOneOf(PARTY_KEY_KINDS, kind)) {
    walks.push({
      at,
      sql: `SELECT r.recency FROM ${PARTY_ORDERS} WHERE k.kind = '${kind}' AND k.reversed = $key${at} LIMIT ${MAX_READ}`,
      cut: 'parties',
    });
  }
  return walks;
}

/** Kinds as a table: one walk for each, in one statement. A card's last four have a reading of their own. */
const kindsTable = (kinds: readonly string[]): string =>
  `(SELECT column1 AS kind FROM (VALUES ${kinds
    .filter((kind) => kind !== 'card_last4')
    .map((kind) => `('${kind}')`)
    .join(', ')})) t`;

/** Any identifier, and the code of a case, that ends so. */
function suffixWalks(at: number): Walk[] {
  const endsSo = (column: string): string => `${column} >= $key${at} AND ${column} < $end${at} LIMIT ${MAX_READ}`;
  return [
    { at, cut: 'cases', sql: `SELECT r.recency FROM ${CASE_ORDERS} WHERE ${endsSo('k.code_reversed')}` },
    {
      at,
      cut: 'orders ending',
      sql: `SELECT k.recency FROM ${kindsTable(ORDER_KEY_KINDS)}
        CROSS JOIN orders.order_key k ON k.kind = t.kind WHERE ${endsSo('k.reversed')}`,
    },
    {
      at,
      cut: 'parties ending',
      sql: `SELECT r.recency FROM ${kindsTable(PARTY_KEY_KINDS)}
        CROSS JOIN ${PARTY_ORDERS} AND k.kind = t.kind WHERE ${endsSo('k.reversed')}`,
    },
  ];
}

export function isOneOf<T extends string>(kinds: readonly T[], kind: string): kind is T {
  return (kinds as readonly string[]).includes(kind);
}
