/** The party stream: failed elements and locks, shared by every channel and desk (rules 6, states 5.6); preferences. */
import type { UtcMs } from '../kernel/units.ts';
import type { VerificationElement } from '../contacts/events.ts';

export interface PartyEventMap {
  /** One wrong element. Which one is kept for the audit, never told to the caller. */
  PartyAttemptFailed: { readonly contactId: string; readonly sessionId: string; readonly element: VerificationElement };
  PartySessionFailed: { readonly contactId: string; readonly sessionId: string };
  PartyLocked: { readonly because: 'attempts_24h' | 'sessions_7d' };
  PartyUnlocked: {
    readonly proof: 'originals_at_counter' | 'callback_after_24h';
    readonly contactId: string | null;
    readonly evidenceIds: readonly string[];
    readonly reason: string;
  };
  PartyPreferenceSet: {
    readonly channel: PreferredChannel;
    readonly hours: string | null;
    readonly marketingConsent: boolean;
  };
}

export const PREFERRED_CHANNELS = ['phone', 'sms', 'email', 'letter'] as const;
export type PreferredChannel = (typeof PREFERRED_CHANNELS)[number];

export interface PartyState {
  /** Times of wrong elements since the last unlock, oldest first. */
  readonly failedAttempts: readonly UtcMs[];
  readonly failedSessions: readonly UtcMs[];
  /** The latest lock that a desk declared, kept beside the attempts so that the fold does not depend on their order. */
  readonly declaredLock: { readonly at: UtcMs; readonly because: 'attempts_24h' | 'sessions_7d' } | null;
  readonly unlockedAt: UtcMs | null;
  /** Since when it is locked, declared or following from the attempts; null when it is not. */
  readonly lockedAt: UtcMs | null;
  readonly lockReason: 'attempts_24h' | 'sessions_7d' | null;
  readonly preference: { channel: PreferredChannel; hours: string | null; marketingConsent: boolean } | null;
}
