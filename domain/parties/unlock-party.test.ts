import { describe, expect, test } from 'vitest';
import { callerLevel } from '../contacts/caller-level.ts';
import type { VerificationPurpose } from '../contacts/events.ts';
import { recordElements } from '../contacts/record-elements.ts';
import { startVerification } from '../contacts/start-verification.ts';
import { refuse } from '../kernel/result.ts';
import { DAY_MS, HOUR_MS } from '../kernel/units.ts';
import { answers, beginContact, COUNTER_L2, verifying } from '../testing/contacts.ts';
import {
  actorOf,
  clerk,
  given,
  NOW,
  refusalOf,
  supervisor,
  typesOf,
  type GivenEvent,
  type Story,
  type World,
} from '../testing/given.ts';
import { unlockParty } from './unlock-party.ts';

const lockedYesterday: GivenEvent = {
  stream: 'party/party-1',
  type: 'PartyLocked',
  data: { because: 'attempts_24h' },
  at: NOW - 2 * HOUR_MS,
};
const files: World = { facts: { evidence: (evidenceId) => ({ evidenceId, sha256: '0'.repeat(64) }) } };
const atCounter: World = { ...files, actor: clerk };
const start = (contactId: string, purpose: VerificationPurpose, sessionId: string) =>
  ({ contactId, sessionId, partyId: 'party-1', orderNo: null, subject: 'self', purpose }) as const;
const unlock: Parameters<typeof unlockParty.decide>[1] = {
  partyId: 'party-1',
  contactId: 'visit-1',
  caseIds: [],
  proof: 'originals_at_counter',
  evidenceIds: ['evidence-id-card'],
  reason: '本人持身份证原件到店',
};

function visit(world: World = atCounter): Story {
  return beginContact(given([lockedYesterday], world), { contactId: 'visit-1', channel: 'walk_in', cli: null });
}
const shown = visit()
  .after(startVerification, start('visit-1', 'unlock', 'session-1'))
  .after(recordElements, answers(COUNTER_L2, 'visit-1'));
const bySupervisor: World = { ...files, actor: supervisor };

function levelIn(story: Story): string {
  const contact = story.streams.contact('visit-1');
  if (contact === null) throw new Error('no such contact');
  return callerLevel(contact, 'party-1', story.streams.party('party-1'), NOW).level;
}

describe('scenario 04: a locked party at the counter with the original ID (stops where filing begins)', () => {
  test('the lock is told in words a customer can hear, with a way out', () => {
    const started = visit().when(startVerification, start('visit-1', 'cancellation', 'session-1'));

    expect(started).toEqual(
      refuse('party_locked', {
        lockedAt: NOW - 2 * HOUR_MS,
        because: 'attempts_24h',
        callbackFrom: NOW - 2 * HOUR_MS + DAY_MS,
      }),
    );
  });

  test('the clerk records the original, which opens nothing by itself', () => {
    const level = levelIn(shown);

    expect(level).toBe('L0');
    expect(shown.streams.contact('visit-1')?.session?.elements).toHaveLength(1);
  });

  test('the supervisor unlocks, and the customer is verified for the matter itself', () => {
    const opened = shown.after(unlockParty, unlock, bySupervisor);
    const again = opened
      .after(startVerification, start('visit-1', 'cancellation', 'session-2'), { now: NOW + 1 })
      .after(recordElements, answers({ ...COUNTER_L2, terminal_present: 'match' }, 'visit-1'), { now: NOW + 1 });

    expect(opened.streams.party('party-1').lockedAt).toBeNull();
    expect(levelIn(opened)).toBe('L0');
    expect(levelIn(again)).toBe('L3');
  });

  test('the clerk cannot do it himself', () => {
    const decided = shown.when(unlockParty, unlock);

    expect(refusalOf(decided).code).toBe('not_permitted');
  });

  test('nor a supervisor who is the clerk of that visit', () => {
    const both = { ...files, actor: actorOf('clerk-1', 'clerk', 'supervisor') };

    const decided = shown.when(unlockParty, unlock, both);

    expect(refusalOf(decided).code).toBe('four_eyes');
  });

  test('nor one who filed the case of that order, and leaving the case out is refused', () => {
    const openCase: World = {
      ...bySupervisor,
      facts: { ...files.facts, openCaseOfOrder: () => ({ caseId: 'case-1', caseCode: 'C1' }) },
    };
    const withOrder = visit()
      .after(startVerification, { ...start('visit-1', 'unlock', 'session-1'), orderNo: 'ORDER-1' })
      .after(recordElements, answers(COUNTER_L2, 'visit-1'));

    const leftOut = withOrder.when(unlockParty, unlock, openCase);
    const named = withOrder.when(unlockParty, { ...unlock, caseIds: ['case-1'] }, openCase);

    expect(leftOut).toEqual(refuse('invalid_input', { field: 'caseIds' }));
    expect(typesOf(named)).toEqual(['party:PartyUnlocked']);
  });

  test('a copy of the original must be on file', () => {
    const none = shown.when(unlockParty, { ...unlock, evidenceIds: [] }, bySupervisor);
    const unknown = shown.when(unlockParty, unlock, { actor: supervisor, facts: { evidence: () => null } });

    expect([none, unknown].map((each) => refusalOf(each).code)).toEqual(['evidence_missing', 'evidence_missing']);
  });

  test('an original that did not match, or was never shown, unlocks nothing', () => {
    const wrong = visit()
      .after(startVerification, start('visit-1', 'unlock', 'session-1'))
      .after(recordElements, answers({ id_card_original: 'mismatch' }, 'visit-1'));
    const never = visit().after(startVerification, start('visit-1', 'unlock', 'session-1'));

    const decided = [wrong, never].map((story) => story.when(unlockParty, unlock, bySupervisor));

    expect(decided.map((each) => refusalOf(each).code)).toEqual(['unlock_needs_proof', 'unlock_needs_proof']);
  });

  test('a party that is not locked has nothing to unlock', () => {
    const free = beginContact(given([], atCounter), { contactId: 'visit-1', channel: 'walk_in', cli: null });

    const session = free.when(startVerification, start('visit-1', 'unlock', 'session-1'));
    const decided = free.when(unlockParty, unlock, bySupervisor);

    expect(session).toEqual(refuse('invalid_input', { field: 'purpose' }));
    expect(decided).toEqual(refuse('invalid_input', { field: 'partyId' }));
  });
});

