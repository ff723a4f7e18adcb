/** The case stream: one cancellation of one order (states 5.2), with the tasks that follow from it (5.3, 5.4). */
import type { Fen, UtcMs } from '../kernel/units.ts';
import type { ContactChannel, VerificationLevel, VerificationSubject } from '../contacts/events.ts';
import type { MoneyComponentType, OrderKind, OriginChannel, PayeeType } from '../orders/order.ts';
import type { PreferredChannel } from '../parties/events.ts';
import type { PolicyDecision } from '../policy/decision.ts';
import type { RefundMethod } from '../refunds/methods.ts';
import type {
  CommunicationLogged,
  ContradictionFound,
  ContradictionSettled,
  EvidenceAttached,
  FollowUpDone,
  NoteAdded,
  RefusedText,
} from './shared-events.ts';

export const CASE_STATES = [
  'intake_only',
  'submitted',
  'under_review',
  'needs_info',
  'approved',
  'executing',
  'completed',
  'rejected',
  'appealed',
  'rejected_final',
  'withdrawn',
  'expired',
  'exception',
  'closed',
] as const;
export type CaseStatus = (typeof CASE_STATES)[number];

export const MATERIAL_STATES = ['received', 'verified', 'missing', 'rejected'] as const;
export interface MaterialItem {
  readonly materialId: string;
  readonly state: (typeof MATERIAL_STATES)[number];
  readonly evidenceId: string | null;
}

export const CONSENT_METHODS = ['voice', 'signature', 'sms_reply'] as const;
/** Consent to one published fee at one amount (P-01, A22). `declined`: the fee is not charged and a supervisor is told. */
export interface FeeAnswer {
  readonly feeItemId: string;
  readonly amountFen: Fen;
  readonly answer: 'given' | 'declined';
  readonly method: (typeof CONSENT_METHODS)[number] | null;
  /** A file, or the moment in the call's recording for spoken consent. */
  readonly evidenceId: string | null;
  readonly at: UtcMs;
}

export interface PolicyAcknowledgement {
  readonly packId: string;
  readonly packVersion: string;
  readonly feeListVersion: string;
  readonly how: 'read_out' | 'shown';
  readonly at: UtcMs;
}

export const TASK_KINDS = ['refund', 'device_return', 'unbind'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];
export const TASK_ROLES = ['finance', 'warehouse', 'supervisor', 'clerk', 'agent'] as const;
export type TaskRole = (typeof TASK_ROLES)[number];

interface TaskCreatedBase {
  readonly taskId: string;
  readonly ownerRole: TaskRole;
  readonly dueAt: UtcMs | null;
  /** Which clock of rules 8 the due date comes from (`D8`, `D10`, …). */
  readonly clock: string | null;
  /** A key of the renderer's locales: what happens next and who must act. */
  readonly nextStep: string;
}
export interface RefundTaskCreated extends TaskCreatedBase {
  readonly kind: 'refund';
  readonly componentType: MoneyComponentType;
  readonly amountFen: Fen;
  readonly method: RefundMethod;
  readonly payeeType: PayeeType;
  readonly reason: { readonly zh: string; readonly en: string };
  /** `pending_approval`, or `blocked` with the words of why; `created` waits for the device. */
  readonly initialState: 'created' | 'pending_approval' | 'blocked';
}
export interface DeviceReturnTaskCreated extends TaskCreatedBase {
  readonly kind: 'device_return';
  readonly terminalSn: string;
  /** `shipment_intercept`: the device is still on its way out. */
  readonly variant: 'return' | 'shipment_intercept';
}
export interface UnbindTaskCreated extends TaskCreatedBase {
  readonly kind: 'unbind';
  readonly terminalSn: string;
}
export type TaskCreated = RefundTaskCreated | DeviceReturnTaskCreated | UnbindTaskCreated;

