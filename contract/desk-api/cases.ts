import { z } from 'zod';
import { CASE_STATES, CONSENT_METHODS, MATERIAL_STATES, TASK_KINDS, TASK_ROLES } from '../../domain/cases/events.ts';
import { REFUND_METHODS } from '../../domain/refunds/methods.ts';
import { EVIDENCE_KINDS } from '../../domain/cases/shared-events.ts';
import { PREFERRED_CHANNELS } from '../../domain/parties/events.ts';
import { policyDecisionSchema } from '../../domain/policy/decision.ts';
import { contactView, level, subjectRef } from './contacts.ts';
import { deviceCondition, orderKind, txnFacts, USUAL_TXN } from './orders.ts';
import {
  counted,
  cursor,
  fen,
  formJson,
  id,
  localized,
  nothing,
  partySummary,
  procedure,
  refusalSchema,
  userRef,
  utcMs,
} from './shared.ts';

export const taskView = z.object({
  taskId: z.string(),
  caseId: z.string(),
  caseCode: z.string(),
  orderNo: z.string(),
  kind: z.enum(TASK_KINDS),
  status: z.enum(['open', 'cancelled']),
  ownerRole: z.enum(TASK_ROLES),
  assignedTo: userRef.nullable(),
  dueAt: utcMs.nullable(),
  clock: z.string().nullable(),
  /** Locale key `nextStep.<key>`: what happens next and who must act. */
  nextStep: z.string(),
  createdAt: utcMs,
  merchantMasked: z.string().nullable(),
  personMasked: z.string().nullable(),
  /** Refund tasks only. */
  refund: z
    .object({
      componentType: z.string(),
      amountFen: fen,
      method: z.enum(REFUND_METHODS),
      payeeType: z.string(),
      reason: localized,
      state: z.enum(['created', 'pending_approval', 'blocked']),
    })
    .nullable(),
  /** Device-return and unbind tasks only. */
  device: z.object({ snMasked: z.string(), variant: z.enum(['return', 'shipment_intercept', 'unbind']) }).nullable(),
  notes: z.array(z.object({ noteId: z.string(), text: z.string(), by: userRef, at: utcMs })),
});
export type TaskView = z.infer<typeof taskView>;

export const materialItem = z.object({
  materialId: z.string(),
  state: z.enum(MATERIAL_STATES),
  evidenceId: z.string().nullable(),
});

/** An act a person may do to a case now, or the refusal that says why not and what to do instead. */
export const possibleAct = z.object({ act: z.string(), allowed: z.boolean(), refusal: refusalSchema.nullable() });

export const caseView = z.object({
  caseId: z.string(),
  caseCode: z.string(),
  status: z.enum(CASE_STATES),
  orderNo: z.string(),
  orderKind,
  party: partySummary,
  intakeChannel: z.string(),
  originChannel: z.string().nullable(),
  owner: userRef,
  requestedBy: userRef,
  branchName: z.string(),
  verifiedLevel: level,
  subject: z.enum(['self', 'delegate']),
  reasonCode: z.string().nullable(),
  reasonText: z.string(),
  filedAt: utcMs,
  noticeReceivedAt: utcMs,
  acknowledgement: z
    .object({
      packVersion: z.string(),
      feeListVersion: z.string(),
      how: z.enum(['read_out', 'shown']),
      at: utcMs,
      /** Who read it out or showed it: whoever filed, in their own contact (A19). */
      by: userRef,
    })
    .nullable(),
  decision: policyDecisionSchema.nullable(),
  fees: z.array(
    z.object({
      feeItemId: z.string(),
      amountFen: fen,
      answer: z.enum(['given', 'declined']),
      method: z.enum(CONSENT_METHODS).nullable(),
      evidenceId: z.string().nullable(),
      at: utcMs,
    }),
  ),
  materials: z.array(materialItem),
  contactPreference: z.object({ channel: z.enum(PREFERRED_CHANNELS), hours: z.string().nullable() }).nullable(),
  autoChecks: z
    .object({ passed: z.boolean(), checks: z.array(z.object({ check: z.string(), passed: z.boolean() })) })
    .nullable(),
  infoRequested: z.object({ materials: z.array(z.string()), message: z.string(), at: utcMs }).nullable(),
  approvals: z.array(
    z.object({ by: userRef, role: z.string(), outOfPolicy: z.boolean(), reason: z.string(), at: utcMs }),
  ),
  approvalsNeeded: z.int(),
  /**
   * What the last approval needed would set going, by the order as it is now; null where none is awaited or it would be refused.
   * `refundFen` is what we pay back ourselves; `outOfPolicy` asks every approver for a reason.
   */
  ifApproved: z
    .object({
      outOfPolicy: z.boolean(),
      refundTasks: z.int(),
      refundFen: fen,
      returnTasks: z.int(),
      interceptTasks: z.int(),
      unbindTasks: z.int(),
    })
    .nullable(),
  rejection: z
    .object({
      reasonCode: z.string(),
      clause: z.string(),
      remedy: z.string(),
      appealRoute: z.string(),
      complaintRoute: z.string(),
      appealUntil: utcMs,
    })
    .nullable(),
  tasks: z.array(taskView),
  contacts: z.array(z.object({ contactId: z.string(), channel: z.string(), startedAt: utcMs, by: userRef })),
  chaserCount: z.int(),
  dueAt: utcMs.nullable(),
  dueClock: z.string().nullable(),
  acts: z.array(possibleAct),
  /** How the authority stands to what is shown: `pending` waits for a hub. Solo desks are always `confirmed`. */
  authority: z.enum(['confirmed', 'pending']),
  /** Central acts that were asked for here and have taken no effect yet: they wait for the hub. */
  intents: z.array(z.object({ commandId: id, type: z.string(), at: utcMs })),
});
export type CaseView = z.infer<typeof caseView>;

