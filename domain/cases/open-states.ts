import { CASE_STATES, type CaseStatus } from './events.ts';

/** Nothing more happens to a case in one of these, except a reopening by a supervisor. */
export const FINAL_STATES = [
  'completed',
  'rejected_final',
  'withdrawn',
  'expired',
  'closed',
] as const satisfies readonly CaseStatus[];

/**
 * The states in which a case holds its order: at most one such case per order (5.0). An intake holds nothing (5.2), and a
 * rejection holds it until the appeal window has passed.
 */
export const OPEN_STATES: readonly CaseStatus[] = CASE_STATES.filter(
  (status) => status !== 'intake_only' && !(FINAL_STATES as readonly CaseStatus[]).includes(status),
);

/** True while the case is the one open cancellation of its order. @rule 5.0 */
export function isOpenCase(status: CaseStatus): boolean {
  return OPEN_STATES.includes(status);
}
