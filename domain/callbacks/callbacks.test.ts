import { describe, expect, test } from 'vitest';
import { recordElements } from '../contacts/record-elements.ts';
import { refuse } from '../kernel/result.ts';
import { answers, beginContact, verifying } from '../testing/contacts.ts';
import { actorOf, eventsOf, given, minutesAfter, NOW, refusalOf, typesOf, type Story } from '../testing/given.ts';
import { cancelCallback } from './cancel-callback.ts';
import { completeCallback } from './complete-callback.ts';
import { recordCallbackAttempt } from './record-callback-attempt.ts';
import { rescheduleCallback } from './reschedule-callback.ts';
import { scheduleCallback } from './schedule-callback.ts';
import { callbackTiming, CALLBACKS_PER_SLOT } from './slots.ts';

const asked = {
  callbackId: 'callback-1',
  partyId: null,
  contactId: null,
  caseId: null,
  topic: 'other',
  numberSource: 'stated',
  statedNumber: '13800138000',
  slotStart: minutesAfter(60),
  ownerUserId: null,
  note: '排队 12 分钟，客户要求回电',
} as const;
const booked = given([]).after(scheduleCallback, asked);
const dial = { callbackId: 'callback-1', outcome: 'no_answer', contactId: null } as const;

function callbackOf(story: Story) {
  const state = story.streams.callback('callback-1');
  if (state === null) throw new Error('no such callback');
  return state;
}

describe('scenario 30: twelve minutes in the queue, everybody busy (stops where the apology is sent)', () => {
  test('how long the caller waited is on record, and a slot is promised', () => {
    const call = beginContact(given([]), { contactId: 'contact-1', waitedSeconds: 720 });

    const decided = call.when(scheduleCallback, { ...asked, contactId: 'contact-1' });

    expect(call.events[0]?.data).toMatchObject({ waitedSeconds: 720 });
    expect(eventsOf(decided)).toMatchObject([
      { type: 'CallbackScheduled', data: { minutes: 10, slotStart: minutesAfter(60) } },
    ]);
  });

  test('it is due from five minutes before to fifteen after, then missed unless somebody dialled (D13)', () => {
    const tried = booked.after(recordCallbackAttempt, dial, { now: minutesAfter(70) });

    const timings = [54, 55, 75, 76].map((minute) => callbackTiming(callbackOf(booked), minutesAfter(minute)));

    expect(timings).toEqual(['upcoming', 'due', 'due', 'missed']);
    expect(callbackTiming(callbackOf(tried), minutesAfter(76))).toBe('tried');
  });
});

describe('which slots can be promised', () => {
  test.each([
    ['not_on_the_quarter', minutesAfter(61)],
    ['past', NOW],
    ['outside_hours', minutesAfter(10 * 60)],
    ['outside_hours', minutesAfter(21 * 60 + 45)],
  ])('refuses one that is %s', (why, slotStart) => {
    const decided = given([]).when(scheduleCallback, { ...asked, slotStart });

    expect(refusalOf(decided)).toMatchObject({ code: 'callback_slot_not_offered', data: { why } });
  });

  test('a long talk must end by closing time, a short one may still begin', () => {
    const last = minutesAfter(9 * 60 + 45);

    const short = given([]).when(scheduleCallback, { ...asked, slotStart: last });
    const long = given([]).when(scheduleCallback, { ...asked, topic: 'cancellation', slotStart: last });

    expect(short.ok).toBe(true);
    expect(refusalOf(long).data['why']).toBe('outside_hours');
  });

  test('a quarter of an hour that is full is refused', () => {
    const full = { facts: { callbacksInSlot: () => CALLBACKS_PER_SLOT } };

    const decided = given([]).when(scheduleCallback, asked, full);

    expect(decided).toEqual(refuse('callback_slot_full', { slotStart: asked.slotStart, capacity: CALLBACKS_PER_SLOT }));
  });
});

