import { z } from 'zod';
import type { NewDomainEvent } from '../events.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok, refuse } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { approvingRole } from './acts.ts';
import { approvalsNeeded, approved } from './approval.ts';
import { screenText } from './free-text.ts';
import { caseFor } from './guards.ts';
import type { Judged } from './judged.ts';
import { idSchema } from './payload-parts.ts';
import { isOutOfPolicy, refundLines } from './refund-lines.ts';

/**
 * One approval. A supervisor's is enough within the terms and the limit; out of policy or above it two different people
 * give one each, one of them a supervisor, and only then anything happens. Nobody approves what they asked for.
 *
 * Central: where money goes is decided in one place. Refuses `not_found`, `not_permitted` (finance alone), `case_state_forbids`,
 * `four_eyes`, `second_approval_pending` (the same person again), `reason_required` (out of policy without one),
 * `order_not_known`, `hold_in_place`, `txn_state_forbids`. @rule 5.0 @rule P-06
 */
export const approveCase = defineCommand({
  type: 'ApproveCase',
  authority: 'central',
  payload: z.strictObject({ caseId: idSchema, reason: z.string().trim().max(4000) }),
  streams: ({ caseId }) => [streamId('case', caseId)],
  decide(streams, { caseId, reason }, context) {
    const { actor, facts, pack, now } = context;
    const found = caseFor('approve', streams, caseId, actor);
    if (!found.ok) return found;
    const { decision, fees, intakeChannel, orderNo, approvals } = found.value;
    const order = facts.order(orderNo);
    const role = approvingRole(actor);
    if (order === null || decision === null) return refuse('order_not_known');
    const judged: Judged = { caseId, decision, fees, order, intakeChannel };
    const lines = refundLines(decision, order, pack, now);
    if (!lines.ok) return lines;

    const needed = approvalsNeeded(judged, lines.value, pack);
    const supervised =
      role === 'supervisor' || (needed === 2 && approvals.every((approval) => approval.role === 'supervisor'));
    if (role === null || !supervised) return refuse('not_permitted', { act: 'approve', roles: ['supervisor'] });
    const outOfPolicy = isOutOfPolicy(decision);
    if (outOfPolicy && reason === '') return refuse('reason_required');

    const stream = streamId('case', caseId);
    const { text, events } = screenText(stream, caseId, { reason });
    const given: NewDomainEvent = { stream, type: 'ApprovalGiven', data: { role, outOfPolicy, reason: text.reason } };
    if (approvals.length + 1 < needed) return ok([...events, given]);
    const done = approved(judged, [...approvals.map((approval) => approval.userId), actor.userId], context);
    return done.ok ? ok([...events, given, ...done.value]) : done;
  },
});
