/** Which answers make which level, and how long a level lasts (rules section 6, states 5.6). Pure data and sums. */
import { MINUTE_MS, type UtcMs } from '../kernel/units.ts';
import {
  VERIFICATION_LEVELS,
  type ContactChannel,
  type ElementResult,
  type Mandate,
  type VerificationElement,
  type VerificationLevel,
  type VerificationSubject,
} from './events.ts';
import { termProblems } from './mandate.ts';
import type { ContactState, VerificationSession } from './state.ts';

type OwnLevel = (typeof VERIFICATION_LEVELS)[number];
type Choice = readonly VerificationElement[];

interface LevelRule {
  readonly level: Exclude<OwnLevel, 'L0'>;
  /** What must be reached as well. */
  readonly on: 'L2' | null;
  /** Any one of these ways; of each choice in a way, any one element. */
  readonly ways: readonly (readonly Choice[])[];
}

/** The number is the registered one (it can be spoofed), or a code sent to it came back. */
const REACHED: Choice = ['registered_number_call', 'sms_code'];

/** The table of rules section 6. A channel that is not here identifies nobody: it serves L0 and offers one that is. @rule 6 */
export const LEVEL_RULES: Readonly<Partial<Record<ContactChannel, readonly LevelRule[]>>> = {
  phone: [
    {
      level: 'L1',
      on: null,
      ways: [
        [['order_no'], REACHED],
        [['terminal_sn'], ['person_name'], REACHED],
      ],
    },
    {
      level: 'L2',
      on: null,
      ways: [
        [['person_name'], ['id_no_last6', 'id_no'], ['sms_code']],
        [['merchant_no'], ['principal_name'], ['uscc'], ['sms_code']],
      ],
    },
    {
      level: 'L3',
      on: 'L2',
      ways: [[['settlement_card', 'original_payment_ref', 'registered_callback', 'portal_confirmation']]],
    },
  ],
  walk_in: [
    { level: 'L1', on: null, ways: [[['order_slip'], ['person_name']]] },
    { level: 'L2', on: null, ways: [[['id_card_original']]] },
    { level: 'L3', on: 'L2', ways: [[['terminal_present', 'contract_original']]] },
  ],
};

/**
 * L2 of a delegate, who is on no record of ours: he is compared with what the mandate states of him. On the phone that is his
 * name, identity number and a code to his own mobile; at the counter his original card and the name on it. @rule 6 @rule L-18
 */
const DELEGATE_RULES: typeof LEVEL_RULES = {
  phone: [{ level: 'L2', on: null, ways: [[['person_name'], ['id_no'], ['sms_code']]] }],
  walk_in: [{ level: 'L2', on: null, ways: [[['id_card_original'], ['person_name']]] }],
};

export const PHONE_IDLE_MS = 15 * MINUTE_MS;

function rulesOf(channel: ContactChannel, subject: VerificationSubject): readonly LevelRule[] {
  return (subject === 'delegate' ? DELEGATE_RULES : LEVEL_RULES)[channel] ?? [];
}

/** The elements that count on a channel for whoever it is; anything else is refused (`element_not_accepted_here`). */
export function acceptedElements(
  channel: ContactChannel,
  subject: VerificationSubject = 'self',
): readonly VerificationElement[] {
  return [...new Set(rulesOf(channel, subject).flatMap((rule) => rule.ways.flat(2)))];
}

/** How somebody is being talked to, and as whom: all that decides which elements can count. */
type ContactLine = Pick<ContactState, 'channel' | 'direction' | 'cli'> & {
  readonly session?: Pick<VerificationSession, 'subject'> | null;
};

function subjectOf({ session }: ContactLine): VerificationSubject {
  return session?.subject ?? 'self';
}

/**
 * Whether an element can count in this contact: caller ID needs a caller's number, and a callback to the registered number is
 * a call that went out. @rule 6
 */
export function acceptsElement(contact: ContactLine, element: VerificationElement): boolean {
  if (!acceptedElements(contact.channel, subjectOf(contact)).includes(element)) return false;
  if (element === 'registered_number_call') return contact.direction === 'inbound' && contact.cli !== null;
  return element !== 'registered_callback' || contact.direction === 'outbound';
}

