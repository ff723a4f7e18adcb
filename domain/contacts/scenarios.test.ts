import { describe, expect, test } from 'vitest';
import { scheduleCallback } from '../callbacks/schedule-callback.ts';
import { ok, refuse } from '../kernel/result.ts';
import { attemptsAt } from '../parties/lock.ts';
import { mayAct } from '../permissions.ts';
import { answers, beginContact, COUNTER_L2, PHONE_L2, verifying } from '../testing/contacts.ts';
import { actorOf, agent, clerk, given, minutesAfter, NOW, refusalOf, typesOf, type Story } from '../testing/given.ts';
import { addContactNote } from './add-contact-note.ts';
import { callerLevel } from './caller-level.ts';
import { challengeVerification } from './challenge-verification.ts';
import { endContact } from './end-contact.ts';
import type { VerificationLevel } from './events.ts';
import { handOverContact } from './hand-over-contact.ts';
import { markPendingMaterial } from './mark-pending-material.ts';
import { pauseRecording } from './pause-recording.ts';
import { recheckElement } from './recheck-element.ts';
import { recordElements } from './record-elements.ts';
import { startVerification } from './start-verification.ts';
import { missingFor } from './verification.ts';

function callerIn(story: Story, contactId = 'contact-1', now = NOW) {
  const contact = story.streams.contact(contactId);
  if (contact === null) throw new Error('no such contact');
  return callerLevel(contact, 'party-1', story.streams.party('party-1'), now);
}

function missingIn(story: Story, level: VerificationLevel) {
  const contact = story.streams.contact('contact-1');
  if (contact?.session == null) throw new Error('no session');
  return missingFor(level, contact.session, contact);
}

const callback = {
  callbackId: 'callback-1',
  partyId: 'party-1',
  contactId: 'contact-1',
  caseId: null,
  topic: 'verification',
  numberSource: 'registered',
  statedNumber: null,
  slotStart: minutesAfter(60),
  ownerUserId: null,
  note: '',
} as const;

describe('scenario 01: known number, verified to L2 (stops where filing begins)', () => {
  test('caller ID gives a candidate and nothing more; name, ID and code give L2', () => {
    const call = verifying({ cli: '13800138000' });

    const byNumber = call.after(recordElements, answers({ registered_number_call: 'match' }));
    const byAnswers = byNumber.after(recordElements, answers(PHONE_L2));

    expect(callerIn(byNumber).level).toBe('L0');
    expect(callerIn(byAnswers).level).toBe('L2');
    expect(mayAct('file_cancellation', agent, callerIn(byAnswers))).toEqual(ok(true));
  });
});

describe('scenario 02: unknown number, order number and name only (stops where the intake begins)', () => {
  const asked = verifying({ cli: null }).after(recordElements, answers({ order_no: 'match', person_name: 'match' }));

  test('L1 is not reached and no status may be told', () => {
    const told = mayAct('view_order_status', agent, callerIn(asked));

    expect(told).toEqual(refuse('verification_too_low', { needed: 'L1', actual: 'L0' }));
  });

  test('a code to the registered number would do; without it L1 is out of reach on the phone', () => {
    const withCode = missingIn(asked, 'L1');
    const without = missingIn(asked.after(recordElements, answers({ sms_code: 'unavailable' })), 'L1');

    expect(withCode[0]).toEqual([['sms_code']]);
    expect(without).toEqual([]);
  });

  test('he can still be called back to be verified, or come to a store', () => {
    const booked = asked.when(scheduleCallback, callback);
    const store = asked.when(markPendingMaterial, { contactId: 'contact-1', missing: ['id_card'], via: 'store_visit' });

    expect(typesOf(booked)).toEqual(['callback:CallbackScheduled']);
    expect(typesOf(store)).toEqual(['contact:VerificationMaterialPending']);
  });

  test('caller ID cannot match where no number was seen', () => {
    const claimed = asked.when(recordElements, answers({ registered_number_call: 'match' }));

    expect(refusalOf(claimed).code).toBe('element_not_accepted_here');
  });
});

