import { evolveContradictions } from '../cases/contradictions.ts';
import { evolveFollowUps } from '../cases/follow-ups.ts';
import type { RecordedDomainEvent } from '../events.ts';
import { parseStreamId } from '../kernel/stream.ts';
import type { UtcMs } from '../kernel/units.ts';
import type { ContactEventMap } from './events.ts';
import type { ContactState, VerificationSession } from './state.ts';
import { PHONE_IDLE_MS, withCheck, withMandate } from './verification.ts';

/** Folds one event of a contact's stream; null before it started. Refuses nothing: it happened. @rule 5.6 */
export function evolveContact(state: ContactState | null, event: RecordedDomainEvent): ContactState | null {
  if (event.type === 'ContactStarted') return started(event);
  if (state === null) return null;
  const at = event.capturedAt;
  return {
    ...apply(expireIdle(state, at), event),
    followUps: evolveFollowUps(state.followUps, event),
    contradictions: evolveContradictions(state.contradictions, event),
    lastActivityAt: Math.max(state.lastActivityAt, at),
  };
}

function started(event: Extract<RecordedDomainEvent, { type: 'ContactStarted' }>): ContactState {
  return {
    contactId: parseStreamId(event.stream).id,
    channel: event.data.channel,
    direction: event.data.direction,
    cli: event.data.cli,
    callbackId: event.data.callbackId,
    startedAt: event.capturedAt,
    startedBy: event.actor.userId,
    branchId: event.actor.branchId,
    ownerUserId: event.actor.userId,
    heldSince: null,
    heldMs: 0,
    recordingPaused: false,
    recordingPauses: [],
    endedAt: null,
    wrappedUpAt: null,
    partyId: null,
    orderNo: null,
    caseIds: [],
    session: null,
    sessionCount: 0,
    handedOver: null,
    recheckNeeded: false,
    followUps: [],
    contradictions: [],
    uncountedChasers: [],
    lastActivityAt: event.capturedAt,
  };
}

/** Work that goes on after a quiet quarter of an hour does not bring a phone verification back to life. */
function expireIdle(state: ContactState, at: UtcMs): ContactState {
  const idle = state.channel === 'phone' && at > state.lastActivityAt + PHONE_IDLE_MS;
  return idle ? withSession(state, (session) => ({ ...session, expired: true, level: 'L0' })) : state;
}

function apply(state: ContactState, event: RecordedDomainEvent): ContactState {
  const at = event.capturedAt;
  switch (event.type) {
    case 'ContactHeld':
      return { ...state, heldSince: at };
    case 'ContactResumed':
      return resumed(state, at);
    case 'RecordingPaused':
      return {
        ...state,
        recordingPaused: true,
        recordingPauses: [...state.recordingPauses, { from: at, to: null }],
      };
    case 'RecordingResumed':
      return {
        ...state,
        recordingPaused: false,
        recordingPauses: state.recordingPauses.map(({ from, to }) => ({ from, to: to ?? at })),
      };
    case 'ContactPartyLinked':
      return { ...state, partyId: event.data.partyId, orderNo: event.data.orderNo ?? state.orderNo };
    case 'ContactCaseLinked': {
      const { caseId, how } = event.data;
      return {
        ...state,
        caseIds: [...new Set([...state.caseIds, caseId])],
        uncountedChasers: how === 'attached' ? [] : state.uncountedChasers,
      };
    }
    case 'CommunicationLogged':
      // Once the contact is about a case, each is counted there as it is logged.
      return event.data.isChaser && state.caseIds.length === 0
        ? { ...state, uncountedChasers: [...state.uncountedChasers, event.data.communicationId] }
        : state;
    case 'VerificationStarted':
      return sessionStarted(state, event.data, at);
    case 'VerificationElementChecked':
      return ofSession(state, event.data.sessionId, (session) => withCheck(session, state.channel, event.data, at));
    case 'VerificationLevelReached':
      return ofSession(state, event.data.sessionId, (session) => ({
        ...session,
        level: event.data.level,
        outcome: 'verified',
        elementsBeforeChallenge: null,
      }));
    case 'VerificationSessionFailed':
      return ofSession(state, event.data.sessionId, (session) => ({ ...session, outcome: 'failed', level: 'L0' }));
    case 'VerificationRefused':
      return withSession(state, (session) => ({ ...session, outcome: 'refused' }));
    case 'VerificationMaterialPending':
      return withSession(state, (session) => ({ ...session, outcome: 'pending_material' }));
    case 'VerificationChallenged':
      return withSession(state, (session) => ({
        ...session,
        outcome: 'challenged',
        level: 'L0',
        elementsBeforeChallenge: session.elements.length,
      }));
    case 'VerificationRechecked': {
      const again = ofSession(state, event.data.sessionId, (session) =>
        withCheck(session, state.channel, event.data, at),
      );
      return event.data.result === 'match' ? { ...again, recheckNeeded: false } : again;
    }
    case 'MandateRecorded':
      return withSession(state, (session) =>
        withMandate(session, state.channel, event.data.mandate, event.data.problems),
      );
    case 'ContactHandedOver': {
      const heard = state.session !== null && state.session.elements.length > 0;
      return {
        ...state,
        ownerUserId: event.data.toUserId,
        handedOver: { byUserId: event.actor.userId, at, note: event.data.note },
        recheckNeeded: state.recheckNeeded || heard,
      };
    }
    case 'ContactEnded':
      return { ...resumed(state, at), endedAt: at };
    case 'ContactWrappedUp':
      return { ...state, wrappedUpAt: at };
    default:
      return state;
  }
}

function resumed(state: ContactState, at: UtcMs): ContactState {
  if (state.heldSince === null) return state;
  return { ...state, heldSince: null, heldMs: state.heldMs + Math.max(0, at - state.heldSince) };
}

function sessionStarted(state: ContactState, data: ContactEventMap['VerificationStarted'], at: UtcMs): ContactState {
  // Beginning again on the same call does not wipe out the wrong answers already given.
  const before = state.session;
  const carried = before !== null && before.partyId === data.partyId && before.outcome !== 'failed';
  return {
    ...state,
    partyId: data.partyId,
    orderNo: data.orderNo ?? state.orderNo,
    recheckNeeded: false,
    sessionCount: state.sessionCount + 1,
    session: {
      ...data,
      startedAt: at,
      elements: [],
      failedCount: carried ? before.failedCount : 0,
      outcome: 'in_progress',
      level: 'L0',
      expired: false,
      elementsBeforeChallenge: null,
      mandate: null,
      mandateProblems: [],
    },
  };
}

function withSession(state: ContactState, change: (session: VerificationSession) => VerificationSession): ContactState {
  return state.session === null ? state : { ...state, session: change(state.session) };
}

function ofSession(
  state: ContactState,
  sessionId: string,
  change: (session: VerificationSession) => VerificationSession,
): ContactState {
  return withSession(state, (session) => (session.sessionId === sessionId ? change(session) : session));
}
