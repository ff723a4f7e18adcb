/**
 * Which way money goes back, and why. Pure: the acquirer's profile, the clock and what is known about reachability are
 * passed in. A method asked for by a person is checked against the same rules and refused with what would work.
 * @rule R-01
 */
import { DAY_MS, MINUTE_MS, type Fen, type UtcMs } from '../kernel/units.ts';
import { ok, refuse, type Refused, type Result } from '../kernel/result.ts';
import type { AcquiringTxnOrder, MoneyComponent, PaymentStatus, TxnState } from '../orders/order.ts';
import { addDays, localDateOf, startOfDay } from '../policy/calendar.ts';
import type { AcquirerProfile } from '../policy/pack-parts.ts';
import type { OriginalField, RefundMethod, RouteReason } from './methods.ts';

export interface RouteRequest {
  readonly txn: AcquiringTxnOrder;
  /** Fen to give back; null asks for all that remains. */
  readonly requestedFen: Fen | null;
  /** Refunds submitted and not yet final, in fen: they count as paid until they fail. */
  readonly inFlightFen: Fen;
  readonly now: UtcMs;
  readonly acquirer: AcquirerProfile;
  /** Whether the terminal or the gateway can be reached for a void. */
  readonly terminalReachable: boolean;
  /** True when the payer's account was debited although the order failed or was closed (one-sided posting). */
  readonly payerDebited: boolean;
  /** Why the original can no longer take the money, where that is known. */
  readonly obstacle: 'account_closed' | 'card_lost' | null;
  /** A method a person insists on; null lets the router choose. */
  readonly wanted: 'void' | 'refund' | null;
}

export interface RouteDecision {
  readonly method: RefundMethod;
  readonly amountFen: Fen;
  readonly reason: RouteReason;
  /** End of the acquirer day that the transaction belongs to, UTC ms; a void is possible before it. */
  readonly cutoffAt: UtcMs;
  /** Fields of the original that the method needs, and whether the record has them. */
  readonly needs: readonly { readonly field: OriginalField; readonly present: boolean }[];
}

const STATES_WITHOUT_CAPTURE: ReadonlySet<TxnState> = new Set([
  'created',
  'failed',
  'closed',
  'voided',
  'reversed',
  'charged_back',
  'refunded',
  'cash_returned',
  'unknown',
]);

/** What can still go back, in fen: captured minus refunded minus in flight, and nothing where nothing is captured. @rule R-01 */
export function remainingFen(txn: AcquiringTxnOrder, inFlightFen: Fen): Fen {
  if (STATES_WITHOUT_CAPTURE.has(txn.state)) return 0;
  return Math.max(0, txn.amountFen - txn.refundedFen - inFlightFen);
}

/**
 * The end of the acquirer day that `at` falls in, UTC ms. The day runs from cut-off to cut-off, so a payment at 23:10
 * with a 23:00 cut-off belongs to the day that ends the next evening.
 */
export function cutoffAfter(at: UtcMs, acquirer: AcquirerProfile): UtcMs {
  const day = localDateOf(at);
  const sameDay = startOfDay(day) + acquirer.cutoffMinute * MINUTE_MS;
  return at < sameDay ? sameDay : startOfDay(addDays(day, 1)) + acquirer.cutoffMinute * MINUTE_MS;
}

function needsOf(method: 'void' | 'refund', txn: AcquiringTxnOrder): RouteDecision['needs'] {
  const present: Readonly<Record<OriginalField, boolean>> = {
    voucher_no: txn.voucherNo !== null,
    batch_no: txn.batchNo !== null,
    terminal_no: txn.terminalNo !== null,
    merchant_no: txn.merchantNo !== null,
    rrn_or_trade_no: txn.rrn !== null || txn.acquirerTradeNo !== null,
    original_date: true,
    card_no_masked: txn.cardFirst6 !== null && txn.cardLast4 !== null,
  };
  const isCard = txn.tender === 'bank_card' || txn.tender === 'foreign_card';
  const fields: readonly OriginalField[] =
    method === 'void'
      ? ['voucher_no', 'batch_no', 'terminal_no']
      : ['rrn_or_trade_no', 'original_date', 'merchant_no', ...(isCard ? (['card_no_masked'] as const) : [])];
  return fields.map((field) => ({ field, present: present[field] }));
}

/** Why a void is out of the question, or null when it is possible. The order is the order of the rule. */
function voidObstacle(request: RouteRequest, amountFen: Fen, cutoffAt: UtcMs): RouteReason | null {
  const { txn, acquirer } = request;
  if (txn.refundedFen > 0 || request.inFlightFen > 0 || txn.state === 'partially_refunded') {
    return 'partially_refunded_before';
  }
  if (txn.state !== 'approved_unsettled' || txn.settledAt !== null) return 'batch_settled';
  if (request.now >= cutoffAt) return 'cutoff_passed';
  if (amountFen !== txn.amountFen) return 'partial_amount';
  if (acquirer.voidBelowFen !== null && txn.amountFen >= acquirer.voidBelowFen) return 'above_void_limit';
  if (!acquirer.methods.includes('void')) return 'void_not_offered';
  return request.terminalReachable ? null : 'terminal_not_reachable';
}

