import type { Fen } from '../kernel/units.ts';
import type { Order } from '../orders/order.ts';
import { findingIf, reasonOf, type Assessment, type Finding } from './assessment.ts';
import { localDateOf } from './calendar.ts';
import type { PolicyDecision, PolicyInput } from './decision.ts';
import type { FeeItem } from './pack.ts';

type Fee = PolicyDecision['fees'][number];

function amountOf(item: FeeItem, order: Order): Fen {
  if (item.charge.kind === 'amount') return item.charge.amountFen;
  if (order.kind !== 'terminal_application') return 0;
  const price = order.components
    .filter((component) => component.type === 'device_price')
    .reduce((sum, component) => sum + component.amountFen, 0);
  // Down to the fen: a part of a fen is never charged.
  return Math.floor((price * item.charge.rateBps) / 10_000);
}

function inForceOn(item: FeeItem, day: string): boolean {
  return item.publishedAt <= day && item.effectiveFrom <= day && (item.effectiveTo === null || day <= item.effectiveTo);
}

/**
 * The fees of an assessment, from the published list alone. An item counts when it is in force at the notice and was in
 * force when the order was made: what the customer could not have been shown is not charged. A reason without fault of
 * the customer waives what we would take. @rule P-01 @rule P-02
 */
export function feesOf(
  assessment: Assessment,
  input: PolicyInput,
): { readonly fees: readonly Fee[]; readonly findings: readonly Finding[] } {
  const { pack, order } = input;
  const matching = assessment.feeConditions.flatMap((condition) =>
    pack.feeList.items.filter(
      (item) =>
        item.condition === condition &&
        item.buyerTypes.includes(order.buyerType) &&
        inForceOn(item, localDateOf(input.noticeAt)),
    ),
  );
  const shown = matching.filter((item) => inForceOn(item, localDateOf(order.orderedAt)));
  const waived = reasonOf(input)?.fees === 'none';
  const fees = shown
    .map((item) => ({ item, amountFen: amountOf(item, order) }))
    .filter(({ amountFen }) => !(waived && amountFen > 0))
    .map(({ item, amountFen }) => ({
      feeItemId: item.id,
      name: item.name,
      amountFen,
      paidTo: item.paidTo,
      basis: item.basis,
      condition: item.condition,
      publishedVersion: pack.feeList.version,
    }));
  const charged = fees.some((fee) => fee.amountFen > 0);
  const notShown = matching.some((item) => !shown.includes(item) && amountOf(item, order) > 0);
  return {
    fees,
    findings: [
      ...findingIf(charged, 'fee_published_only', 'info'),
      ...findingIf(notShown, 'fee_not_shown_at_order', 'pass'),
      ...findingIf(waived && fees.length < shown.length, 'fee_waived_no_fault', 'pass'),
    ],
  };
}
