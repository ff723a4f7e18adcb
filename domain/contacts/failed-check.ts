import type { NewDomainEvent } from '../events.ts';
import { streamId } from '../kernel/stream.ts';
import type { UtcMs } from '../kernel/units.ts';
import type { PartyState } from '../parties/events.ts';
import { ATTEMPT_POLICY, lockDueTo } from '../parties/lock.ts';
import type { VerificationElement } from './events.ts';
import type { VerificationSession } from './state.ts';

interface FailedCheck {
  readonly contactId: string;
  /** The session with this mismatch already counted. */
  readonly session: VerificationSession;
  readonly party: PartyState;
  readonly element: VerificationElement;
  /** Mismatches of the same command before this one, which the party's state does not hold yet. */
  readonly uncounted: number;
  readonly now: UtcMs;
}

/**
 * What one wrong answer leads to: it counts for the party on every desk, the third ends the session, the fifth in 24 hours or
 * the third failed session in seven days locks the party. A delegate's wrong answers are about himself: they end his session and
 * are not the principal's. @rule 6 (attempt policy)
 */
export function afterFailedCheck(check: FailedCheck): {
  readonly events: readonly NewDomainEvent[];
  readonly over: boolean;
} {
  const { contactId, session, party, element, now } = check;
  const contact = streamId('contact', contactId);
  const ofParty = streamId('party', session.partyId);
  const { sessionId } = session;
  const third = session.failedCount >= ATTEMPT_POLICY.failedElementsPerSession;
  if (session.subject === 'delegate') {
    const failed = {
      stream: contact,
      type: 'VerificationSessionFailed',
      data: { sessionId, reason: 'attempts' },
    } as const;
    return { events: third ? [failed] : [], over: third };
  }
  const events: NewDomainEvent[] = [
    { stream: ofParty, type: 'PartyAttemptFailed', data: { contactId, sessionId, element } },
  ];
  const lock = lockDueTo(party, now, { attempts: check.uncounted + 1, sessions: third ? 1 : 0 });
  if (third || lock !== null) {
    events.push({
      stream: contact,
      type: 'VerificationSessionFailed',
      data: { sessionId, reason: third ? 'attempts' : 'party_locked' },
    });
  }
  if (third) events.push({ stream: ofParty, type: 'PartySessionFailed', data: { contactId, sessionId } });
  if (lock !== null) events.push({ stream: ofParty, type: 'PartyLocked', data: { because: lock } });
  return { events, over: third || lock !== null };
}