export interface ApprovalGiven {
  readonly role: 'supervisor' | 'finance';
  readonly outOfPolicy: boolean;
  readonly reason: string;
}

export interface CaseEventMap {
  IntakeRecorded: {
    readonly caseCode: string;
    readonly orderNo: string;
    readonly orderKind: OrderKind;
    readonly partyId: string;
    readonly contactId: string;
    readonly intakeChannel: ContactChannel;
    readonly reasonCode: string | null;
    readonly reasonText: string;
    readonly materialsRequested: readonly string[];
    readonly callbackId: string | null;
    readonly noticeReceivedAt: UtcMs;
    readonly expiresAt: UtcMs;
  };
  CancellationFiled: {
    readonly caseCode: string;
    readonly orderNo: string;
    readonly orderKind: OrderKind;
    readonly partyId: string;
    readonly contactId: string;
    readonly intakeChannel: ContactChannel;
    readonly originChannel: OriginChannel | null;
    readonly verifiedLevel: VerificationLevel;
    readonly subject: VerificationSubject;
    readonly reasonCode: string;
    readonly reasonText: string;
    readonly acknowledgement: PolicyAcknowledgement;
    readonly decision: PolicyDecision;
    readonly fees: readonly FeeAnswer[];
    readonly materials: readonly MaterialItem[];
    readonly contactPreference: { readonly channel: PreferredChannel; readonly hours: string | null };
    readonly readBackAt: UtcMs;
    /** The legal moment of the notice (L-14, L-15). */
    readonly noticeReceivedAt: UtcMs;
    /** The order's status before filing, to return to if the case is withdrawn or finally rejected (5.1a). */
    readonly priorOrderStatus: string;
  };
  CaseOwnerAssigned: { readonly userId: string };
  CaseContactAttached: {
    readonly contactId: string;
    readonly channel: ContactChannel;
    readonly because: 'second_filing' | 'follow_up';
  };
  AutoCheckDone: {
    readonly passed: boolean;
    readonly checks: readonly { readonly check: string; readonly passed: boolean }[];
  };
  InfoRequested: { readonly materials: readonly string[]; readonly message: string };
  MaterialReceived: { readonly item: MaterialItem };
  CaseWithdrawn: { readonly contactId: string | null; readonly reason: string };
  ApprovalGiven: ApprovalGiven;
  CaseApproved: { readonly outOfPolicy: boolean; readonly approvers: readonly string[] };
  CaseRejected: {
    readonly reasonCode: string;
    readonly clause: string;
    readonly remedy: string;
    readonly appealRoute: string;
    readonly complaintRoute: string;
    readonly appealUntil: UtcMs;
  };
  /** An intake is followed by a filing of its own (5.2): each names the other, and the intake is closed. */
  CaseLinked: { readonly caseId: string; readonly relation: 'supersedes' | 'superseded_by' };
  /** Time alone ended it: an intake nobody came back for, or a rejection whose appeal window has passed. */
  CaseLapsed: { readonly to: 'expired' | 'rejected_final' };
  /** Approved, and there is nothing to pay back, fetch or unbind. */
  CaseCompleted: { readonly because: 'nothing_left_to_do' };
  TaskCreated: TaskCreated;
  TaskAssigned: { readonly taskId: string; readonly userId: string | null };
  TaskNoted: { readonly taskId: string; readonly noteId: string; readonly text: string };
  TaskCancelled: { readonly taskId: string; readonly because: 'case_withdrawn' };
  NoteAdded: NoteAdded;
  CardDataRefused: RefusedText;
  CommunicationLogged: CommunicationLogged;
  /** A customer asked how it stands in a contact about this case (催单): the words stand there, the count here (A25). */
  ChaserCounted: { readonly contactId: string; readonly communicationId: string };
  FollowUpDone: FollowUpDone;
  ContradictionFound: ContradictionFound;
  ContradictionSettled: ContradictionSettled;
  EvidenceAttached: EvidenceAttached;
}
