import type { CaseState, TaskState } from '../../domain/cases/state.ts';
import type { Fen, UtcMs } from '../../domain/kernel/units.ts';

export interface CaseDue {
  readonly at: UtcMs | null;
  /** The clock of rules 8 that it comes from; null where it is no clock of ours (an expiry, an appeal window). */
  readonly clock: string | null;
}

const NOTHING_DUE: CaseDue = { at: null, clock: null };

/**
 * What is due next on a case as it stands: the review (D4) while it is ours to decide, the earliest open task once it is
 * approved, the end of the appeal window after a rejection, the expiry of an intake.
 * @rule D3 @rule D4
 */
export function caseDue(state: CaseState): CaseDue {
  switch (state.status) {
    case 'intake_only':
      return { at: state.intakeExpiresAt, clock: null };
    case 'submitted':
    case 'under_review':
    case 'appealed':
      return clockOf(state, 'D4') ?? clockOf(state, 'D3') ?? NOTHING_DUE;
    case 'approved':
    case 'executing':
    case 'exception':
      return earliestTask(state.tasks);
    case 'rejected':
      return { at: state.rejection?.appealUntil ?? null, clock: null };
    default:
      return NOTHING_DUE;
  }
}

/** What goes back to the customer, in fen: the refund tasks there are, or those the decision foresees. */
export function caseRefundFen(state: CaseState): Fen {
  const refunds = state.tasks.filter(({ task, status }) => task.kind === 'refund' && status === 'open');
  if (refunds.length > 0)
    return refunds.reduce((sum, { task }) => sum + (task.kind === 'refund' ? task.amountFen : 0), 0);
  return (state.decision?.refunds ?? []).reduce((sum, refund) => sum + refund.amountFen, 0);
}

function clockOf(state: CaseState, id: 'D3' | 'D4'): CaseDue | null {
  const deadline = state.decision?.deadlines.find((each) => each.id === id);
  return deadline === undefined || deadline.dueAt === null ? null : { at: deadline.dueAt, clock: id };
}

function earliestTask(tasks: readonly TaskState[]): CaseDue {
  let due = NOTHING_DUE;
  for (const { task, status } of tasks) {
    if (status !== 'open' || task.dueAt === null) continue;
    if (due.at === null || task.dueAt < due.at) due = { at: task.dueAt, clock: task.clock };
  }
  return due;
}
