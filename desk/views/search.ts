import type { SearchAnswer, SearchHit } from '../../contract/desk-api/orders.ts';
import type { CaseOfOrder } from '../../db/queries/cases.ts';
import { listOrdersOfAmount, listOrdersOfParty } from '../../db/queries/orders.ts';
import { searchNearMisses, searchOrders, withCases } from '../../db/queries/search.ts';
import type { OrderLine } from '../../db/queries/search.ts';
import { isOpenCase } from '../../domain/cases/open-states.ts';
import { governingCase, orderStatusAsKnown } from '../../domain/cases/order-status.ts';
import {
  maskAccount,
  maskIdNo,
  maskMerchantName,
  maskMobile,
  maskName,
  maskSn,
} from '../../domain/identifiers/mask.ts';
import type { Fen } from '../../domain/kernel/units.ts';
import { amountQuery } from '../../domain/search/amount-query.ts';
import { classifyQuery } from '../../domain/search/classify.ts';
import type { Classified } from '../../domain/search/classify.ts';
import { misreadings } from '../../domain/search/misread.ts';
import { nearMissAmounts } from '../../domain/search/near-miss.ts';
import type { Slip } from '../../domain/search/near-miss.ts';
import { formatAmount } from '../../domain/text/amount.ts';
import type { DeskDeps } from '../deps.ts';
import { maskedBy } from './masked.ts';

type ViewDeps = Pick<DeskDeps, 'db'>;

/** Near misses shown: enough to recognise one's own among them. */
const MAX_NEAR_MISSES = 5;
const ORDERS_PER_PAGE = 30;

const HINT: Readonly<Record<Slip, SearchAnswer['nearMisses'][number]['hint']>> = {
  transposed: 'transposed',
  confused: 'confused_characters',
  wrong: 'wrong_character',
  extra: 'extra_digit',
  missing: 'missing_digit',
};

/** A reading as it may be echoed: what belongs to a person or a card comes back masked. */
function shown({ kind, value }: Classified): string {
  switch (kind) {
    case 'mobile':
      return maskMobile(value);
    case 'id_no':
      return maskIdNo(value);
    case 'terminal_sn':
      return maskSn(value);
    case 'card_last4':
      return `****${value}`;
    case 'name_han':
      return maskName(value);
    default:
      return value;
  }
}

/** Readings that say: the line is somebody's own number. A full card number has an order number beside it as well. */
const OWN_NUMBERS: ReadonlySet<Classified['kind']> = new Set<Classified['kind']>(['mobile', 'id_no', 'card_last4']);
/** Longer than this, a number that may be somebody's own is not echoed under another name either. */
const SHORT = 8;

/** `meant` are kinds the line may have been meant to be: a number with a slip in it is nearly the number. */
function interpretationsOf(
  readings: readonly Classified[],
  meant: readonly Classified['kind'][],
): SearchAnswer['interpretations'] {
  const ownNumber = [...readings.map(({ kind }) => kind), ...meant].some((kind) => OWN_NUMBERS.has(kind));
  return readings.map((reading) => {
    const { kind, value } = reading;
    const otherwiseRead = ownNumber && !OWN_NUMBERS.has(kind) && value.length > SHORT;
    return {
      kind,
      text: otherwiseRead ? maskAccount(value) : shown(reading),
      partial: kind === 'suffix' || kind === 'card_last4',
    };
  });
}

/** One order as a line: `found` is the case it was asked for by, or else its newest. */
function searchHitOf({ order, cases }: OrderLine, matchedBy: string, found: CaseOfOrder | null): SearchHit {
  return {
    orderNo: order.orderNo,
    kind: order.kind,
    status: orderStatusAsKnown(order, governingCase(cases)?.status ?? null),
    orderedAt: order.orderedAt,
    amountFen: order.amountFen,
    partyId: order.partyId,
    personMasked: maskedBy(maskName, order.personName),
    merchantMasked: maskedBy(maskMerchantName, order.merchantName),
    mobileMasked: maskedBy(maskMobile, order.mobile),
    snMasked: maskedBy(maskSn, order.terminalSn),
    matchedBy,
    case: found === null ? null : { ...found, open: isOpenCase(found.status) },
  };
}

/**
 * The one search box: every reading of the line, what each found, and, where identifiers found nothing, what may have been
 * meant. The line itself is not kept anywhere. @rule B23
 */
export function searchAnswerOf({ db }: ViewDeps, text: string, limit: number): SearchAnswer {
  const amountFen = amountQuery(text);
  if (amountFen !== null) return amountAnswer(db, amountFen, limit);
  const readings = classifyQuery(text);
  const { hits, more } = searchOrders(db, { interpretations: readings, limit });
  const misread = hits.length > 0 ? [] : misreadings(text, readings);
  return {
    interpretations: interpretationsOf(
      readings,
      misread.map(({ query }) => query.kind),
    ),
    hits: hits.map((hit) => searchHitOf(hit, hit.why.kind, hit.case)),
    more,
    nearMisses: searchNearMisses(db, misread, MAX_NEAR_MISSES).map((hit) => ({
      kind: hit.query.kind,
      hint: HINT[hit.near.slip],
      suggestion: shown({ kind: hit.query.kind, value: hit.near.value }),
      hit: searchHitOf(hit, hit.query.kind, hit.case),
    })),
  };
}

/** Orders of an amount; where there is none, those whose amount was said in the other unit. @rule B23 */
function amountAnswer(db: ViewDeps['db'], amountFen: Fen, limit: number): SearchAnswer {
  const hitsOf = (fen: Fen, most: number): SearchHit[] =>
    withCases(db, listOrdersOfAmount(db, fen, most)).map((line) => searchHitOf(line, 'amount', line.cases[0] ?? null));
  const hits = hitsOf(amountFen, limit + 1);
  const otherUnit = hits.length > 0 ? [] : nearMissAmounts(amountFen);
  return {
    interpretations: [{ kind: 'amount', text: formatAmount(amountFen), partial: false }],
    hits: hits.slice(0, limit),
    more: hits.length > limit,
    nearMisses: otherUnit.flatMap((fen) =>
      hitsOf(fen, MAX_NEAR_MISSES).map((hit) => ({
        kind: 'amount',
        hint: 'wrong_unit' as const,
        suggestion: formatAmount(fen),
        hit,
      })),
    ),
  };
}

/** A page of a party's orders, newest first; `next` is where the page after it begins. */
export function ordersOfParty(
  { db }: ViewDeps,
  partyId: string,
  before: number | undefined,
): { hits: SearchHit[]; next: string | null } {
  const page = listOrdersOfParty(db, partyId, ORDERS_PER_PAGE, before);
  const last = page.at(-1);
  return {
    hits: withCases(db, page).map((line) => searchHitOf(line, 'party', line.cases[0] ?? null)),
    next: last === undefined || page.length < ORDERS_PER_PAGE ? null : String(last.recency),
  };
}
