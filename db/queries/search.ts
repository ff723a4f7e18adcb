/**
 * Finding orders. Every reading of what was typed is one walk along one index, stopped at the limit; readings are merged
 * here, never joined by OR in SQL, where one branch without an index would read a whole table.
 */
import { isOpenCase } from '../../domain/cases/open-states.ts';
import type { CaseStatus } from '../../domain/cases/events.ts';
import { isNameQuery } from '../../domain/search/classify.ts';
import type { Classified, IdentifierQuery } from '../../domain/search/classify.ts';
import { nearMisses } from '../../domain/search/near-miss.ts';
import type { NearMiss } from '../../domain/search/near-miss.ts';
import type { ReadableDb } from '../open/database.ts';
import { getCaseByCode, listCasesOfOrder } from './cases.ts';
import { keyValue } from './order-keys.ts';
import { getOrderSummary, SUMMARY_SELECT } from './orders.ts';
import type { OrderSummary } from './orders.ts';
import { findByKey, findBySuffix } from './search-keys.ts';
import type { Found } from './search-keys.ts';
import { findByName } from './search-names.ts';

export interface SearchHit {
  readonly order: OrderSummary;
  /** The reading that found it: the likeliest of those that did. */
  readonly why: Classified;
  /** The newest case of the order, or the one asked for by its code; open or closed. */
  readonly case: {
    readonly caseId: string;
    readonly caseCode: string;
    readonly status: CaseStatus;
    readonly open: boolean;
  } | null;
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

/** Searches with every reading and merges what they found; closed cases are found through their orders. */
export function searchOrders(db: ReadableDb, { interpretations, limit }: SearchArgs): SearchResult {
  const whyByRecency = new Map<number, { why: Classified; whole: boolean }>();
  let more = false;
  for (const why of interpretations) {
    const found = find(db, why, limit);
    more ||= found.more;
    const whole = isWhole(why);
    for (const recency of found.recencies) {
      const known = whyByRecency.get(recency);
      if (known === undefined || (whole && !known.whole)) whyByRecency.set(recency, { why, whole });
    }
  }
  const ranked = [...whyByRecency].sort(
    ([recency, { whole }], [otherRecency, other]) => Number(other.whole) - Number(whole) || otherRecency - recency,
  );
  const hits = ranked.slice(0, limit).flatMap(([recency, { why }]) => {
    const order = db.get<OrderSummary>(`${SUMMARY_SELECT} WHERE r.recency = ?`, recency);
    return order === undefined ? [] : [{ order, why, case: caseOf(db, order.orderNo, why) }];
  });
  return { hits, more: more || ranked.length > limit };
}

/** An identifier typed in full says more than its end or a name does. */
function isWhole(query: Classified): boolean {
  return !isNameQuery(query) && query.kind !== 'suffix' && query.kind !== 'card_last4';
}

function find(db: ReadableDb, query: Classified, limit: number): Found {
  if (isNameQuery(query)) return findByName(db, query, limit);
  if (query.kind === 'suffix') return findBySuffix(db, keyValue(query.value), limit);
  if (query.kind === 'case_code') return findByCaseCode(db, query.value);
  return findByKey(db, query.kind, keyValue(query.value), limit);
}

function findByCaseCode(db: ReadableDb, caseCode: string): Found {
  const found = getCaseByCode(db, caseCode);
  const order = found === null ? null : getOrderSummary(db, found.orderNo);
  return { recencies: order === null ? [] : [order.recency], more: false };
}

function caseOf(db: ReadableDb, orderNo: string, why: Classified): SearchHit['case'] {
  const found = why.kind === 'case_code' ? getCaseByCode(db, why.value) : (listCasesOfOrder(db, orderNo)[0] ?? null);
  return found === null
    ? null
    : { caseId: found.caseId, caseCode: found.caseCode, status: found.status, open: isOpenCase(found.status) };
}

export interface NearMissHit {
  readonly query: IdentifierQuery;
  readonly near: NearMiss;
  readonly order: OrderSummary;
}

/**
 * Where an identifier found nothing: what it may have been meant to be, among values that exist. At most 64 lookups a
 * reading. @rule B23
 */
export function searchNearMisses(db: ReadableDb, { interpretations, limit }: SearchArgs): NearMissHit[] {
  const hits: NearMissHit[] = [];
  for (const query of interpretations) {
    if (isNameQuery(query)) continue;
    for (const near of nearMisses(query)) {
      if (hits.length >= limit) return hits;
      const [recency] = find(db, { kind: query.kind, value: near.value }, 1).recencies;
      if (recency === undefined) continue;
      const order = db.get<OrderSummary>(`${SUMMARY_SELECT} WHERE r.recency = ?`, recency);
      if (order !== undefined) hits.push({ query, near, order });
    }
  }
  return hits;
}
