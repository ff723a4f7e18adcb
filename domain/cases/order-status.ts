import type { Order } from '../orders/order.ts';
import type { CaseStatus } from './events.ts';
import { isOpenCase } from './open-states.ts';

/** The provider has ended the order already: nothing that is known here adds to that. */
const ENDED: ReadonlySet<string> = new Set(['cancelled', 'terminated']);
const WITH_CUSTOMER: ReadonlySet<string> = new Set(['delivered', 'active', 'terminating']);
const APPROVED: ReadonlySet<CaseStatus> = new Set<CaseStatus>(['approved', 'executing', 'exception']);

/** The case that speaks for an order: the open one, or the last that was carried out. Newest first, as they are listed. */
export function governingCase<T extends { readonly status: CaseStatus }>(cases: readonly T[]): T | null {
  return cases.find(({ status }) => isOpenCase(status)) ?? cases.find(({ status }) => status === 'completed') ?? null;
}

/**
 * An order's status as this console knows it: what its provider last said, and over it the cancellation under way. A case that
 * was withdrawn, has lapsed or was finally rejected leaves the provider's word, refreshed; a rejection that can still be
 * appealed holds the order. The record itself is never written. Transactions have no such states. @rule 5.1a
 */
export function orderStatusAsKnown(
  { kind, status: observed }: { readonly kind: Order['kind']; readonly status: string },
  caseStatus: CaseStatus | null,
): string {
  if (kind !== 'terminal_application' || caseStatus === null || ENDED.has(observed)) return observed;
  const isDelivered = WITH_CUSTOMER.has(observed);
  if (caseStatus === 'completed') return isDelivered ? 'terminated' : 'cancelled';
  if (!isOpenCase(caseStatus)) return observed;
  return isDelivered && APPROVED.has(caseStatus) ? 'terminating' : 'cancel_pending';
}
