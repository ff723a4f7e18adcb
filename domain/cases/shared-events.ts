/** Events that stand in contact and case streams alike: words, communications, files. */
import type { RefusalData } from '../kernel/refusal.ts';
import type { UtcMs } from '../kernel/units.ts';

export interface NoteAdded {
  readonly noteId: string;
  readonly text: string;
  /** A correction is a new note that names the old one. */
  readonly corrects: string | null;
}

/** Scenario 32: card data was typed; it was masked before storage, and that it happened is a fact. Never the digits. */
export interface RefusedText {
  readonly noteId: string;
  readonly kinds: readonly string[];
}

export const COMMUNICATION_TYPES = ['call', 'sms', 'email', 'chat', 'visit', 'letter'] as const;
export type CommunicationType = (typeof COMMUNICATION_TYPES)[number];

export interface PromiseMade {
  readonly what: string;
  readonly by: UtcMs;
}

export interface CommunicationLogged {
  readonly communicationId: string;
  readonly type: CommunicationType;
  readonly direction: 'inbound' | 'outbound';
  readonly summary: string;
  readonly disposition: string | null;
  readonly promise: PromiseMade | null;
  /** The customer asks how it stands (催单): counted (A25). */
  readonly isChaser: boolean;
  readonly happenedAt: UtcMs;
}

/** What was promised, or was to come next, was done; when and by whom is the event's own. */
export interface FollowUpDone {
  readonly followUpId: string;
}

/**
 * What was recorded stands, and yet contradicts what was known by the time it arrived: two desks did things that do not go
 * together. Found by the authority alone; a supervisor settles it. `code` and `data` are the refusal that there would have been.
 */
export interface ContradictionFound {
  readonly contradictionId: string;
  readonly code: string;
  readonly data: RefusalData;
  /** The type of the command that brought it; null where whole records were brought together. */
  readonly commandType: string | null;
}

export interface ContradictionSettled {
  readonly contradictionId: string;
  /** What the supervisor found, and did about it. */
  readonly words: string;
}

export const EVIDENCE_KINDS = [
  'screenshot',
  'chat_log',
  'recording',
  'receipt',
  'id_copy',
  'contract',
  'courier_slip',
  'device_photo',
  'mandate',
  'signature',
  'other',
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

export interface EvidenceAttached {
  readonly evidenceId: string;
  readonly kind: EvidenceKind;
  readonly title: string;
  /** Lower-case hex of the file's content. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mediaType: string;
  /** The hash of the ledger entry before this one (evidence chain). */
  readonly chainPrevHash: string;
}
