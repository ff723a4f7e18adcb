import type { CaseView } from '../../contract/desk-api/cases.ts';
import { getOrder } from '../../db/queries/orders.ts';
import { approvalsNeeded } from '../../domain/cases/approval.ts';
import { createTasks } from '../../domain/cases/create-tasks.ts';
import type { CaseStatus } from '../../domain/cases/events.ts';
import type { Judged } from '../../domain/cases/judged.ts';
import { isOutOfPolicy, paidByUs, refundLines } from '../../domain/cases/refund-lines.ts';
import type { RefundLine } from '../../domain/cases/refund-lines.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import { factsFrom } from '../commands/facts.ts';
import type { DeskDeps } from '../deps.ts';

type ReviewDeps = Pick<DeskDeps, 'db' | 'now' | 'pack' | 'calendar' | 'newId' | 'randomBytes'>;

const BEFORE_REVIEW_ENDS: ReadonlySet<CaseStatus> = new Set<CaseStatus>([
  'submitted',
  'under_review',
  'needs_info',
  'appealed',
]);

export function isBeforeReviewEnds(status: CaseStatus): boolean {
  return BEFORE_REVIEW_ENDS.has(status);
}

interface Awaited {
  readonly judged: Judged;
  /** Null where the refund router refuses: the approval would say why. */
  readonly lines: readonly RefundLine[] | null;
}

/** What an approval of this case would judge now; null where none is awaited. */
function awaited({ db, now, pack }: ReviewDeps, state: CaseState): Awaited | null {
  const { caseId, decision, fees, intakeChannel } = state;
  const order = isBeforeReviewEnds(state.status) ? getOrder(db, state.orderNo) : null;
  if (decision === null || order === null) return null;
  const lines = refundLines(decision, order, pack(), now());
  return { judged: { caseId, decision, fees, order, intakeChannel }, lines: lines.ok ? lines.value : null };
}

/** How many people have to approve a case as it stands; after the review, how many did. */
export function approvalsNeededFor(deps: ReviewDeps, state: CaseState): number {
  const found = awaited(deps, state);
  if (found === null) return state.approvals.length;
  return found.lines === null ? 1 : approvalsNeeded(found.judged, found.lines, deps.pack());
}

/** What the last approval would set going, by the order as it is now; null where none is awaited or it would be refused. */
export function ifApproved(deps: ReviewDeps, state: CaseState, actor: Actor): CaseView['ifApproved'] {
  const found = awaited(deps, state);
  if (found === null || found.lines === null) return null;
  const { judged, lines } = found;
  const tasks = createTasks(judged, lines, {
    now: deps.now(),
    actor,
    newId: deps.newId,
    randomBytes: deps.randomBytes,
    pack: deps.pack(),
    calendar: deps.calendar,
    facts: factsFrom(deps.db),
  });
  const returns = tasks.flatMap((task) => (task.kind === 'device_return' ? [task.variant] : []));
  return {
    outOfPolicy: isOutOfPolicy(judged.decision),
    refundTasks: tasks.filter(({ kind }) => kind === 'refund').length,
    refundFen: paidByUs(lines),
    returnTasks: returns.filter((variant) => variant === 'return').length,
    interceptTasks: returns.filter((variant) => variant === 'shipment_intercept').length,
    unbindTasks: tasks.filter(({ kind }) => kind === 'unbind').length,
  };
}