describe('scenario 03: the last six of the ID are wrong three times, then again at a store', () => {
  const wrongAt = (minute: number) =>
    [recordElements, answers({ id_no_last6: 'mismatch' }), { now: minutesAfter(minute) }] as const;
  const failed = verifying()
    .after(...wrongAt(1))
    .after(...wrongAt(2))
    .after(...wrongAt(3));

  test('the third ends the session at L0, and starting again on the same call is refused', () => {
    const again = failed.when(startVerification, {
      contactId: 'contact-1',
      sessionId: 'session-2',
      partyId: 'party-1',
      orderNo: null,
      subject: 'self',
      purpose: 'cancellation',
    });

    expect(callerIn(failed).level).toBe('L0');
    expect(refusalOf(again).code).toBe('verification_failed');
  });

  test('no refusal names the element that was wrong', () => {
    const more = failed.when(...wrongAt(4));

    expect(more).toEqual(refuse('verification_failed'));
  });

  test('a store an hour later sees the count, and the fifth locks the party for every channel', () => {
    const atStore = { actor: clerk, now: minutesAfter(63) };
    const seen = attemptsAt(failed.streams.party('party-1'), minutesAfter(63));
    const visit = beginContact(failed, { contactId: 'visit-1', channel: 'walk_in', cli: null }, atStore).after(
      startVerification,
      {
        contactId: 'visit-1',
        sessionId: 'session-2',
        partyId: 'party-1',
        orderNo: null,
        subject: 'self',
        purpose: 'cancellation',
      },
      atStore,
    );

    const fourth = visit.after(recordElements, answers({ person_name: 'mismatch' }, 'visit-1'), atStore);
    const fifth = fourth.when(recordElements, answers({ person_name: 'mismatch' }, 'visit-1'), atStore);

    expect(seen).toEqual({ attempts24h: 3, sessions7d: 1, locked: false });
    expect(typesOf(fifth)).toEqual([
      'contact:VerificationElementChecked',
      'party:PartyAttemptFailed',
      'contact:VerificationSessionFailed',
      'party:PartyLocked',
    ]);
  });

  test('what is said after the third wrong answer, in the same breath, is not counted', () => {
    const checks = answers({
      id_no_last6: 'mismatch',
      person_name: 'mismatch',
      uscc: 'mismatch',
      merchant_no: 'mismatch',
      sms_code: 'mismatch',
    });

    const story = verifying().after(recordElements, checks);

    expect(story.streams.party('party-1').failedAttempts).toHaveLength(3);
    expect(story.streams.party('party-1').lockedAt).toBeNull();
  });

  test('beginning again on the same call does not give three new tries', () => {
    const two = verifying()
      .after(...wrongAt(1))
      .after(...wrongAt(2));
    const anew = two.after(startVerification, {
      contactId: 'contact-1',
      sessionId: 'session-2',
      partyId: 'party-1',
      orderNo: null,
      subject: 'self',
      purpose: 'cancellation',
    });

    const third = anew.when(...wrongAt(3));

    expect(typesOf(third)).toContain('contact:VerificationSessionFailed');
  });
});

describe('scenario 22: a fraudster who knows the ID asks for another refund account (stops at the verification)', () => {
  const caller = verifying({ cli: '19900001234' }).after(
    recordElements,
    answers({ person_name: 'match', id_no: 'match', sms_code: 'unavailable' }),
  );

  test('without the registered number he is nobody, and the change is out of reach', () => {
    const change = mayAct('request_refund_destination_change', agent, callerIn(caller));

    expect(callerIn(caller).level).toBe('L0');
    expect(refusalOf(change).code).toBe('verification_too_low');
  });

  test('he cannot be called back on the call he made himself', () => {
    const claimed = caller.when(recordElements, answers({ registered_callback: 'match' }));

    expect(refusalOf(claimed).code).toBe('element_not_accepted_here');
  });

  test('the agent can mark the doubt, and the refusal he hears is the same as before', () => {
    const doubted = caller.after(challengeVerification, { contactId: 'contact-1', reason: '声音像被人教' });

    const change = mayAct('request_refund_destination_change', agent, callerIn(doubted));

    expect(change).toEqual(mayAct('request_refund_destination_change', agent, callerIn(caller)));
  });
});

describe('scenario 31: the call drops in the middle of the verification', () => {
  test('what was heard stays on record, nothing of it counts any more, and a callback can be booked', () => {
    const half = verifying().after(recordElements, answers({ order_no: 'match', registered_number_call: 'match' }));

    const dropped = half.after(endContact, { contactId: 'contact-1', reason: 'dropped' }, { now: minutesAfter(2) });

    expect(dropped.streams.contact('contact-1')?.session?.elements).toHaveLength(2);
    expect(callerIn(dropped, 'contact-1', minutesAfter(2)).level).toBe('L0');
    expect(refusalOf(dropped.when(recordElements, answers(PHONE_L2))).code).toBe('contact_ended');
    expect(dropped.when(scheduleCallback, callback).ok).toBe(true);
  });
});

