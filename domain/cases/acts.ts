/**
 * Who may do what to a case, and in which of its states. The commands refuse by these guards and the interface asks the
 * same ones to enable its buttons, so that a button and its command never disagree (permission matrix, 5.2).
 */
import type { Actor } from '../kernel/actor.ts';
import type { Refusal, RefusalCode, RefusalData } from '../kernel/refusal.ts';
import { PERMISSIONS, type Act } from '../permissions.ts';
import type { CaseStatus } from './events.ts';
import { isContested } from './contradictions.ts';
import { FINAL_STATES, OPEN_STATES } from './open-states.ts';
import type { CaseState } from './state.ts';

export const CASE_ACTS = [
  'add_note',
  'log_communication',
  'attach_evidence',
  'attach_contact',
  'request_info',
  'receive_material',
  'assign_owner',
  'withdraw',
  'approve',
  'reject',
  'assign_task',
  'add_task_note',
  'settle_contradiction',
] as const;
export type CaseAct = (typeof CASE_ACTS)[number];

const ANY: readonly CaseStatus[] = ['intake_only', ...OPEN_STATES, ...FINAL_STATES];

const RULES: Readonly<Record<CaseAct, { readonly permission: Act; readonly states: readonly CaseStatus[] }>> = {
  add_note: { permission: 'note', states: ANY },
  log_communication: { permission: 'log_communication', states: ANY },
  attach_evidence: { permission: 'attach_evidence', states: ANY },
  attach_contact: { permission: 'handle_contact', states: ANY },
  request_info: { permission: 'request_info', states: ['submitted', 'under_review', 'needs_info'] },
  receive_material: { permission: 'handle_contact', states: ['intake_only', ...OPEN_STATES] },
  assign_owner: { permission: 'handle_contact', states: ['intake_only', ...OPEN_STATES] },
  withdraw: {
    permission: 'withdraw_cancellation',
    states: ['submitted', 'under_review', 'needs_info', 'approved', 'executing'],
  },
  // Also while items are awaited: a supervisor may find that they are not needed, or reject because they never came.
  approve: { permission: 'approve_out_of_policy', states: ['under_review', 'needs_info'] },
  reject: { permission: 'reject', states: ['under_review', 'needs_info'] },
  assign_task: { permission: 'assign_task', states: OPEN_STATES },
  add_task_note: { permission: 'note', states: ANY },
  settle_contradiction: { permission: 'settle_contradiction', states: ANY },
};

/**
 * Whether this person may do this to the case as it stands; null when they may. What hangs on the payload or on the
 * contact (verification, reasons, amounts) is checked by the command itself.
 * Gives `not_permitted`, `case_state_forbids`, `contradiction_open`, `four_eyes`, `second_approval_pending`. @rule 5.0 @rule P-06
 */
export function refusalOfAct(act: CaseAct, state: CaseState, actor: Actor): Refusal | null {
  const rule = RULES[act];
  const { roles } = PERMISSIONS[rule.permission];
  if (!actor.roles.some((role) => roles[role] !== undefined))
    return because('not_permitted', { act, roles: Object.keys(roles) });
  if (!rule.states.includes(state.status)) return because('case_state_forbids', { act, status: state.status });
  switch (act) {
    case 'approve':
      return approvalRefusal(state, actor);
    case 'reject':
      return isOwnRequest(state, actor) ? because('four_eyes', { act }) : null;
    case 'assign_owner':
      return mayHandOver(state, actor) ? null : because('not_permitted', { act, roles: ['supervisor'] });
    default:
      return null;
  }
}

/** Every act with what stands against it, for the buttons of a case page. @rule 5.2 */
export function whatMayHappen(
  state: CaseState,
  actor: Actor,
): readonly { readonly act: CaseAct; readonly refusal: Refusal | null }[] {
  return CASE_ACTS.map((act) => ({ act, refusal: refusalOfAct(act, state, actor) }));
}

/** True for everybody who asked for the cancellation or changed what an approver judges. @rule 5.0 */
export function isOwnRequest(state: CaseState, actor: Actor): boolean {
  return state.requestedBy === actor.userId || state.editedBy.includes(actor.userId);
}

/** The role an approval is given in: supervisor where held. An agent company has no such role, so it can't approve. @rule P-06 */
export function approvingRole(actor: Actor): 'supervisor' | 'finance' | null {
  if (actor.roles.includes('supervisor')) return 'supervisor';
  return actor.roles.includes('finance') ? 'finance' : null;
}

function approvalRefusal(state: CaseState, actor: Actor): Refusal | null {
  if (isContested(state)) return because('contradiction_open', { act: 'approve' });
  if (isOwnRequest(state, actor)) return because('four_eyes', { act: 'approve' });
  if (state.approvals.some((approval) => approval.userId === actor.userId)) {
    return because('second_approval_pending', { given: state.approvals.length });
  }
  return null;
}

function mayHandOver(state: CaseState, actor: Actor): boolean {
  return actor.roles.includes('supervisor') || state.ownerUserId === actor.userId;
}

function because(code: RefusalCode, data: RefusalData): Refusal {
  return { code, data };
}
