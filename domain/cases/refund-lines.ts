import type { Refused, Result } from '../kernel/result.ts';
import { ok, refuse } from '../kernel/result.ts';
import type { Fen, UtcMs } from '../kernel/units.ts';
import type {
  AcquiringTxnOrder,
  MoneyComponentType,
  Order,
  PayeeType,
  TerminalApplicationOrder,
} from '../orders/order.ts';
import { acquirerProfileFor, type PolicyPack } from '../policy/pack.ts';
import type { PolicyDecision } from '../policy/decision.ts';
import { VARIABLES, render, same, type Text, type Variables } from '../policy/text.ts';
import type { RefundMethod, RouteReason } from '../refunds/methods.ts';
import { remainingFen, routeComponent, routeRefund } from '../refunds/router.ts';
import { formatAmount } from '../text/amount.ts';

/** One sum and its way back as it stands now. */
export interface RefundLine {
  readonly componentType: MoneyComponentType;
  readonly payeeType: PayeeType;
  readonly amountFen: Fen;
  readonly method: RefundMethod;
  readonly reason: Text;
  /** Fields of the original that the method needs and the record lacks, by name. */
  readonly lacking: readonly Text[];
  /** For a void: the end of the acquirer day, UTC ms. */
  readonly cutoffAt: UtcMs | null;
}

/** Ways in which we pay nothing back ourselves. */
const NOT_OURS: ReadonlySet<RefundMethod> = new Set<RefundMethod>(['none_by_us', 'close_order', 'query_first']);
const NOTHING_LEFT: ReadonlySet<RouteReason> = new Set<RouteReason>([
  'nothing_paid',
  'already_refunded',
  'charged_back',
  'not_refundable_here',
]);

/** An approval against the terms: what the policy refuses is given all the same (scenario 11, goodwill). */
export function isOutOfPolicy(decision: PolicyDecision): boolean {
  return decision.result === 'not_cancellable' || decision.approval.reason === 'out_of_policy_goodwill';
}

/** What we pay back ourselves, in fen. */
export function paidByUs(lines: readonly RefundLine[]): Fen {
  return lines.reduce((sum, line) => (NOT_OURS.has(line.method) ? sum : sum + line.amountFen), 0);
}

/**
 * The sums of a stored decision, routed again by what the order is now: a void whose cut-off has passed becomes a refund, and
 * never more goes back than is left. Goodwill gives back whole what the order carries.
 * Refuses `hold_in_place` (dispute) and `txn_state_forbids` (nothing left). @rule R-01
 */
export function refundLines(
  decision: PolicyDecision,
  order: Order,
  pack: PolicyPack,
  now: UtcMs,
): Result<readonly RefundLine[]> {
  if (order.kind === 'terminal_application') return ok(applicationLines(decision, order, pack));
  const line = transactionLine(decision, order, pack, now);
  return line.ok ? ok([line.value]) : line;
}

function applicationLines(
  decision: PolicyDecision,
  order: TerminalApplicationOrder,
  pack: PolicyPack,
): readonly RefundLine[] {
  const goodwill = isOutOfPolicy(decision);
  const lines: RefundLine[] = [];
  const pool = [...decision.refunds];
  for (const component of order.components) {
    const index = pool.findIndex(
      (refund) => refund.componentType === component.type && refund.payeeType === component.payeeType,
    );
    const [stored] = index < 0 ? [undefined] : pool.splice(index, 1);
    const { method, reason } = routeComponent(component, order.paymentStatus);
    const amountFen = Math.min(goodwill ? component.amountFen : (stored?.amountFen ?? 0), component.amountFen);
    if (amountFen <= 0 || NOTHING_LEFT.has(reason)) continue;
    lines.push({
      componentType: component.type,
      payeeType: component.payeeType,
      amountFen,
      method,
      reason: stored?.method === method ? stored.reason : wordsOf(pack, reason, amountFen, null),
      lacking: [],
      cutoffAt: null,
    });
  }
  return lines;
}

function transactionLine(
  decision: PolicyDecision,
  txn: AcquiringTxnOrder,
  pack: PolicyPack,
  now: UtcMs,
): Result<RefundLine> {
  const [stored] = decision.refunds;
  const inFlightFen = numberOf(decision, 'inFlightFen') ?? 0;
  const left = remainingFen(txn, inFlightFen);
  const asked = stored !== undefined && stored.amountFen > 0 ? stored.amountFen : numberOf(decision, 'requestedFen');
  const routed = routeRefund({
    txn,
    requestedFen: asked === null || left === 0 ? null : Math.min(asked, left),
    inFlightFen,
    now,
    acquirer: acquirerProfileFor(pack, txn.acquirer).profile,
    terminalReachable: decision.inputs['terminalReachable'] === true,
    payerDebited: decision.inputs['payerDebited'] === true,
    obstacle: null,
    wanted: null,
  });
  if (!routed.ok) return held(txn) ?? routed;
  const { method, amountFen, reason, cutoffAt, needs } = routed.value;
  return ok({
    componentType: 'txn_amount',
    payeeType: 'institution',
    amountFen,
    method,
    reason: stored?.method === method ? stored.reason : wordsOf(pack, reason, amountFen, cutoffAt),
    lacking: needs.filter((need) => !need.present).map((need) => pack.names.originalFields[need.field]),
    cutoffAt: method === 'void' ? cutoffAt : null,
  });
}

function held(txn: AcquiringTxnOrder): Refused | null {
  return txn.state === 'disputed' ? refuse('hold_in_place', { hold: 'dispute_hold' }) : null;
}

function numberOf(decision: PolicyDecision, input: string): number | null {
  const value = decision.inputs[input];
  return typeof value === 'number' ? value : null;
}

/** The pack's words for a way that was not the one decided at filing. */
function wordsOf(pack: PolicyPack, reason: RouteReason, amountFen: Fen, cutoffAt: UtcMs | null): Text {
  const blank = Object.fromEntries(VARIABLES.map((name) => [name, same('')])) as Record<keyof Variables, Text>;
  const amount = same(formatAmount(amountFen));
  return render(pack.routeReasons[reason], {
    ...blank,
    amount,
    remaining: amount,
    cutoff:
      cutoffAt === null
        ? same('')
        : same(new Date(cutoffAt + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')),
  });
}
