import type { VerificationView } from '../../contract/desk-api/contacts.ts';
import { getParty } from '../../db/queries/parties.ts';
import { getSmsCode } from '../../db/queries/sms-codes.ts';
import { callerLevel } from '../../domain/contacts/caller-level.ts';
import type { VerificationElement, VerificationLevel } from '../../domain/contacts/events.ts';
import type { ContactState, VerificationSession } from '../../domain/contacts/state.ts';
import {
  acceptedElements,
  acceptsElement,
  levelAt,
  levelRank,
  matchedElements,
  missingFor,
} from '../../domain/contacts/verification.ts';
import { maskMobile, maskName } from '../../domain/identifiers/mask.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { PartyState } from '../../domain/parties/events.ts';
import { emptyParty } from '../../domain/parties/evolve.ts';
import { ATTEMPT_POLICY, attemptsAt, callbackUnlockFrom } from '../../domain/parties/lock.ts';
import type { DeskDeps } from '../deps.ts';
import { loadParty } from './load.ts';
import { maskedBy } from './masked.ts';
import { principalContactViewOf } from './principal.ts';

type Reach = VerificationView['reach'];
type Ways = ReturnType<typeof missingFor>;

/** What a lock depends on. */
interface Moment {
  readonly party: PartyState;
  readonly now: UtcMs;
}

/** More ways than this cannot be taken in; the shortest come first. */
const MAX_WAYS = 12;
/** What lifts a lock, besides a supervisor (5.6). */
const UNLOCK_PROOFS: readonly VerificationElement[] = ['id_card_original', 'registered_callback'];

/**
 * How sure one may be of the caller now, and what would make one surer. Of the answers only those that matched are named;
 * nothing says what is on record. @rule 5.6 @rule 6
 */
export function verificationViewOf(db: DeskDeps['db'], state: ContactState, now: UtcMs): VerificationView {
  const contact = aboutItsParty(state);
  const { session } = contact;
  const partyId = session?.partyId ?? contact.partyId;
  const party = partyId === null ? emptyParty : loadParty(db, partyId);
  const attempts = attemptsAt(party, now);
  const level = session === null ? levelAt(contact, now) : callerLevel(contact, session.partyId, party, now);
  const code = getSmsCode(db, contact.contactId);
  const mandate = session?.mandate ?? null;
  const delegate = session?.subject === 'delegate';
  const registered = partyId === null ? null : (getParty(db, partyId)?.mobile ?? null);
  const codeNumber = delegate ? (mandate?.agentMobile ?? null) : registered;
  const ofSession = ATTEMPT_POLICY.failedElementsPerSession - (session?.failedCount ?? 0);
  // A delegate's wrong answers are not the party's.
  const ofParty = delegate ? ofSession : ATTEMPT_POLICY.attempts.limit - attempts.attempts24h;
  const sound = mandate !== null && session?.mandateProblems.length === 0;
  return {
    state: session?.outcome ?? 'none',
    level: level.level,
    expiresAt: session === null ? null : level.expiresAt,
    recheckNeeded: level.recheckNeeded,
    subject: session?.subject ?? null,
    purpose: session?.purpose ?? null,
    matched: session === null ? [] : [...matchedElements(session)],
    attemptsLeft: Math.max(0, Math.min(ofSession, ofParty)),
    partyLocked: attempts.locked,
    partyFailedAttempts24h: attempts.attempts24h,
    reach: reachOf(contact, level.reached, { party, now }),
    askable: acceptedElements(contact.channel, session?.subject).filter((element) => acceptsElement(contact, element)),
    registeredMobileMasked: maskedBy(maskMobile, codeNumber),
    codeSentAt: code?.sentAt ?? null,
    codeExpiresAt: code === null || code.usedAt !== null ? null : code.expiresAt,
    mandate:
      mandate === null
        ? null
        : {
            agentMasked: maskedBy(maskName, mandate.agentName),
            idOnRecord: (mandate.agentIdHash ?? null) !== null,
            principal:
              mandate.principalContact == null ? null : principalContactViewOf({ db }, mandate.principalContact),
          },
    mandateProblems: [...(session?.mandateProblems ?? [])],
    mandateActs: sound ? [...mandate.acts] : [],
  };
}

/** Who was verified as one party is nobody yet as another: a session is shown only while the contact is about its party. */
function aboutItsParty(contact: ContactState): ContactState {
  const { session, partyId } = contact;
  return session === null || partyId === null || session.partyId === partyId ? contact : { ...contact, session: null };
}

/** For each level still to be reached, the sets of elements that would reach it, the shortest first. */
function reachOf(contact: ContactState, reached: VerificationLevel, at: Moment): Reach {
  const session = contact.session ?? { elements: [] };
  if (contact.session?.purpose === 'unlock') return unlockReach(contact, contact.session, at);
  if (contact.session?.subject === 'delegate') {
    return reached === 'LD' || contact.session.mandate === null
      ? []
      : [{ level: 'LD', anyOf: setsOf(missingFor('LD', session, contact)) }];
  }
  return (['L1', 'L2', 'L3'] as const)
    .filter((level) => levelRank(level) > levelRank(reached))
    .map((level) => ({ level, anyOf: setsOf(missingFor(level, session, contact)) }));
}

/** One proof after the lock is all that is asked, a call a day after it; the unlocking itself is a supervisor's. */
function unlockReach(contact: ContactState, session: VerificationSession, { party, now }: Moment): Reach {
  const matched = matchedElements(session);
  if (UNLOCK_PROOFS.some((proof) => matched.includes(proof))) return [];
  const { lockedAt } = party;
  const tooEarly = lockedAt !== null && now < callbackUnlockFrom(lockedAt);
  const proofs = UNLOCK_PROOFS.filter(
    (proof) => acceptsElement(contact, proof) && !(tooEarly && proof === 'registered_callback'),
  );
  return proofs.length === 0 ? [] : [{ level: 'L2', anyOf: proofs.map((proof) => [proof]) }];
}

/** Every choice of every way spelt out, each set once. A way with nothing left needs no more elements, but another proof. */
function setsOf(ways: Ways): VerificationElement[][] {
  const sets = new Map<string, VerificationElement[]>();
  for (const way of ways) {
    const partial = way.reduce<VerificationElement[][]>(
      (found, choice) => found.flatMap((set) => choice.map((element) => set.concat(element))),
      [[]],
    );
    for (const set of partial) {
      const unique = [...new Set(set)];
      if (unique.length > 0) sets.set([...unique].sort().join(), unique);
    }
  }
  return [...sets.values()].sort((a, b) => a.length - b.length).slice(0, MAX_WAYS);
}
