import { isContested } from '../../domain/cases/contradictions.ts';
import type { TaskCreated } from '../../domain/cases/events.ts';
import type { CaseState, TaskState } from '../../domain/cases/state.ts';
import type { WritableDb } from '../open/database.ts';
import { keyValue } from '../../domain/orders/order-keys.ts';
import { reversed } from '../queries/order-keys.ts';
import { caseDue, caseRefundFen } from './case-due.ts';
import { projectContradictions } from './contradiction-row.ts';
import { linkContactToCase } from './contact-row.ts';
import { projectFollowUps } from './follow-up-row.ts';

/** Later than any real due date, for cases and tasks that have none. */
const NO_DUE_DATE = Number.MAX_SAFE_INTEGER;

/**
 * Writes a case and its tasks for lists and queues; the same state twice changes nothing. A second open case of one order
 * is stopped here by a unique index (`case_row.order_no`), whatever was decided before, unless it is known to be contested. @rule 5.0
 */
export function projectCase(db: WritableDb, state: CaseState): void {
  const due = caseDue(state);
  const contested = Number(isContested(state));
  db.run(
    `INSERT INTO case_row (case_id, case_code, status, order_no, order_kind, party_id, intake_channel, owner_user_id,
       requested_by, branch_id, reason_code, verified_level, filed_at, due_at, due_clock, refund_fen, chaser_count,
       approvals, updated_at, sort_at, code_reversed, contested)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (case_id) DO UPDATE SET
       status = excluded.status, owner_user_id = excluded.owner_user_id, reason_code = excluded.reason_code,
       verified_level = excluded.verified_level, due_at = excluded.due_at, due_clock = excluded.due_clock,
       refund_fen = excluded.refund_fen, chaser_count = excluded.chaser_count, approvals = excluded.approvals,
       updated_at = excluded.updated_at, sort_at = excluded.sort_at, contested = excluded.contested`,
    state.caseId,
    state.caseCode,
    state.status,
    state.orderNo,
    state.orderKind,
    state.partyId,
    state.intakeChannel,
    state.ownerUserId,
    state.requestedBy,
    state.branchId,
    state.reasonCode,
    state.verifiedLevel,
    state.filedAt,
    due.at,
    due.clock,
    caseRefundFen(state),
    state.chaserCount,
    state.approvals.length,
    state.updatedAt,
    due.at ?? NO_DUE_DATE,
    reversed(keyValue(state.caseCode)),
    contested,
  );
  for (const contactId of state.contactIds) linkContactToCase(db, contactId, state.caseId);
  for (const task of state.tasks) projectTask(db, state.caseId, task, contested);
  const { caseId, ownerUserId, followUps, contradictions } = state;
  projectFollowUps(db, { contactId: null, caseId, ownerUserId, followUps });
  projectContradictions(db, { contactId: null, caseId, contradictions });
}

function projectTask(
  db: WritableDb,
  caseId: string,
  { task, status, assignedTo, createdAt }: TaskState,
  contested: number,
): void {
  const subject = taskSubject(task);
  db.run(
    `INSERT INTO task_row (task_id, case_id, kind, status, owner_role, assigned_to, due_at, clock, next_step, terminal_sn,
       component_type, amount_fen, created_at, sort_at, contested)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (task_id) DO UPDATE SET status = excluded.status, assigned_to = excluded.assigned_to,
       contested = excluded.contested`,
    task.taskId,
    caseId,
    task.kind,
    status,
    task.ownerRole,
    assignedTo,
    task.dueAt,
    task.clock,
    task.nextStep,
    subject.terminalSn,
    subject.componentType,
    subject.amountFen,
    createdAt,
    task.dueAt ?? NO_DUE_DATE,
    contested,
  );
}

function taskSubject(task: TaskCreated) {
  return task.kind === 'refund'
    ? { terminalSn: null, componentType: task.componentType, amountFen: task.amountFen }
    : { terminalSn: task.terminalSn === '' ? null : task.terminalSn, componentType: null, amountFen: null };
}
