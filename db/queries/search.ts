/**
 * Finding orders. Every reading of what was typed is one walk along one index, stopped at the limit; readings are merged
 * here, never joined by OR in SQL, where one branch without an index would read a whole table.
 */
import { isIdentifierQuery } from '../../domain/search/classify.ts';
import type { Classified, IdentifierQuery } from '../../domain/search/classify.ts';
import type { Misreading } from '../../domain/search/misread.ts';
import type { NearMiss } from '../../domain/search/near-miss.ts';
import type { ReadableDb } from '../open/database.ts';
import { casesOfOrders } from './cases.ts';
import type { CaseOfOrder } from './cases.ts';
import { keyValue } from '../../domain/orders/order-keys.ts';
import { listOrderSummaries } from './orders.ts';
import type { OrderSummary } from './orders.ts';
import { findByIdentifiers } from './search-keys.ts';
import { findByName } from './search-names.ts';
import { probeKeys } from './search-near.ts';

/** An order as a line of a list, with its cases, open or closed, newest first. */
export interface OrderLine {
  readonly order: OrderSummary;
  readonly cases: readonly CaseOfOrder[];
}

export interface SearchHit extends OrderLine {
  /** The reading that found it: the likeliest of those that did. */
  readonly why: Classified;
  /** The newest case of the order, or the one asked for by its code; open or closed. */
  readonly case: CaseOfOrder | null;
}

export interface SearchResult {
  /** What was found whole before what was found in part; newest order first within each. */
  readonly hits: readonly SearchHit[];
  /** There are, or may be, more than these. */
  readonly more: boolean;
}

export interface SearchArgs {
  /** The readings to try, likeliest first, as `classifyQuery` gives them. */
  readonly interpretations: readonly Classified[];
  readonly limit: number;
}

/**
 * Searches with every reading and merges what they found; closed cases are found through their orders. A line that is an
 * identifier letter for letter is not looked for in names as well: no word of a name is one.
 */
export function searchOrders(db: ReadableDb, { interpretations, limit }: SearchArgs): SearchResult {
  const byIdentifier = findByIdentifiers(db, interpretations.filter(isIdentifierQuery), limit);
  const reasons = new Map<number, { why: Classified; whole: boolean }>();
  const read = new Map<number, OrderSummary>();
  let more = false;
  let foundWhole = false;
  for (const why of interpretations) {
    if (foundWhole && why.kind === 'name_word') continue;
    const found = isIdentifierQuery(why) ? byIdentifier.get(why) : findByName(db, why, limit, read);
    if (found === undefined) continue;
    more ||= found.more;
    const whole = isWhole(why);
    foundWhole ||= whole && found.recencies.length > 0;
    for (const recency of found.recencies) {
      const known = reasons.get(recency);
      if (known === undefined || (whole && !known.whole)) reasons.set(recency, { why, whole });
    }
  }
  const ranked = [...reasons].sort(
    ([recency, { whole }], [otherRecency, other]) => Number(other.whole) - Number(whole) || otherRecency - recency,
  );
  const shown = ranked.slice(0, limit);
  const lines = orderLines(
    db,
    shown.map(([recency]) => recency),
    read,
  );
  const hits = shown.flatMap(([recency, { why }]): SearchHit[] => {
    const line = lines.get(recency);
    return line === undefined ? [] : [{ ...line, why, case: caseAskedFor(line.cases, why) }];
  });
  return { hits, more: more || ranked.length > limit };
}

/** An identifier typed in full says more than its end or a name does. */
function isWhole(query: Classified): boolean {
  return isIdentifierQuery(query) && query.kind !== 'suffix' && query.kind !== 'card_last4';
}

/** These orders as lines; those that were `read` already are not read again. */
function orderLines(
  db: ReadableDb,
  recencies: readonly number[],
  read: ReadonlyMap<number, OrderSummary> = new Map(),
): ReadonlyMap<number, OrderLine> {
  const unread = recencies.filter((recency) => !read.has(recency));
  const orders = [
    ...recencies.flatMap((recency) => read.get(recency) ?? []),
    ...(unread.length === 0 ? [] : listOrderSummaries(db, unread)),
  ];
  return new Map(withCases(db, orders).map((line) => [line.order.recency, line]));
}

/** The cases to each order of a list, in one statement. */
export function withCases(db: ReadableDb, orders: readonly OrderSummary[]): OrderLine[] {
  if (orders.length === 0) return [];
  const cases = casesOfOrders(
    db,
    orders.map(({ orderNo }) => orderNo),
  );
  return orders.map((order) => ({ order, cases: cases.get(order.orderNo) ?? [] }));
}

function caseAskedFor(cases: readonly CaseOfOrder[], { kind, value }: Classified): CaseOfOrder | null {
  const byCode = kind === 'case_code' || kind === 'suffix';
  const asked = byCode ? cases.find(({ caseCode }) => keyValue(caseCode).endsWith(keyValue(value))) : undefined;
  return asked ?? cases[0] ?? null;
}

export interface NearMissHit extends OrderLine {
  readonly query: IdentifierQuery;
  readonly near: NearMiss;
  readonly case: CaseOfOrder | null;
}

/**
 * Where a line found nothing: what it may have been meant to be, among values that exist, each with the newest order of it;
 * no order twice. One statement a reading, one probe a value: `misreadings` bounds them. @rule B23
 */
export function searchNearMisses(db: ReadableDb, misread: readonly Misreading[], limit: number): NearMissHit[] {
  const found = new Map<number, { query: IdentifierQuery; near: NearMiss }>();
  for (const { query, near: values } of misread) {
    if (found.size >= limit) break;
    for (const { near, recency } of probeKeys(db, query.kind, values, limit)) {
      if (!found.has(recency)) found.set(recency, { query, near });
    }
  }
  const chosen = [...found].slice(0, limit);
  const lines = orderLines(
    db,
    chosen.map(([recency]) => recency),
  );
  return chosen.flatMap(([recency, { query, near }]) => {
    const line = lines.get(recency);
    return line === undefined
      ? []
      : [{ ...line, query, near, case: caseAskedFor(line.cases, { kind: query.kind, value: near.value }) }];
  });
}