describe('scenario 32: the caller reads out a card number and a CVV', () => {
  const call = verifying();

  test('the recording pauses, once', () => {
    const paused = call.after(pauseRecording, { contactId: 'contact-1', reason: 'card_data' });

    expect(paused.streams.contact('contact-1')?.recordingPaused).toBe(true);
    expect(paused.when(pauseRecording, { contactId: 'contact-1', reason: 'card_data' })).toEqual(ok([]));
  });

  test('the note is stored without the digits and with everything else, and that it happened is a fact', () => {
    const text = '客户主动报卡号 6222021234567894，CVV 123，想取消订单';

    const decided = call.when(addContactNote, { contactId: 'contact-1', noteId: 'note-1', text, corrects: null });

    expect(typesOf(decided)).toEqual(['contact:CardDataRefused', 'contact:NoteAdded']);
    expect(JSON.stringify(decided)).not.toMatch(/6222021234567894|123，/);
    expect(JSON.stringify(decided)).toContain('想取消订单');
  });
});

describe('scenario 40: the agent goes home, a colleague takes over', () => {
  const colleague = actorOf('agent-2', 'agent');
  const known = {
    facts: {
      user: (userId: string) => ({
        userId,
        roles: ['agent' as const],
        branchId: 'branch-1',
        active: userId !== 'agent-gone',
      }),
    },
  };
  const handOver = { contactId: 'contact-1', toUserId: 'agent-2', note: '客户等退款说明，明早回电' };
  const verified = verifying().after(recordElements, answers(PHONE_L2));
  const taken = verified.after(handOverContact, handOver, known);

  test('there is no hand-over without a note', () => {
    const silent = handOverContact.payload.safeParse({ ...handOver, note: '  ' });

    expect(silent.success).toBe(false);
  });

  test('nor to somebody who left, nor to oneself, nor of what belongs to another', () => {
    const gone = verified.when(handOverContact, { ...handOver, toUserId: 'agent-gone' }, known);
    const self = verified.when(handOverContact, { ...handOver, toUserId: 'agent-1' }, known);
    const foreign = verified.when(handOverContact, handOver, { ...known, actor: actorOf('agent-3', 'agent') });

    expect([gone, self, foreign].map((each) => refusalOf(each).code)).toEqual([
      'assignee_unfit',
      'assignee_unfit',
      'contact_belongs_to_other',
    ]);
  });

  test('the new owner is one level lower until he checked one element again', () => {
    const filing = mayAct('file_cancellation', colleague, callerIn(taken));
    const rechecked = taken.after(
      recheckElement,
      { contactId: 'contact-1', partyId: 'party-1', element: 'id_no_last6', result: 'match' },
      { actor: colleague },
    );

    expect(callerIn(taken)).toMatchObject({ level: 'L1', recheckNeeded: true });
    expect(refusalOf(filing)).toEqual({ code: 'recheck_needed', data: { needed: 'L2', actual: 'L1' } });
    expect(callerIn(rechecked)).toMatchObject({ level: 'L2', recheckNeeded: false });
  });

  test('caller ID, or something never asked before, is no re-check', () => {
    const recheck = (element: 'registered_number_call' | 'uscc') =>
      taken.when(
        recheckElement,
        { contactId: 'contact-1', partyId: 'party-1', element, result: 'match' },
        { actor: colleague },
      );

    expect(refusalOf(recheck('registered_number_call')).code).toBe('element_not_accepted_here');
    expect(refusalOf(recheck('uscc')).code).toBe('element_not_accepted_here');
  });

  test('a wrong answer to the re-check counts like any other', () => {
    const wrong = taken.after(
      recheckElement,
      { contactId: 'contact-1', partyId: 'party-1', element: 'id_no_last6', result: 'mismatch' },
      { actor: colleague },
    );

    expect(wrong.streams.party('party-1').failedAttempts).toHaveLength(1);
    expect(callerIn(wrong).level).toBe('L0');
  });

  test('the first agent can no longer work on it', () => {
    const late = taken.when(recordElements, answers(COUNTER_L2));

    expect(refusalOf(late).code).toBe('contact_belongs_to_other');
  });

  test('a supervisor hands over what an absent agent left', () => {
    const moved = given(taken.events).when(
      handOverContact,
      { ...handOver, toUserId: 'agent-1' },
      { ...known, actor: actorOf('supervisor-1', 'supervisor') },
    );

    expect(typesOf(moved)).toEqual(['contact:ContactHandedOver']);
  });
});