/** How strong a level is; LD stands beside L2, bounded by its mandate. */
export function levelRank(level: VerificationLevel): number {
  return level === 'LD' ? 2 : VERIFICATION_LEVELS.indexOf(level);
}

function lowerOf(first: VerificationLevel, second: VerificationLevel): VerificationLevel {
  return levelRank(first) <= levelRank(second) ? first : second;
}

/** The level that matching elements make on a channel; no elements, or caller ID alone, make L0. @rule 6 */
export function levelFromElements(
  channel: ContactChannel,
  matched: readonly VerificationElement[],
  subject: VerificationSubject = 'self',
): OwnLevel {
  const meets = (way: readonly Choice[]) => way.every((choice) => choice.some((element) => matched.includes(element)));
  const reached = (level: OwnLevel): boolean =>
    rulesOf(channel, subject).some(
      (rule) => rule.level === level && rule.ways.some(meets) && (rule.on === null || reached(rule.on)),
    );
  return VERIFICATION_LEVELS.findLast(reached) ?? 'L0';
}

type Heard = Pick<VerificationSession, 'elements'>;

/** The elements whose latest comparison matched; saying later that one does not have it at hand takes nothing back. */
export function matchedElements(session: Heard): readonly VerificationElement[] {
  const compared = session.elements.filter(({ result }) => result !== 'unavailable');
  const latest = new Map(compared.map(({ element, result }) => [element, result]));
  return [...latest].filter(([, result]) => result === 'match').map(([element]) => element);
}

/**
 * The level a session's elements and mandate bear. A delegate has none of his own: with L2 and a sound mandate he has LD.
 * After a challenge only L3, with one of its proofs given since, lifts the doubt (step-up or stop). Proof gathered to lift a
 * lock opens nothing else: a session for the matter itself follows. @rule 6 @rule L-18
 */
export function supportedLevel(session: VerificationSession, channel: ContactChannel): VerificationLevel {
  const own = levelFromElements(channel, matchedElements(session), session.subject);
  const level = session.elementsBeforeChallenge === null || steppedUp(session, channel) ? own : 'L0';
  if (session.purpose === 'unlock') return 'L0';
  if (session.subject === 'self') return level;
  const mandated = session.mandate !== null && session.mandateProblems.length === 0;
  return mandated && levelRank(level) >= levelRank('L2') ? 'LD' : 'L0';
}

function steppedUp(session: VerificationSession, channel: ContactChannel): boolean {
  const matched = matchedElements(session);
  if (levelFromElements(channel, matched, session.subject) !== 'L3') return false;
  const proofs = rulesOf(channel, session.subject)
    .filter((rule) => rule.level === 'L3')
    .flatMap((rule) => rule.ways.flat(2));
  const since = new Set(session.elements.slice(session.elementsBeforeChallenge ?? 0).map(({ element }) => element));
  return proofs.some((proof) => since.has(proof) && matched.includes(proof));
}

/** One more comparison heard at `at` (UTC ms). A level never stands on more than its elements bear; it rises by event only. */
export function withCheck(
  session: VerificationSession,
  channel: ContactChannel,
  check: { readonly element: VerificationElement; readonly result: ElementResult },
  at: UtcMs,
): VerificationSession {
  const heard = {
    ...session,
    elements: [...session.elements, { element: check.element, result: check.result, at }],
    failedCount: session.failedCount + (check.result === 'mismatch' ? 1 : 0),
  };
  return { ...heard, level: lowerOf(heard.level, supportedLevel(heard, channel)) };
}

/**
 * A delegate's authority as recorded at this moment; a worse one than before takes LD away. One that names somebody else is
 * somebody else's: what was heard of him before counts no more.
 */
export function withMandate(
  session: VerificationSession,
  channel: ContactChannel,
  mandate: Mandate,
  mandateProblems: readonly string[],
): VerificationSession {
  const before = session.mandate;
  const sameAgent =
    before !== null &&
    before.agentName === mandate.agentName &&
    (before.agentIdHash ?? null) === (mandate.agentIdHash ?? null) &&
    (before.agentMobile ?? null) === (mandate.agentMobile ?? null);
  const elements = sameAgent ? session.elements : [];
  const mandated = { ...session, elements, mandate, mandateProblems };
  return { ...mandated, level: lowerOf(session.level, supportedLevel(mandated, channel)) };
}

