import type { UtcMs } from '../kernel/units.ts';
import type { ContactChannel, VerificationLevel, VerificationSubject } from '../contacts/events.ts';
import type { OrderKind, OriginChannel } from '../orders/order.ts';
import type { PreferredChannel } from '../parties/events.ts';
import type { PolicyDecision } from '../policy/decision.ts';
import type { Contradiction } from './contradictions.ts';
import type { FollowUp } from './follow-ups.ts';
import type {
  ApprovalGiven,
  CaseEventMap,
  CaseStatus,
  FeeAnswer,
  MaterialItem,
  PolicyAcknowledgement,
  TaskCreated,
} from './events.ts';

export interface TaskState {
  readonly task: TaskCreated;
  readonly status: 'open' | 'cancelled';
  readonly assignedTo: string | null;
  readonly createdAt: UtcMs;
  readonly notes: readonly {
    readonly noteId: string;
    readonly text: string;
    readonly by: string;
    readonly at: UtcMs;
  }[];
}

export interface CaseState {
  readonly caseId: string;
  readonly caseCode: string;
  readonly status: CaseStatus;
  readonly orderNo: string;
  readonly orderKind: OrderKind;
  readonly partyId: string;
  readonly intakeChannel: ContactChannel;
  readonly originChannel: OriginChannel | null;
  readonly contactIds: readonly string[];
  readonly ownerUserId: string;
  readonly requestedBy: string;
  /** Everybody who filed or changed what an approver judges; none of them may approve (5.0, four-eyes). */
  readonly editedBy: readonly string[];
  readonly branchId: string;
  readonly verifiedLevel: VerificationLevel;
  readonly subject: VerificationSubject;
  readonly reasonCode: string | null;
  readonly reasonText: string;
  readonly acknowledgement: PolicyAcknowledgement | null;
  readonly decision: PolicyDecision | null;
  readonly fees: readonly FeeAnswer[];
  readonly materials: readonly MaterialItem[];
  readonly contactPreference: { readonly channel: PreferredChannel; readonly hours: string | null } | null;
  readonly filedAt: UtcMs;
  readonly noticeReceivedAt: UtcMs;
  readonly intakeExpiresAt: UtcMs | null;
  readonly priorOrderStatus: string | null;
  readonly autoChecks: CaseEventMap['AutoCheckDone'] | null;
  readonly infoRequested: {
    readonly materials: readonly string[];
    readonly message: string;
    readonly at: UtcMs;
  } | null;
  readonly approvals: readonly (ApprovalGiven & { readonly userId: string; readonly at: UtcMs })[];
  readonly rejection: CaseEventMap['CaseRejected'] | null;
  readonly tasks: readonly TaskState[];
  /** The intake this filing supersedes, or the filing that superseded this intake. */
  readonly links: readonly CaseEventMap['CaseLinked'][];
  readonly chaserCount: number;
  readonly followUps: readonly FollowUp[];
  readonly contradictions: readonly Contradiction[];
  readonly updatedAt: UtcMs;
}
