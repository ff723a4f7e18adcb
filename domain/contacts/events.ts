/**
 * The contact stream: one call, visit, mail or chat, with the verification session held in it (states 5.6).
 * Spoken values of verification elements are never part of an event, only the kind and the outcome.
 */
import type {
  CommunicationLogged,
  EvidenceAttached,
  ContradictionFound,
  ContradictionSettled,
  FollowUpDone,
  NoteAdded,
  RefusedText,
} from '../cases/shared-events.ts';
import type { UtcMs } from '../kernel/units.ts';

export const CONTACT_CHANNELS = ['phone', 'walk_in', 'email', 'chat', 'web', 'letter'] as const;
export type ContactChannel = (typeof CONTACT_CHANNELS)[number];
export const CONTACT_DIRECTIONS = ['inbound', 'outbound'] as const;
export type ContactDirection = (typeof CONTACT_DIRECTIONS)[number];

/** Order matters: a higher index is a stronger assurance. LD stands beside L2 and is bounded by its mandate. */
export const VERIFICATION_LEVELS = ['L0', 'L1', 'L2', 'L3'] as const;
export type VerificationLevel = (typeof VERIFICATION_LEVELS)[number] | 'LD';

/** rules.md section 6. The first group is heard or read, the second needs the counter. */
export const VERIFICATION_ELEMENTS = [
  'order_no',
  'terminal_sn',
  'person_name',
  'registered_number_call',
  'sms_code',
  'id_no_last6',
  'id_no',
  'merchant_no',
  'principal_name',
  'uscc',
  'settlement_card',
  'original_payment_ref',
  'registered_callback',
  'portal_confirmation',
  'order_slip',
  'id_card_original',
  'terminal_present',
  'contract_original',
] as const;
export type VerificationElement = (typeof VERIFICATION_ELEMENTS)[number];
export type ElementResult = 'match' | 'mismatch' | 'unavailable';
export const VERIFICATION_SUBJECTS = ['self', 'delegate'] as const;
export type VerificationSubject = (typeof VERIFICATION_SUBJECTS)[number];

/** What the verification is for: bound to the acts of the permission matrix. */
export const VERIFICATION_PURPOSES = [
  'order_status',
  'cancellation',
  'refund_destination',
  'unlock',
  'general',
] as const;
export type VerificationPurpose = (typeof VERIFICATION_PURPOSES)[number];

/** The acts a mandate may name (L-18). */
export const MANDATE_ACTS = [
  'file_cancellation',
  'withdraw',
  'fee_consent',
  'return_device',
  'receive_documents',
] as const;
export type MandateAct = (typeof MANDATE_ACTS)[number];

export interface Mandate {
  readonly agentName: string;
  /** The agent's identity number as the mandate states it, as a keyed hash; null or missing where it states none. */
  readonly agentIdHash?: string | null;
  /** The agent's mobile as the mandate states it: where a code for him goes. */
  readonly agentMobile?: string | null;
  readonly matter: string;
  readonly acts: readonly MandateAct[];
  readonly validFrom: UtcMs;
  readonly validTo: UtcMs;
  readonly signedOrSealed: boolean;
  readonly principalIdCopyEvidenceId: string | null;
  readonly mandateEvidenceId: string | null;
  /** The principal was reached and confirmed at L1. */
  readonly principalContacted: boolean;
  /** In which contact that was, when it began, whose it was, and the number talked on, masked; null at the counter. */
  readonly principalContact?: PrincipalContact | null;
}

export interface PrincipalContact {
  readonly contactId: string;
  readonly at: UtcMs;
  readonly byUserId: string;
  readonly numberMasked: string | null;
}

export interface NextAction {
  readonly what: string;
  readonly by: UtcMs | null;
}

export interface ContactEventMap {
  ContactStarted: {
    readonly channel: ContactChannel;
    readonly direction: ContactDirection;
    /** Calling line identity, digits only; a candidate, never proof. */
    readonly cli: string | null;
    /** Seconds the customer waited before being served, where known (X04). */
    readonly waitedSeconds: number | null;
    readonly callbackId: string | null;
  };
  ContactHeld: Record<string, never>;
  ContactResumed: Record<string, never>;
  RecordingPaused: { readonly reason: 'card_data' | 'other' };
  RecordingResumed: Record<string, never>;
  ContactPartyLinked: {
    readonly partyId: string;
    readonly orderNo: string | null;
    readonly how: 'screen_pop' | 'search';
  };
  ContactCaseLinked: { readonly caseId: string; readonly how: 'filed' | 'attached' | 'opened' };
  VerificationStarted: {
    readonly sessionId: string;
    readonly partyId: string;
    readonly orderNo: string | null;
    readonly subject: VerificationSubject;
    readonly purpose: VerificationPurpose;
  };
  VerificationElementChecked: {
    readonly sessionId: string;
    readonly element: VerificationElement;
    readonly result: ElementResult;
    readonly evidenceId: string | null;
  };
  VerificationLevelReached: { readonly sessionId: string; readonly level: VerificationLevel };
  VerificationSessionFailed: { readonly sessionId: string; readonly reason: 'attempts' | 'party_locked' };
  VerificationRefused: { readonly partyId: string | null; readonly reason: string };
  VerificationMaterialPending: { readonly missing: readonly string[]; readonly via: 'upload' | 'store_visit' };
  VerificationChallenged: { readonly reason: string };
  VerificationRechecked: {
    readonly sessionId: string;
    readonly element: VerificationElement;
    readonly result: ElementResult;
  };
  MandateRecorded: { readonly mandate: Mandate; readonly problems: readonly string[] };
  ContactHandedOver: { readonly toUserId: string; readonly note: string };
  NoteAdded: NoteAdded;
  CardDataRefused: RefusedText;
  CommunicationLogged: CommunicationLogged;
  FollowUpDone: FollowUpDone;
  ContradictionFound: ContradictionFound;
  ContradictionSettled: ContradictionSettled;
  EvidenceAttached: EvidenceAttached;
  ContactEnded: { readonly reason: 'completed' | 'dropped' };
  ContactWrappedUp: {
    readonly disposition: string;
    readonly summary: string;
    readonly nextAction: NextAction | null;
    readonly promise: NextAction | null;
  };
}
