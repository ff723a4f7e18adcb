import type { RefundMethod } from '../../domain/refunds/methods.ts';

const NOT_PAID_BY_US: ReadonlySet<RefundMethod> = new Set(['none_by_us', 'close_order', 'query_first'] as const);

/** False for ways in which we pay nothing ourselves: to promise the amount would be untrue (scenario 15). */
export function isPaidByUs(method: RefundMethod): boolean {
  return !NOT_PAID_BY_US.has(method);
}