export const caseRow = z.object({
  caseId: z.string(),
  caseCode: z.string(),
  status: z.enum(CASE_STATES),
  orderNo: z.string(),
  orderKind,
  personMasked: z.string().nullable(),
  merchantMasked: z.string().nullable(),
  reasonCode: z.string().nullable(),
  intakeChannel: z.string(),
  owner: userRef,
  requestedBy: userRef,
  filedAt: utcMs,
  dueAt: utcMs.nullable(),
  dueClock: z.string().nullable(),
  refundFen: fen,
  approvals: z.int(),
  approvalsNeeded: z.int(),
  chaserCount: z.int(),
});
export type CaseRow = z.infer<typeof caseRow>;

/** The queues of the left column. `review` is for supervisors; `mine` is whatever I own. */
export const CASE_QUEUES = ['mine', 'review', 'needs_info', 'intake_only', 'rejected', 'executing', 'all'] as const;

export const feeAnswerInput = z.object({
  feeItemId: id,
  amountFen: fen,
  answer: z.enum(['given', 'declined']),
  method: z.enum(CONSENT_METHODS).nullable(),
  evidenceId: id.nullable(),
  at: utcMs,
});

/** Everything the filing form holds. The desk evaluates the policy again and stores that decision, not the one shown. */
export const filingInput = z.object({
  contactId: id,
  orderNo: id,
  reasonCode: id,
  reasonText: z.string().max(2000),
  device: deviceCondition,
  txn: txnFacts.default(USUAL_TXN),
  acknowledgement: z.object({
    packId: id,
    packVersion: id,
    feeListVersion: id,
    how: z.enum(['read_out', 'shown']),
    at: utcMs,
  }),
  fees: z.array(feeAnswerInput),
  materials: z.array(z.object({ materialId: id, state: z.enum(MATERIAL_STATES), evidenceId: id.nullable() })),
  contactPreference: z.object({ channel: z.enum(PREFERRED_CHANNELS), hours: z.string().max(100).nullable() }),
  readBackAt: utcMs,
});
export type FilingInput = z.infer<typeof filingInput>;

export const intakeInput = z.object({
  contactId: id,
  orderNo: id,
  reasonCode: id.nullable(),
  reasonText: z.string().max(2000),
  materialsRequested: z.array(id),
  callbackId: id.nullable(),
  /** Why no call back was booked; needed where `callbackId` is null. */
  noCallbackBecause: z.string().max(500).nullable().default(null),
});

const byCase = z.object({ caseId: id });

export const casesContract = {
  /** Files, or, where the order has an open case already, attaches this contact to it and opens that one. */
  file: procedure.input(filingInput).output(z.object({ outcome: z.enum(['filed', 'attached']), case: caseView })),
  fileIntake: procedure.input(intakeInput).output(z.object({ outcome: z.enum(['filed', 'attached']), case: caseView })),
  get: procedure.input(byCase).output(caseView),
  /** Tells that this person looks at the case, and answers who else does on any desk. It holds nobody back; without a hub, nobody is known. */
  look: procedure.input(byCase).output(z.array(userRef)),
  list: procedure
    .input(z.object({ queue: z.enum(CASE_QUEUES), orderKind: orderKind.nullable(), overdueOnly: z.boolean(), cursor }))
    .output(z.object({ rows: z.array(caseRow), total: counted, next: cursor })),
  attachContact: procedure.input(byCase.extend({ contactId: id })).output(caseView),
  withdraw: procedure
    .input(byCase.extend({ contactId: id.nullable(), reason: z.string().min(1).max(1000) }))
    .output(caseView),
  requestInfo: procedure
    .input(byCase.extend({ materials: z.array(id), message: z.string().min(1).max(1000) }))
    .output(caseView),
  receiveMaterial: procedure
    .input(
      byCase.extend({ item: z.object({ materialId: id, state: z.enum(MATERIAL_STATES), evidenceId: id.nullable() }) }),
    )
    .output(caseView),
  assignOwner: procedure.input(byCase.extend({ userId: id })).output(caseView),
  approve: procedure.input(byCase.extend({ reason: z.string().max(1000) })).output(caseView),
  reject: procedure
    .input(
      byCase.extend({
        reasonCode: id,
        clause: z.string().max(1000),
        remedy: z.string().max(1000),
        appealRoute: z.string().max(1000),
        complaintRoute: z.string().max(1000),
      }),
    )
    .output(caseView),
  /** What the printed application form and receipt hold, masked as for the customer's own copy. */
  document: procedure.input(byCase.extend({ document: z.enum(['application_form', 'receipt']) })).output(
    z.object({
      case: caseView,
      printedAt: utcMs,
      printedBy: userRef,
      /** The total to be refunded in words (大写), for the form. */
      refundTotalFen: fen,
      refundTotalInWords: z.string(),
      feeTotalFen: fen,
      hotline: z.string(),
    }),
  ),
};