describe('who may be promised what', () => {
  const aboutTheMatter = { ...asked, topic: 'refund', partyId: 'party-1', contactId: 'contact-1' } as const;

  test('a callback about the matter itself takes L1', () => {
    const call = verifying();
    const known = call.after(recordElements, answers({ order_no: 'match', registered_number_call: 'match' }));

    const stranger = call.when(scheduleCallback, aboutTheMatter);
    const confirmed = known.when(scheduleCallback, aboutTheMatter);

    expect(stranger).toEqual(refuse('verification_too_low', { needed: 'L1', actual: 'L0' }));
    expect(confirmed.ok).toBe(true);
  });

  test('being verified as one party books nothing about another', () => {
    const known = verifying().after(recordElements, answers({ order_no: 'match', registered_number_call: 'match' }));

    const other = known.when(scheduleCallback, { ...aboutTheMatter, partyId: 'party-2' });

    expect(refusalOf(other).code).toBe('verification_too_low');
  });

  test('an owner must be somebody who takes calls', () => {
    const facts = {
      user: () => ({ userId: 'finance-1', roles: ['finance' as const], branchId: 'branch-1', active: true }),
    };

    const decided = given([]).when(scheduleCallback, { ...asked, ownerUserId: 'finance-1' }, { facts });

    expect(refusalOf(decided).code).toBe('assignee_unfit');
  });

  test('a registered number is looked up, never typed', () => {
    const typed = scheduleCallback.payload.safeParse({ ...asked, partyId: 'party-1', numberSource: 'registered' });
    const nobody = scheduleCallback.payload.safeParse({ ...asked, numberSource: 'registered', statedNumber: null });

    expect([typed.success, nobody.success]).toEqual([false, false]);
  });
});

describe('the life of a callback', () => {
  const dialled = beginContact(booked, { contactId: 'contact-2', direction: 'outbound', callbackId: 'callback-1' });
  const twice = booked
    .after(recordCallbackAttempt, dial, { now: minutesAfter(60) })
    .after(recordCallbackAttempt, dial, { now: minutesAfter(75) });

  test('the third attempt goes to another part of the day', () => {
    const sameMorning = twice.when(
      rescheduleCallback,
      { callbackId: 'callback-1', slotStart: minutesAfter(105) },
      { now: minutesAfter(76) },
    );
    const afternoon = twice.when(
      rescheduleCallback,
      { callbackId: 'callback-1', slotStart: minutesAfter(240) },
      { now: minutesAfter(76) },
    );

    expect(refusalOf(sameMorning).data['why']).toBe('same_time_band');
    expect(typesOf(afternoon)).toEqual(['callback:CallbackRescheduled']);
  });

  test('after three attempts it is over', () => {
    const thrice = twice.after(recordCallbackAttempt, dial, { now: minutesAfter(240) });

    const fourth = thrice.when(recordCallbackAttempt, dial, { now: minutesAfter(250) });

    expect(callbackOf(thrice).status).toBe('exhausted');
    expect(fourth).toEqual(refuse('callback_closed', { status: 'exhausted' }));
  });

  test('reached or called off, nothing more is dialled', () => {
    const reached = dialled.after(completeCallback, { callbackId: 'callback-1', contactId: 'contact-2' });
    const off = booked.after(cancelCallback, { callbackId: 'callback-1', reason: '客户已到店办理' });

    const more = [reached, off].map((story) => story.when(recordCallbackAttempt, dial));

    expect(more.map((each) => refusalOf(each).data['status'])).toEqual(['completed', 'cancelled']);
  });

  test('one call is one attempt, however often it is said', () => {
    const inCall = { ...dial, contactId: 'contact-2' };

    const once = dialled.after(recordCallbackAttempt, inCall, { now: minutesAfter(60) });
    const again = once.when(recordCallbackAttempt, { ...inCall, outcome: 'busy' }, { now: minutesAfter(61) });

    expect(callbackOf(once)).toMatchObject({ attempts: [minutesAfter(60)], triedIn: ['contact-2'] });
    expect(eventsOf(again)).toEqual([]);
  });

  test('only the call that was made for it says what came of it, and only whose call it is', () => {
    const other = beginContact(booked, { contactId: 'contact-3', direction: 'outbound' });
    const colleague = actorOf('agent-2', 'agent');

    const foreign = other.when(completeCallback, { callbackId: 'callback-1', contactId: 'contact-3' });
    const unheard = booked.when(completeCallback, { callbackId: 'callback-1', contactId: 'contact-9' });
    const notHis = dialled.when(
      recordCallbackAttempt,
      { ...dial, contactId: 'contact-2' },
      { now: minutesAfter(60), actor: colleague },
    );

    expect([foreign, unheard, notHis].map((each) => refusalOf(each).code)).toEqual([
      'invalid_input',
      'not_found',
      'contact_belongs_to_other',
    ]);
  });

  test('an auditor only looks', () => {
    const decided = booked.when(
      completeCallback,
      { callbackId: 'callback-1', contactId: null },
      { actor: actorOf('auditor-1', 'auditor') },
    );

    expect(refusalOf(decided).code).toBe('not_permitted');
  });
});
