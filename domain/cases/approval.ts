import type { DecideContext } from '../kernel/command.ts';
import type { NewDomainEvent } from '../events.ts';
import { ok, type Result } from '../kernel/result.ts';
import { SYSTEM_USER_ID } from '../kernel/actor.ts';
import { streamId } from '../kernel/stream.ts';
import type { PolicyPack } from '../policy/pack.ts';
import { createTasks } from './create-tasks.ts';
import type { CaseEventMap } from './events.ts';
import { waivedFen } from './fees.ts';
import type { Judged } from './judged.ts';
import { isOutOfPolicy, paidByUs, refundLines, type RefundLine } from './refund-lines.ts';

/** One approval within the terms and the supervisor's limit (refunds and waived fees together, inclusive), otherwise two. @rule 5.0 */
export function approvalsNeeded(judged: Judged, lines: readonly RefundLine[], pack: PolicyPack): 1 | 2 {
  const { decision, fees } = judged;
  if (isOutOfPolicy(decision) || decision.approval.level === 'dual') return 2;
  return paidByUs(lines) + waivedFen(fees) > pack.approval.supervisorLimitFen ? 2 : 1;
}

/** The approval itself and the tasks that follow; refuses what the refund router refuses. @rule X08 */
export function approved(
  judged: Judged,
  approvers: readonly string[],
  context: DecideContext,
): Result<readonly NewDomainEvent[]> {
  const lines = refundLines(judged.decision, judged.order, context.pack, context.now);
  if (!lines.ok) return lines;
  const stream = streamId('case', judged.caseId);
  const tasks = createTasks(judged, lines.value, context);
  const done: NewDomainEvent = { stream, type: 'CaseCompleted', data: { because: 'nothing_left_to_do' } };
  return ok([
    { stream, type: 'CaseApproved', data: { outOfPolicy: isOutOfPolicy(judged.decision), approvers } },
    ...(tasks.length === 0 ? [done] : tasks.map((data): NewDomainEvent => ({ stream, type: 'TaskCreated', data }))),
  ]);
}

/**
 * The system's own approval, where the terms allow it and every check has passed and no fee was declined (scenario 01).
 * No events where a person has to look. The system is never the requester, so the four eyes are kept.
 */
export function approvedAtOnce(
  judged: Judged,
  checks: CaseEventMap['AutoCheckDone'],
  context: DecideContext,
): readonly NewDomainEvent[] {
  const { decision } = judged;
  if (decision.approval.level !== 'auto' || decision.result !== 'cancellable' || !checks.passed) return [];
  const events = approved(judged, [SYSTEM_USER_ID], context);
  return events.ok ? events.value : [];
}
