import type { TerminalApplicationOrder } from '../orders/order.ts';
import type { DeviceCondition, PolicyInput } from './decision.ts';
import type { Usage } from './codes.ts';

/** Who activated: what is established on the desk goes before what the provider's record says. */
export function activatedBy(
  order: TerminalApplicationOrder,
  condition: DeviceCondition,
): TerminalApplicationOrder['activatedBy'] {
  return condition.activatedBy ?? order.activatedBy;
}

/** Whether a salesperson's activation rests on more than a statement: the record itself, or evidence. */
export function salespersonActivationShown(order: TerminalApplicationOrder, condition: DeviceCondition): boolean {
  return order.activatedBy === 'salesperson' || (condition.evidenceIds ?? []).length > 0;
}

/**
 * What was done with the device. Reasonable testing is not use; activation by the salesperson is not the customer's act;
 * transactions beyond the pack's test limit are use, whoever activated. @rule L-03 @rule L-04
 */
export function usageOf(order: TerminalApplicationOrder, input: PolicyInput): Usage {
  const { testUse } = input.pack;
  const transacted = order.txnCount > 0 || order.firstTxnAt !== null || order.terminalStatus === 'transacting';
  const figuresMissing = transacted && order.txnCount === 0;
  const beyondTest = order.txnCount > testUse.maxTxnCount || order.txnAmountFen > testUse.maxTxnAmountFen;
  if (beyondTest || figuresMissing) return 'in_use';
  const activated = transacted || order.activatedAt !== null || order.terminalStatus === 'activated';
  if (!activated) return 'not_activated';
  const by = activatedBy(order, input.deviceCondition);
  if (by === 'salesperson') return 'activated_by_salesperson';
  if (transacted) return 'test_use';
  return by === 'customer' ? 'activated_by_customer' : 'activation_unattributed';
}