/** The level a session has come to bear beyond the one it has; null when it has not risen. */
export function risenLevel(session: VerificationSession, channel: ContactChannel): VerificationLevel | null {
  const level = supportedLevel(session, channel);
  return levelRank(level) > levelRank(session.level) ? level : null;
}

export interface LevelNow {
  /** What may be relied on now. */
  readonly level: VerificationLevel;
  /** What was reached, before a hand-over took one off. */
  readonly reached: VerificationLevel;
  /** The session's time has passed: a new one is needed. */
  readonly expired: boolean;
  readonly recheckNeeded: boolean;
  /** When it will pass if nothing happens, in UTC ms; null where it lasts as long as the visit. */
  readonly expiresAt: UtcMs | null;
}

const ONE_LESS = { L0: 'L0', L1: 'L0', L2: 'L1', LD: 'L1', L3: 'L2' } as const satisfies Record<
  VerificationLevel,
  VerificationLevel
>;

/**
 * The level of a contact at `now` (UTC ms). On the phone it ends with the call or after 15 idle minutes, at the counter with
 * the visit; after a hand-over it is one less until one element was checked again; LD also ends with the mandate's term.
 * Of the contact alone: `callerLevel` takes the party and its lock into account. @rule 5.6
 */
export function levelAt(state: ContactState, now: UtcMs): LevelNow {
  const { session } = state;
  const expiresAt = sessionEnd(state);
  if (session === null) return { level: 'L0', reached: 'L0', expired: false, recheckNeeded: false, expiresAt: null };
  const termOver = session.level === 'LD' && session.mandate !== null && termProblems(session.mandate, now).length > 0;
  const ended = state.endedAt !== null && now >= state.endedAt;
  const idle = state.channel === 'phone' && now > state.lastActivityAt + PHONE_IDLE_MS;
  const expired = session.expired || ended || idle || termOver;
  const reached = expired ? 'L0' : session.level;
  const recheckNeeded = state.recheckNeeded && !expired;
  return { level: recheckNeeded ? ONE_LESS[reached] : reached, reached, expired, recheckNeeded, expiresAt };
}

function sessionEnd(state: ContactState): UtcMs | null {
  if (state.channel !== 'phone') return state.endedAt;
  const idleEnd = state.lastActivityAt + PHONE_IDLE_MS;
  return state.endedAt === null ? idleEnd : Math.min(state.endedAt, idleEnd);
}

/**
 * What would still reach a level here: one entry per way, each a list of choices of which any one element will do; the
 * shortest way first. `[[]]` means that nothing is missing, `[]` that it cannot be reached in this contact with what the
 * caller has. Elements the caller said he does not have are not asked for again.
 */
export function missingFor(
  level: VerificationLevel,
  session: Heard,
  contact: ContactLine,
): readonly (readonly Choice[])[] {
  const { channel } = contact;
  const subject = subjectOf(contact);
  const needed: OwnLevel = level === 'LD' ? 'L2' : level;
  const matched = matchedElements(session);
  if (levelRank(levelFromElements(channel, matched, subject)) >= levelRank(needed)) return [[]];
  const latest = new Map(session.elements.map(({ element, result }) => [element, result]));
  const can = (element: VerificationElement) =>
    latest.get(element) !== 'unavailable' && acceptsElement(contact, element);
  const left = (way: readonly Choice[]) =>
    way.filter((choice) => !choice.some((element) => matched.includes(element))).map((choice) => choice.filter(can));
  return waysTo(needed, channel, subject)
    .map(left)
    .filter((way) => way.every((choice) => choice.length > 0))
    .toSorted((a, b) => a.length - b.length);
}

function waysTo(
  level: OwnLevel,
  channel: ContactChannel,
  subject: VerificationSubject,
): readonly (readonly Choice[])[] {
  return rulesOf(channel, subject)
    .filter((rule) => rule.level === level)
    .flatMap((rule) => {
      const below: readonly (readonly Choice[])[] = rule.on === null ? [[]] : waysTo(rule.on, channel, subject);
      return rule.ways.flatMap((way) => below.map((base) => base.concat(way)));
    });
}