describe('unlocking by a call to the registered number', () => {
  const call = { ...unlock, contactId: 'call-1', proof: 'callback_after_24h', evidenceIds: [] } satisfies typeof unlock;
  const dialledAt = (now: number, direction: 'inbound' | 'outbound' = 'outbound') => {
    const story = beginContact(given([lockedYesterday]), { contactId: 'call-1', direction, cli: null }, { now });
    const session = story.after(startVerification, start('call-1', 'unlock', 'session-1'), { now });
    return {
      story: session,
      answered: session.when(recordElements, answers({ registered_callback: 'match' }, 'call-1'), { now }),
    };
  };

  test('counts from 24 hours after the lock', () => {
    const from = NOW - 2 * HOUR_MS + DAY_MS;
    const checks = answers({ registered_callback: 'match' }, 'call-1');

    const tooSoon = dialledAt(from - 1)
      .story.after(recordElements, checks, { now: from - 1 })
      .when(unlockParty, call, { actor: supervisor, now: from });
    const inTime = dialledAt(from)
      .story.after(recordElements, checks, { now: from })
      .when(unlockParty, call, { actor: supervisor, now: from });

    expect(tooSoon).toEqual(refuse('unlock_needs_proof', { proof: 'callback_after_24h', callbackFrom: from }));
    expect(typesOf(inTime)).toEqual(['party:PartyUnlocked']);
  });

  test('a call that came in is not a callback', () => {
    const { answered } = dialledAt(NOW + DAY_MS, 'inbound');

    expect(refusalOf(answered).code).toBe('element_not_accepted_here');
  });
});

describe('a party locked on another desk while it is being verified here', () => {
  test('falls to L0 at once, and what is heard next ends the session without counting', () => {
    const verified = verifying({ channel: 'walk_in', cli: null, contactId: 'visit-1' }, { actor: clerk }).after(
      recordElements,
      answers(COUNTER_L2, 'visit-1'),
    );
    const meanwhile = given([...verified.events, { ...lockedYesterday, at: NOW }], { actor: clerk });

    const more = meanwhile.when(
      recordElements,
      answers({ terminal_present: 'match', person_name: 'mismatch' }, 'visit-1'),
    );

    expect(levelIn(verified)).toBe('L2');
    expect(levelIn(meanwhile)).toBe('L0');
    expect(typesOf(more)).toEqual([
      'contact:VerificationElementChecked',
      'contact:VerificationElementChecked',
      'contact:VerificationSessionFailed',
    ]);
  });
});
