import { z } from 'zod';
import { refusalData } from '../values.ts';
import { cursor, id, nothing, procedure, role, userRef, utcMs } from './shared.ts';

export const userView = z.object({
  userId: z.string(),
  login: z.string(),
  displayName: z.string(),
  roles: z.array(role),
  branchId: z.string(),
  branchName: z.string(),
  active: z.boolean(),
  lastSignInAt: utcMs.nullable(),
});
export type UserView = z.infer<typeof userView>;

export const usersContract = {
  list: procedure.output(z.array(userView)),
  branches: procedure.output(z.array(z.object({ branchId: z.string(), name: z.string() }))),
  createBranch: procedure
    .input(z.object({ name: z.string().min(1).max(60) }))
    .output(z.object({ branchId: z.string(), name: z.string() })),
  /** The initial password is shown once and must be changed at the first sign-in. Refuses `already_exists`, `weak_password`. */
  create: procedure
    .input(
      z.object({
        login: id,
        displayName: z.string().min(1).max(60),
        roles: z.array(role).min(1),
        branchId: id,
        password: z.string().min(1).max(200),
      }),
    )
    .output(userView),
  /** Refuses `last_admin` where nobody could administer afterwards. */
  update: procedure
    .input(
      z.object({
        userId: id,
        displayName: z.string().min(1).max(60),
        roles: z.array(role).min(1),
        branchId: id,
        active: z.boolean(),
      }),
    )
    .output(userView),
  resetPassword: procedure.input(z.object({ userId: id, password: z.string().min(1).max(200) })).output(userView),
};

/** Fields that can be revealed; each belongs to a group of the permission matrix (general, pay, ship). */
export const REVEAL_FIELDS = [
  'personName',
  'merchantName',
  'mobile',
  'idNo',
  'address',
  'deployAddress',
  'terminalSn',
  'card',
  'cli',
  'callbackNumber',
] as const;

export const privacyContract = {
  /**
   * One unmasked value, for 60 seconds, with a reason; logged. Needs the role of the permission matrix and, for agents and
   * clerks, a contact verified at L2 with that very party; whoever makes an outgoing call may see the number to dial. Refuses `reveal_reason_required`, `not_permitted`, `verification_too_low`.
   */
  reveal: procedure
    .input(
      z.object({
        record: z.discriminatedUnion('type', [
          z.object({ type: z.literal('party'), partyId: id }),
          z.object({ type: z.literal('order'), orderNo: id }),
          z.object({ type: z.literal('contact'), contactId: id }),
          z.object({ type: z.literal('callback'), callbackId: id }),
        ]),
        field: z.enum(REVEAL_FIELDS),
        reason: z.string().max(200),
        contactId: id.nullable(),
      }),
    )
    .output(z.object({ revealedValue: z.string(), expiresAt: utcMs })),
};

/** The acts that are kept: each has its words under `audit:auditAct.<act>`. */
export const AUDIT_ACTS = [
  'sign_in',
  'sign_in_failed',
  'sign_out',
  'unlock_failed',
  'password_change_failed',
  'password_changed',
  'password_reset',
  'user_created',
  'user_changed',
  'branch_created',
  'first_admin_created',
  'reveal',
  'reveal_refused',
  'evidence_attached',
  'evidence_opened',
  'bad_rows_exported',
  'orders_imported',
  'policy_pack_installed',
  'calendar_imported',
  'audit_verified',
  'backup_restored',
] as const;
export type AuditAct = (typeof AUDIT_ACTS)[number];

export const auditEntry = z.object({
  seq: z.int(),
  at: utcMs,
  by: userRef.nullable(),
  /** Locale key `auditAct.<act>`. */
  act: z.string(),
  record: z.string(),
  reason: z.string(),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

export const auditContract = {
  list: procedure
    .input(z.object({ act: z.string().nullable(), userId: id.nullable(), cursor }))
    .output(z.object({ entries: z.array(auditEntry), total: z.int(), next: cursor })),
  /** Everybody there is or was, to choose whose entries to show. */
  people: procedure.output(z.array(userRef)),
  /** Recomputes the hash chains of the audit log and of the evidence ledger. */
  verify: procedure.output(
    z.object({
      ok: z.boolean(),
      auditChecked: z.int(),
      evidenceChecked: z.int(),
      firstBrokenSeq: z.int().nullable(),
      brokenChain: z.enum(['audit', 'evidence']).nullable(),
    }),
  ),
};

/** Where words can be kept. */
const noteTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('case'), caseId: id, caseCode: z.string() }),
  z.object({ kind: z.literal('contact'), contactId: id }),
]);

/** A command that the hub has not accepted. */
export const syncItem = z.object({
  commandId: id,
  type: z.string(),
  state: z.enum(['waiting', 'rejected', 'parked']),
  /** Takes effect at the hub alone. */
  central: z.boolean(),
  createdAt: utcMs,
  by: userRef,
  /** Why the hub, or this desk by now, does not take it; null where nothing stands against it. */
  refusal: z.object({ code: z.string(), data: refusalData }).nullable(),
  /** Why it was parked. */
  parkedBecause: z.string().nullable(),
  /** What a person had typed in it. */
  typed: z.string().nullable(),
  /** Where that could be kept as a note. */
  keepOn: noteTarget.nullable(),
});
export type SyncItemView = z.infer<typeof syncItem>;
export type NoteTarget = z.infer<typeof noteTarget>;

/** The left column and the top bar. */
export const workContract = {
  counts: procedure.output(
    z.object({
      currentContacts: z.int(),
      callbacksDue: z.int(),
      callbacksOverdue: z.int(),
      myCases: z.int(),
      queues: z.array(z.object({ queue: z.string(), count: z.int(), overdue: z.int() })),
    }),
  ),
  sync: procedure.output(
    z.object({
      mode: z.enum(['solo', 'hub']),
      /** Commands recorded for a hub that may come later (solo), or waiting for it. */
      depth: z.int(),
      oldestAt: utcMs.nullable(),
      /** Null on a desk without a hub. `blocked`: the hub serves this desk no more as it is; `refused` says why. */
      line: z.enum(['online', 'offline', 'blocked']).nullable(),
      refused: z.string().nullable(),
      /** When everything had been told and pulled for the last time. */
      inStepAt: utcMs.nullable(),
      /** What the hub did not take, and nobody has seen to yet. */
      rejected: z.int(),
      parked: z.int(),
      /** Events of the hub that this version cannot apply. */
      quarantined: z.int(),
      /** Files in evidence that the hub has not got yet, and their bytes. */
      filesWaiting: z.int(),
      bytesWaiting: z.int(),
    }),
  ),
  /** What this person told the hub and it has not taken; a supervisor sees everybody's. The newest first. */
  syncItems: procedure.output(z.array(syncItem)),
  /** Keeps what was typed in a rejected or parked command as a note, and puts the command away. Refuses `not_found`, and what a note refuses. */
  keepAsNote: procedure.input(z.object({ commandId: id, on: noteTarget })).output(nothing),
  /** Puts away what was rejected or parked; its words stay in the outbox for good. Refuses `not_found`. */
  putAway: procedure.input(z.object({ commandId: id })).output(nothing),
  preferences: procedure.output(
    z.object({ locale: z.enum(['zh', 'en']), theme: z.enum(['light', 'dark', 'system']), counterMode: z.boolean() }),
  ),
  setPreferences: procedure
    .input(
      z.object({ locale: z.enum(['zh', 'en']), theme: z.enum(['light', 'dark', 'system']), counterMode: z.boolean() }),
    )
    .output(nothing),
};
