import { describe, expect, test } from 'vitest';
import type { CaseStatus } from './events.ts';
import { governingCase, orderStatusAsKnown } from './order-status.ts';

describe('the status of an application as this console knows it', () => {
  test.each([
    ['submitted', null, 'submitted'],
    ['submitted', 'intake_only', 'submitted'],
    ['submitted', 'submitted', 'cancel_pending'],
    ['delivered', 'under_review', 'cancel_pending'],
    ['delivered', 'needs_info', 'cancel_pending'],
    ['shipped', 'executing', 'cancel_pending'],
    ['delivered', 'executing', 'terminating'],
    ['active', 'exception', 'terminating'],
    ['delivered', 'rejected', 'cancel_pending'],
    ['delivered', 'rejected_final', 'delivered'],
    ['active', 'withdrawn', 'active'],
    ['approved', 'expired', 'approved'],
    ['approved', 'completed', 'cancelled'],
    ['active', 'completed', 'terminated'],
    ['cancelled', 'executing', 'cancelled'],
    ['terminated', 'executing', 'terminated'],
  ] as const)('%s with a case that is %s: %s', (status, caseStatus, known) => {
    expect(orderStatusAsKnown({ kind: 'terminal_application', status }, caseStatus)).toBe(known);
  });

  test('of a transaction is what its acquirer says', () => {
    expect(orderStatusAsKnown({ kind: 'acquiring_txn', status: 'settled' }, 'executing')).toBe('settled');
  });
});

test('the open case speaks for its order, otherwise the one that was carried out', () => {
  const cases = (...statuses: readonly CaseStatus[]) => statuses.map((status) => ({ status }));

  expect(governingCase(cases('intake_only', 'submitted', 'completed'))?.status).toBe('submitted');
  expect(governingCase(cases('withdrawn', 'completed'))?.status).toBe('completed');
  expect(governingCase(cases('withdrawn', 'intake_only'))).toBeNull();
});
