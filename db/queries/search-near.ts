/** Where a line found nothing: which values near to it exist. */
import type { IdentifierQuery } from '../../domain/search/classify.ts';
import type { NearMiss } from '../../domain/search/near-miss.ts';
import type { ReadableDb } from '../open/database.ts';
import { keyValue, ORDER_KEY_KINDS, PARTY_KEY_KINDS } from '../../domain/orders/order-keys.ts';
import { reversed } from './order-keys.ts';
import { CASE_ORDERS, isOneOf } from './search-walks.ts';

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
     WHERE recency > 0 ORDER BY at LIMIT $limit + 0`,
    { kind, keys: JSON.stringify(near.map(({ value }) => reversed(keyValue(value)))), limit },
  );
  return rows.flatMap(({ at, recency }) => {
    const found = near[at];
    return found === undefined ? [] : [{ near: found, recency }];
  });
}