export const tasksContract = {
  list: procedure
    .input(
      z.object({ kind: z.enum(TASK_KINDS).nullable(), role: z.enum(TASK_ROLES).nullable(), mine: z.boolean(), cursor }),
    )
    .output(z.object({ rows: z.array(taskView), total: counted, next: cursor })),
  assign: procedure.input(byCase.extend({ taskId: id, userId: id.nullable() })).output(taskView),
  note: procedure.input(byCase.extend({ taskId: id, text: z.string().min(1).max(4000) })).output(taskView),
};

export const callbackView = z.object({
  callbackId: z.string(),
  status: z.enum(['scheduled', 'rescheduled', 'completed', 'cancelled', 'exhausted']),
  topic: z.string(),
  slotStart: utcMs,
  minutes: z.int(),
  /** Missed: its time passed and nobody dialled. */
  overdue: z.boolean(),
  /** Dialled at its time and not reached: it is to be moved. */
  tried: z.boolean(),
  numberMasked: z.string().nullable(),
  numberSource: z.enum(['registered', 'stated']),
  party: partySummary.nullable(),
  caseId: z.string().nullable(),
  caseCode: z.string().nullable(),
  owner: userRef.nullable(),
  attempts: z.int(),
  note: z.string(),
});
export type CallbackView = z.infer<typeof callbackView>;

export const callbacksContract = {
  list: procedure.input(z.object({ mine: z.boolean(), includeDone: z.boolean() })).output(z.array(callbackView)),
  /** Free quarter-hours of a day (YYYY-MM-DD, Asia/Shanghai) with what is left of their capacity. */
  slots: procedure
    .input(z.object({ day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/) }))
    .output(z.array(z.object({ slotStart: utcMs, left: z.int() }))),
  schedule: procedure
    .input(
      z.object({
        contactId: id.nullable(),
        caseId: id.nullable(),
        partyId: id.nullable(),
        topic: z.enum(['verification', 'cancellation', 'refund', 'device_return', 'other']),
        numberSource: z.enum(['registered', 'stated']),
        statedNumber: z.string().max(40).nullable(),
        slotStart: utcMs,
        note: z.string().max(500),
      }),
    )
    .output(callbackView),
  /** Nobody was reached in the call made for it; the call ends with that. */
  attempt: procedure
    .input(z.object({ callbackId: id, contactId: id, outcome: z.enum(['no_answer', 'busy']) }))
    .output(callbackView),
  reschedule: procedure.input(z.object({ callbackId: id, slotStart: utcMs })).output(callbackView),
  /** Somebody was reached in the call made for it. Wrapping that call up says the same. */
  complete: procedure.input(z.object({ callbackId: id, contactId: id })).output(callbackView),
  cancel: procedure.input(z.object({ callbackId: id, reason: z.string().min(1).max(500) })).output(callbackView),
  /** Starts the outbound call that a callback promises; the answer is the new contact. */
  dial: procedure.input(z.object({ callbackId: id })).output(contactView),
};

export const evidenceItem = z.object({
  evidenceId: z.string(),
  kind: z.enum(EVIDENCE_KINDS),
  title: z.string(),
  sha256: z.string(),
  sizeBytes: z.int(),
  mediaType: z.string(),
  capturedAt: utcMs,
  capturedBy: userRef,
});
export type EvidenceItem = z.infer<typeof evidenceItem>;

export const evidenceContract = {
  /** At most 25 MB; images, PDF, audio, plain text. An identical file is stored once and attached again. */
  attach: procedure
    .input(
      z.object({
        subject: subjectRef,
        kind: z.enum(EVIDENCE_KINDS),
        title: z.string().min(1).max(200),
        file: z.instanceof(Blob),
      }),
    )
    .output(evidenceItem.extend({ alreadyStored: z.boolean() })),
  list: procedure.input(z.object({ subject: subjectRef })).output(z.array(evidenceItem)),
  /** The file itself, after its hash was checked; the look is logged. */
  open: procedure
    .input(z.object({ evidenceId: id }))
    .output(z.object({ item: evidenceItem, file: z.instanceof(Blob) })),
};

export const draftsContract = {
  /** `key` names the form, for example `filing:<contactId>:<orderNo>`; `body` is the form's own JSON. */
  save: procedure.input(z.object({ key: id.max(200), body: formJson })).output(z.object({ savedAt: utcMs })),
  load: procedure.input(z.object({ key: id.max(200) })).output(z.object({ body: z.json(), savedAt: utcMs }).nullable()),
  discard: procedure.input(z.object({ key: id.max(200) })).output(nothing),
  list: procedure.output(z.array(z.object({ key: z.string(), savedAt: utcMs }))),
};
