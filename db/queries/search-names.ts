/** Orders by the names on them, through the token index. */
import type { NameQuery } from '../../domain/search/classify.ts';
import { matchExpression, nameMatcher, queryTokens } from '../../domain/search/tokens.ts';
import type { ReadableDb } from '../open/database.ts';
import type { Found } from './search-keys.ts';
import { SUMMARY_COLUMNS } from './orders.ts';
import type { OrderSummary } from './orders.ts';

/** Tokens may meet in a name in another order than was asked; so many rows are checked before the search gives up. */
const MAX_CHECKED = 2_000;
/** Rows read from the index at a time, at most; the first helping, of what is asked for, is most often enough. */
const CHUNK = 200;

/** The newest orders whose person's or merchant's name contains what was asked. What is read to be checked goes into `read`. */
export function findByName(db: ReadableDb, query: NameQuery, limit: number, read: Map<number, OrderSummary>): Found {
  const expression = matchExpression(queryTokens(query));
  if (expression === null) return { recencies: [], more: false };
  const matches = nameMatcher(query);
  const recencies: number[] = [];
  let before = Number.MAX_SAFE_INTEGER;
  let chunk = limit + 1;
  for (let checked = 0; checked < MAX_CHECKED;) {
    const candidates = candidatesBefore(db, expression, before, chunk);
    for (const order of candidates) {
      const { recency, personName, merchantName } = order;
      const found =
        (personName !== null && matches(personName, 'person')) ||
        (merchantName !== null && matches(merchantName, 'merchant'));
      if (!found) continue;
      if (recencies.length === limit) return { recencies, more: true };
      recencies.push(recency);
      read.set(recency, order);
    }
    const last = candidates.at(-1);
    if (last === undefined || candidates.length < chunk) return { recencies, more: false };
    before = last.recency;
    checked += candidates.length;
    chunk = Math.min(chunk * 2, CHUNK);
  }
  return { recencies, more: true };
}

/** The join follows the index of names, newest first: a row is read only once its turn comes. */
const candidateSelect = (index: string): string =>
  `SELECT ${SUMMARY_COLUMNS} FROM orders.${index} n
   CROSS JOIN orders.order_record r ON r.recency = n.rowid CROSS JOIN orders.party p ON p.party_id = r.party_id
   WHERE ${index} MATCH ? AND n.rowid < ? ORDER BY n.rowid DESC LIMIT ? + 0`;
const BASE = candidateSelect('order_name');
const DELTA = candidateSelect('order_name_delta');

/** The next rows that either index names, newest first, each once. */
function candidatesBefore(db: ReadableDb, expression: string, before: number, count: number): OrderSummary[] {
  const base = db.all<OrderSummary>(BASE, expression, before, count);
  const delta = db.all<OrderSummary>(DELTA, expression, before, count);
  if (delta.length === 0) return base;
  const byRecency = new Map([...base, ...delta].map((row) => [row.recency, row]));
  return [...byRecency.values()].sort((a, b) => b.recency - a.recency).slice(0, count);
}
