import type { TerminalApplicationOrder } from '../orders/order.ts';
import { findingIf, reasonOf, type Finding } from './assessment.ts';
import type { ChangeCode, WarningCode } from './codes.ts';
import type { PolicyInput } from './decision.ts';

/** What every application answer has in common: who holds the money, what the reason brings with it. */
export function commonFindings(order: TerminalApplicationOrder, input: PolicyInput): readonly Finding[] {
  const reason = reasonOf(input);
  const held = new Set(order.components.map((component) => component.payeeType));
  return [
    ...findingIf(held.has('individual'), 'payee_individual', 'info'),
    ...findingIf(held.has('agent_company'), 'payee_agent_company', 'info'),
    ...findingIf(order.paymentStatus === 'paid' && held.has('institution'), 'original_route', 'info'),
    ...findingIf(reason?.complianceReferral === true, 'fraud_claim', 'info'),
  ];
}

export function commonChanges(order: TerminalApplicationOrder, input: PolicyInput): readonly ChangeCode[] {
  const notOurs = order.components.some((component) => component.payeeType !== 'institution');
  const changes: ChangeCode[] = [];
  if (notOurs) changes.push('money_paid_to_institution_shown');
  if (reasonOf(input)?.offersExchange === true) changes.push('exchange_instead');
  return changes;
}

export function commonWarnings(order: TerminalApplicationOrder): readonly WarningCode[] {
  const warnings: WarningCode[] = [];
  if (order.components.length === 0 && order.paymentStatus !== 'unpaid') warnings.push('components_missing');
  if (order.paymentStatus === 'partially_refunded') warnings.push('partially_refunded_amount_to_confirm');
  return warnings;
}

/** Money that others hold, a partial refund or a claim of fraud: a person looks, however plain the rule is. */
export function needsPerson(order: TerminalApplicationOrder, input: PolicyInput): boolean {
  return (
    commonWarnings(order).length > 0 ||
    order.components.some((component) => component.payeeType !== 'institution') ||
    reasonOf(input)?.complianceReferral === true
  );
}
