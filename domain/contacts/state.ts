import type { Contradiction } from '../cases/contradictions.ts';
import type { FollowUp } from '../cases/follow-ups.ts';
import type { UtcMs } from '../kernel/units.ts';
import type {
  ContactChannel,
  ContactDirection,
  ElementResult,
  Mandate,
  VerificationElement,
  VerificationLevel,
  VerificationPurpose,
  VerificationSubject,
} from './events.ts';

export interface VerificationSession {
  readonly sessionId: string;
  readonly partyId: string;
  readonly orderNo: string | null;
  readonly subject: VerificationSubject;
  readonly purpose: VerificationPurpose;
  readonly startedAt: UtcMs;
  readonly elements: readonly {
    readonly element: VerificationElement;
    readonly result: ElementResult;
    readonly at: UtcMs;
  }[];
  readonly failedCount: number;
  readonly outcome: 'in_progress' | 'verified' | 'failed' | 'refused' | 'pending_material' | 'challenged';
  /** The level reached by the elements, before expiry and hand-over are taken off; see `levelAt`. */
  readonly level: VerificationLevel;
  /** Idle time ended it (phone, 15 minutes): what was matched no longer counts and a new session is needed. */
  readonly expired: boolean;
  /** How many elements had been heard when the session was challenged; only a stronger proof after them lifts the doubt. */
  readonly elementsBeforeChallenge: number | null;
  readonly mandate: Mandate | null;
  readonly mandateProblems: readonly string[];
}

export interface ContactState {
  readonly contactId: string;
  readonly channel: ContactChannel;
  readonly direction: ContactDirection;
  readonly cli: string | null;
  /** The promise that this call keeps, where it is one (5.5). */
  readonly callbackId: string | null;
  readonly startedAt: UtcMs;
  readonly startedBy: string;
  readonly branchId: string;
  readonly ownerUserId: string;
  readonly heldSince: UtcMs | null;
  readonly heldMs: number;
  readonly recordingPaused: boolean;
  /** When nothing was recorded, UTC ms; `to` is null while it goes on. */
  readonly recordingPauses: readonly { readonly from: UtcMs; readonly to: UtcMs | null }[];
  readonly endedAt: UtcMs | null;
  readonly wrappedUpAt: UtcMs | null;
  readonly partyId: string | null;
  readonly orderNo: string | null;
  readonly caseIds: readonly string[];
  readonly session: VerificationSession | null;
  readonly sessionCount: number;
  /** The latest hand-over: by whom, when, and what the new owner was told. */
  readonly handedOver: { readonly byUserId: string; readonly at: UtcMs; readonly note: string } | null;
  /** Set by a hand-over, cleared by one matching re-check (5.6). */
  readonly recheckNeeded: boolean;
  /** The communications in which the customer asked how it stands, and which no case has counted yet. */
  readonly uncountedChasers: readonly string[];
  readonly followUps: readonly FollowUp[];
  readonly contradictions: readonly Contradiction[];
  /** The time of the last event: phone verification expires 15 idle minutes after it. */
  readonly lastActivityAt: UtcMs;
}
