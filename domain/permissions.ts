/**
 * The permission matrix as data: who may cause what, and how sure of the caller one must be (states 5.0, rules section 6).
 * An administrator touches no money and approves nothing; an auditor reads.
 */
import type { Mandate, MandateAct, VerificationLevel } from './contacts/events.ts';
import { levelRank } from './contacts/verification.ts';
import type { Actor, Role } from './kernel/actor.ts';
import { ok, refuse, type Result } from './kernel/result.ts';
import type { UtcMs } from './kernel/units.ts';
import { lockRefusal, type LockReason } from './parties/lock.ts';

export const ACTS = [
  'handle_contact',
  'hand_over',
  'verify_caller',
  'verify_by_originals',
  'view_order_status',
  'take_message',
  'book_callback',
  'work_callback',
  'set_preference',
  'record_intake',
  'file_cancellation',
  'withdraw_cancellation',
  'fee_consent',
  'reveal_general_field',
  'reveal_pay_field',
  'reveal_ship_field',
  'request_refund_destination_change',
  'unlock_verification',
  'approve_in_policy',
  'approve_out_of_policy',
  'reject',
  'request_info',
  'assign_task',
  'view_review_queue',
  'note',
  'log_communication',
  'attach_evidence',
  'import_orders',
  'export_bad_rows',
  'manage_users',
  'manage_policy',
  'view_audit',
  'settle_contradiction',
] as const;
export type Act = (typeof ACTS)[number];

type OwnLevel = Exclude<VerificationLevel, 'LD'>;

export interface ActRule {
  /** Each role that may, with the level the caller must have for it; `L0` asks for none. */
  readonly roles: Readonly<Partial<Record<Role, OwnLevel>>>;
  /** Under LD: the act the mandate must name, `any` sound mandate, or `never`. */
  readonly delegate: MandateAct | 'any' | 'never';
}

const atDesk = (level: OwnLevel): ActRule['roles'] => ({ agent: level, clerk: level, supervisor: level });
const CASE_WORK = { ...atDesk('L0'), finance: 'L0', warehouse: 'L0' } as const;
const forRoles = (roles: ActRule['roles']): ActRule => ({ roles, delegate: 'any' });

/**
 * Stricter than the matrix in two places: a supervisor who files or withdraws needs L2 of the caller like anybody (5.2
 * guards the transition, not the role), and what is on file about payment is L3 for agents and clerks (rules section 6,
 * "reveal of sensitive fields"). A message can be taken from anyone; a callback about the matter itself takes L1.
 */
export const PERMISSIONS: Readonly<Record<Act, ActRule>> = {
  handle_contact: forRoles(atDesk('L0')),
  hand_over: forRoles(atDesk('L0')),
  verify_caller: forRoles(atDesk('L0')),
  verify_by_originals: forRoles({ clerk: 'L0', supervisor: 'L0' }),
  view_order_status: forRoles({ ...atDesk('L1'), finance: 'L0', warehouse: 'L0', auditor: 'L0' }),
  take_message: forRoles(atDesk('L0')),
  book_callback: forRoles(atDesk('L1')),
  work_callback: forRoles(atDesk('L0')),
  set_preference: { roles: atDesk('L1'), delegate: 'never' },
  record_intake: forRoles(atDesk('L0')),
  file_cancellation: { roles: atDesk('L2'), delegate: 'file_cancellation' },
  withdraw_cancellation: { roles: atDesk('L2'), delegate: 'withdraw' },
  fee_consent: { roles: atDesk('L2'), delegate: 'fee_consent' },
  reveal_general_field: { roles: { agent: 'L2', clerk: 'L2', supervisor: 'L0' }, delegate: 'never' },
  reveal_pay_field: { roles: { agent: 'L3', clerk: 'L3', supervisor: 'L0', finance: 'L0' }, delegate: 'never' },
  reveal_ship_field: { roles: { agent: 'L2', clerk: 'L2', supervisor: 'L0', warehouse: 'L0' }, delegate: 'never' },
  request_refund_destination_change: { roles: { agent: 'L3', clerk: 'L3' }, delegate: 'never' },
  unlock_verification: forRoles({ supervisor: 'L0' }),
  approve_in_policy: forRoles({ supervisor: 'L0' }),
  approve_out_of_policy: forRoles({ supervisor: 'L0', finance: 'L0' }),
  reject: forRoles({ supervisor: 'L0' }),
  request_info: forRoles({ agent: 'L0', supervisor: 'L0' }),
  assign_task: forRoles(CASE_WORK),
  view_review_queue: forRoles({ supervisor: 'L0', finance: 'L0', auditor: 'L0' }),
  note: forRoles(CASE_WORK),
  log_communication: forRoles(CASE_WORK),
  attach_evidence: forRoles(CASE_WORK),
  import_orders: forRoles({ supervisor: 'L0', admin: 'L0' }),
  export_bad_rows: forRoles({ supervisor: 'L0', admin: 'L0' }),
  manage_users: forRoles({ admin: 'L0' }),
  manage_policy: forRoles({ admin: 'L0' }),
  view_audit: forRoles({ auditor: 'L0', admin: 'L0' }),
  settle_contradiction: forRoles({ supervisor: 'L0' }),
};

/** Who is on the line, as far as an act depends on it; `callerLevel` makes one of a contact. Nobody is L0. */
export interface Caller {
  readonly level: VerificationLevel;
  /** What was reached before a hand-over took one off. */
  readonly reached?: VerificationLevel;
  readonly expired?: boolean;
  readonly lockedAt?: UtcMs | null;
  readonly lockReason?: LockReason | null;
  readonly mandate?: Mandate | null;
}

export const NOBODY: Caller = { level: 'L0' };

/**
 * Whether an actor may do this for a caller now. Of several roles the one that asks least of the caller counts.
 * Refuses `not_permitted`, `party_locked`, `verification_expired`, `recheck_needed`, `verification_too_low` (needed, actual)
 * and, for a delegate, `mandate_act_not_covered`. @rule 5.0 @rule 6
 */
export function mayAct(act: Act, actor: Actor, caller: Caller = NOBODY): Result<true> {
  const rule = PERMISSIONS[act];
  const levels = actor.roles.flatMap((role) => rule.roles[role] ?? []);
  const needed = levels.toSorted((a, b) => levelRank(a) - levelRank(b))[0];
  if (needed === undefined) return refuse('not_permitted', { act });
  if (needed === 'L0') return ok(true);
  if (levelRank(caller.level) < levelRank(needed)) return tooLow(needed, caller);
  return caller.level === 'LD' ? underMandate(act, rule, caller) : ok(true);
}

function tooLow(needed: OwnLevel, caller: Caller): Result<true> {
  const locked = lockRefusal({ lockedAt: caller.lockedAt ?? null, lockReason: caller.lockReason ?? null });
  if (locked !== null) return locked;
  if (caller.expired === true) return refuse('verification_expired', { needed });
  const before = caller.reached ?? caller.level;
  const code = levelRank(before) >= levelRank(needed) ? 'recheck_needed' : 'verification_too_low';
  return refuse(code, { needed, actual: caller.level });
}

/** A delegate does what the mandate names and nothing else. @rule L-18 */
function underMandate(act: Act, rule: ActRule, caller: Caller): Result<true> {
  const covered =
    rule.delegate === 'any' || (rule.delegate !== 'never' && caller.mandate?.acts.includes(rule.delegate) === true);
  return covered ? ok(true) : refuse('mandate_act_not_covered', { act, acts: [...(caller.mandate?.acts ?? [])] });
}