/** The refusals of 5.1b that no method can answer, or null. */
function forbidden(request: RouteRequest, amountFen: Fen, remaining: Fen): Refused | null {
  const { txn } = request;
  if (txn.state === 'disputed') return refuse('hold_in_place', { hold: 'dispute_hold' });
  if (txn.state === 'closed' || remaining === 0) {
    return refuse('txn_state_forbids', { state: txn.state, remainingFen: remaining });
  }
  if (!Number.isSafeInteger(amountFen) || amountFen <= 0) return refuse('refund_amount_invalid', { amountFen });
  if (amountFen > remaining) {
    return refuse('refund_above_remaining', { requestedFen: amountFen, remainingFen: remaining });
  }
  return null;
}

function voidRefusal(obstacle: RouteReason, request: RouteRequest): Refused {
  if (obstacle === 'partial_amount') return refuse('void_partial', { capturedFen: request.txn.amountFen });
  return refuse('void_not_possible', { reason: obstacle });
}

/**
 * Chooses void, refund or one of the other ways for an acquiring transaction.
 *
 * Refuses `txn_outcome_unknown` (a void or refund asked for before the outcome is known), `txn_state_forbids` (nothing
 * left to give back), `hold_in_place` (dispute), `refund_amount_invalid`, `refund_above_remaining` (says what remains),
 * `void_partial`, `void_not_possible` (settled, cut-off passed, refunded before, …) and `void_preferred` (a full refund asked
 * for while a void still costs nothing). @rule R-01
 */
export function routeRefund(request: RouteRequest): Result<RouteDecision> {
  const { txn } = request;
  const cutoffAt = cutoffAfter(txn.orderedAt, request.acquirer);
  const decide = (method: RefundMethod, amountFen: Fen, reason: RouteReason): Result<RouteDecision> =>
    ok({ method, amountFen, reason, cutoffAt, needs: [] });

  if (txn.state === 'unknown') {
    if (request.wanted !== null) return refuse('txn_outcome_unknown', { state: txn.state });
    return decide('query_first', 0, 'outcome_unknown');
  }
  if ((txn.state === 'failed' || txn.state === 'closed') && request.payerDebited) {
    return decide('one_sided_posting', txn.amountFen, 'failed_money_moved');
  }
  if (txn.state === 'created') return decide('close_order', 0, 'unpaid');
  if (txn.state === 'failed') return decide('close_order', 0, 'failed_no_money_moved');

  const remaining = remainingFen(txn, request.inFlightFen);
  const amountFen = request.requestedFen ?? remaining;
  const no = forbidden(request, amountFen, remaining);
  if (no !== null) return no;

  if (txn.autoGenerated) return decide('compensating_entry', amountFen, 'auto_generated');
  if (txn.tender === 'cash') {
    return decide('cash_out', amountFen, txn.state === 'cash_posted' ? 'cash_shift_closed' : 'tender_cash');
  }
  return routeNetwork(request, amountFen, cutoffAt);
}

function routeNetwork(request: RouteRequest, amountFen: Fen, cutoffAt: UtcMs): Result<RouteDecision> {
  const { txn, acquirer, obstacle } = request;
  const obstacleToVoid = voidObstacle(request, amountFen, cutoffAt);
  if (request.wanted === 'void' && obstacleToVoid !== null) return voidRefusal(obstacleToVoid, request);
  if (obstacleToVoid === null) {
    if (request.wanted === 'refund') return refuse('void_preferred', { cutoffAt });
    const needs = needsOf('void', txn);
    return ok({ method: 'void', amountFen, reason: 'same_batch_before_cutoff', cutoffAt, needs });
  }
  if (obstacle !== null) return ok({ method: 'reroute_request', amountFen, reason: obstacle, cutoffAt, needs: [] });
  const lastDay = addDays(localDateOf(txn.orderedAt), acquirer.refundWindowDays[txn.tender]);
  if (request.now >= startOfDay(lastDay) + DAY_MS || !acquirer.methods.includes('refund')) {
    const needs = needsOf('refund', txn);
    return ok({ method: 'credit_adjustment', amountFen, reason: 'refund_window_passed', cutoffAt, needs });
  }
  return ok({ method: 'refund', amountFen, reason: obstacleToVoid, cutoffAt, needs: needsOf('refund', txn) });
}

export interface ComponentRoute {
  readonly method: RefundMethod;
  readonly reason: RouteReason;
}

const CASH_WORDS: ReadonlySet<string> = new Set(['cash', '现金']);

const ROUTE_BY_PAYMENT: Readonly<Record<PaymentStatus, ComponentRoute>> = {
  unpaid: { method: 'close_order', reason: 'nothing_paid' },
  paid: { method: 'refund', reason: 'original_route' },
  partially_refunded: { method: 'query_first', reason: 'partly_refunded_amount_unknown' },
  refunded: { method: 'none_by_us', reason: 'already_refunded' },
  charged_back: { method: 'none_by_us', reason: 'charged_back' },
};

/**
 * The way back for one sum of an application order. What an agent company or a salesperson took is not ours to pay: the
 * case goes to agent management and nothing is promised (rules, section 5). What was paid in cash is paid out in cash;
 * everything else goes by the original route. @rule P-15
 */
export function routeComponent(component: MoneyComponent, paymentStatus: PaymentStatus): ComponentRoute {
  if (component.payeeType === 'individual') return { method: 'none_by_us', reason: 'held_by_individual' };
  if (component.payeeType === 'agent_company') return { method: 'none_by_us', reason: 'held_by_agent_company' };
  const inCash = component.paidVia !== null && CASH_WORDS.has(component.paidVia.trim().toLowerCase());
  if (inCash && paymentStatus === 'paid') return { method: 'cash_out', reason: 'paid_in_cash' };
  return ROUTE_BY_PAYMENT[paymentStatus];
}
