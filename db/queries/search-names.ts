/** Orders by the names on them, through the token index. */
import type { NameQuery } from '../../domain/search/classify.ts';
import { matchExpression, nameMatches, queryTokens } from '../../domain/search/tokens.ts';
import type { ReadableDb } from '../open/database.ts';
import type { Found } from './search-keys.ts';

/** Tokens may meet in a name in another order than was asked; so many rows are checked before the search gives up. */
const MAX_CHECKED = 5_000;
/** Row ids read from the index at a time. */
const CHUNK = 200;

interface NamedRow {
  readonly person_name: string | null;
  readonly merchant_name: string | null;
}

/** The newest orders whose person's or merchant's name contains what was asked. */
export function findByName(db: ReadableDb, query: NameQuery, limit: number): Found {
  const expression = matchExpression(queryTokens(query));
  if (expression === null) return { recencies: [], more: false };
  const recencies: number[] = [];
  let before = Number.MAX_SAFE_INTEGER;
  for (let checked = 0; checked < MAX_CHECKED;) {
    const candidates = candidatesBefore(db, expression, before);
    for (const recency of candidates) {
      if (!hasName(db, recency, query)) continue;
      if (recencies.length === limit) return { recencies, more: true };
      recencies.push(recency);
    }
    const last = candidates.at(-1);
    if (last === undefined || candidates.length < CHUNK) return { recencies, more: false };
    before = last;
    checked += candidates.length;
  }
  return { recencies, more: true };
}

/** The next rows that either index names, newest first, each once. */
function candidatesBefore(db: ReadableDb, expression: string, before: number): number[] {
  const base = db.all<{ rowid: number }>(
    'SELECT rowid FROM orders.order_name WHERE order_name MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?',
    expression,
    before,
    CHUNK,
  );
  const delta = db.all<{ rowid: number }>(
    'SELECT rowid FROM orders.order_name_delta WHERE order_name_delta MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?',
    expression,
    before,
    CHUNK,
  );
  const both = new Set([...base, ...delta].map((row) => row.rowid));
  return [...both].sort((a, b) => b - a).slice(0, CHUNK);
}

function hasName(db: ReadableDb, recency: number, query: NameQuery): boolean {
  const row = db.get<NamedRow>('SELECT person_name, merchant_name FROM orders.order_record WHERE recency = ?', recency);
  if (row === undefined) return false;
  return (
    (row.person_name !== null && nameMatches(row.person_name, 'person', query)) ||
    (row.merchant_name !== null && nameMatches(row.merchant_name, 'merchant', query))
  );
}
