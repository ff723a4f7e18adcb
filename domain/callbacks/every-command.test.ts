import { describe, expect, test } from 'vitest';
import type { NewDomainEvent } from '../events.ts';
import { ok, refuse, type Result } from '../kernel/result.ts';
import { beginContact, verifying } from '../testing/contacts.ts';
import { actorOf, eventsOf, given, minutesAfter, NOW, refusalOf, type Story, type World } from '../testing/given.ts';
import { cancelCallback } from './cancel-callback.ts';
import { completeCallback } from './complete-callback.ts';
import { recordCallbackAttempt } from './record-callback-attempt.ts';
import { rescheduleCallback } from './reschedule-callback.ts';
import { scheduleCallback } from './schedule-callback.ts';
import { callbackTiming, checkSlot, isCallbackOpen, timeBandOf } from './slots.ts';

const callbackId = 'callback-1';
const stream = `callback/${callbackId}`;
const asked = {
  partyId: null,
  contactId: null,
  caseId: 'case-1',
  topic: 'other',
  numberSource: 'stated',
  statedNumber: '13800138000',
  slotStart: minutesAfter(60),
  ownerUserId: null,
  note: '客户要求回电',
} as const;
const colleague = (more: object = {}): World => ({
  facts: { user: (userId) => ({ userId, roles: ['agent'], branchId: 'branch-1', active: true, ...more }) },
});
const booked = given([]).after(scheduleCallback, { callbackId, ...asked });
/** The same, and a call for it. */
const calling = beginContact(booked, { contactId: 'contact-9', direction: 'outbound', callbackId });

function stateOf(story: Story) {
  const state = story.streams.callback(callbackId);
  if (state === null) throw new Error('no such callback');
  return state;
}

type Act = (story: Story, moment?: World) => Result<readonly NewDomainEvent[]>;
const cancel: Act = (story, moment) => story.when(cancelCallback, { callbackId, reason: '客户已到店' }, moment);
const complete =
  (contactId: string | null): Act =>
  (story, moment) =>
    story.when(completeCallback, { callbackId, contactId }, moment);
const attempt =
  (contactId: string | null): Act =>
  (story, moment) =>
    story.when(recordCallbackAttempt, { callbackId, outcome: 'busy', contactId }, moment);
const reschedule: Act = (story, moment) =>
  story.when(rescheduleCallback, { callbackId, slotStart: minutesAfter(120) }, moment);

const ACTS: readonly (readonly [name: string, act: Act, type: string, data: unknown])[] = [
  ['cancelled', cancel, 'CallbackCancelled', { reason: '客户已到店' }],
  ['completed without a call', complete(null), 'CallbackCompleted', { contactId: null }],
  ['completed by a call', complete('contact-9'), 'CallbackCompleted', { contactId: 'contact-9' }],
  ['tried without a call', attempt(null), 'CallbackAttempted', { outcome: 'busy', contactId: null }],
  ['tried by a call', attempt('contact-9'), 'CallbackAttempted', { outcome: 'busy', contactId: 'contact-9' }],
  ['rescheduled', reschedule, 'CallbackRescheduled', { slotStart: minutesAfter(120) }],
];

describe('a callback', () => {
  test.each(ACTS)('%s: just this is written', (_name, act, type, data) => {
    expect(eventsOf(act(calling))).toEqual([{ stream, type, data }]);
  });

  test.each(ACTS)('%s: it is known, open, and worked on by somebody who may', (_name, act) => {
    const over = calling.after(cancelCallback, { callbackId, reason: '不需要' });

    expect(act(given([]))).toEqual(refuse('not_found', { kind: 'callback' }));
    expect(act(over)).toEqual(refuse('callback_closed', { status: 'cancelled' }));
    expect(refusalOf(act(calling, { actor: actorOf('nobody-1') })).code).toBe('not_permitted');
  });

  test.each([
    ['completed', complete],
    ['tried', attempt],
  ] as const)('is %s by a call that was made for it, by whoever made it', (_name, by) => {
    const other = beginContact(calling, { contactId: 'contact-8', callbackId: null });

    expect(by('contact-7')(calling)).toEqual(refuse('not_found', { kind: 'contact' }));
    expect(by('contact-8')(other)).toEqual(refuse('invalid_input', { field: 'contactId' }));
    expect(by('contact-9')(calling, { actor: actorOf('agent-2', 'agent') })).toEqual(
      refuse('contact_belongs_to_other'),
    );
  });

  test('one call is one attempt; attempts without a call all count', () => {
    const once = calling.after(recordCallbackAttempt, { callbackId, outcome: 'busy', contactId: 'contact-9' });
    const thrice = [1, 2, 3].reduce(
      (story) => story.after(recordCallbackAttempt, { callbackId, outcome: 'no_answer', contactId: null }),
      booked,
    );

    expect(attempt('contact-9')(once)).toEqual(ok([]));
    expect(stateOf(once)).toMatchObject({ attempts: [NOW], triedIn: ['contact-9'], status: 'scheduled' });
    expect(stateOf(thrice)).toMatchObject({ triedIn: [], status: 'exhausted' });
  });

  test('rescheduled, it stands at its new slot, open still; a slot that cannot be promised moves nothing', () => {
    const moved = booked.after(rescheduleCallback, { callbackId, slotStart: minutesAfter(120) });

    expect(stateOf(moved)).toMatchObject({ slotStart: minutesAfter(120), status: 'rescheduled' });
    expect(isCallbackOpen(stateOf(moved))).toBe(true);
    expect(booked.when(rescheduleCallback, { callbackId, slotStart: minutesAfter(61) })).toMatchObject({
      ok: false,
      refusal: { code: 'callback_slot_not_offered' },
    });
  });

  test('after two attempts in one part of the day goes to another for the third', () => {
    const tries = (minutes: readonly number[]) =>
      minutes.reduce(
        (story, minute) =>
          story.after(
            recordCallbackAttempt,
            { callbackId, outcome: 'no_answer', contactId: null },
            { now: minutesAfter(minute) },
          ),
        booked,
      );
    const slotStart = minutesAfter(90);
    const morning = (story: Story) =>
      story.when(rescheduleCallback, { callbackId, slotStart }, { now: minutesAfter(80) });

    expect(morning(tries([60, 70]))).toEqual(refuse('callback_slot_not_offered', { slotStart, why: 'same_time_band' }));
    expect(morning(tries([60])).ok).toBe(true);
    expect(
      tries([60, 70]).when(rescheduleCallback, { callbackId, slotStart: minutesAfter(180) }, { now: minutesAfter(80) })
        .ok,
    ).toBe(true);
  });
});

describe('a callback is promised', () => {
  test('once, with all that was asked', () => {
    expect(booked.events.map(({ type, data }) => [type, data])).toEqual([
      ['CallbackScheduled', { ...asked, minutes: 10 }],
    ]);
    expect(booked.when(scheduleCallback, { callbackId, ...asked })).toEqual(
      refuse('already_exists', { kind: 'callback' }),
    );
  });

  test('to somebody who works on them and is there', () => {
    const to = (moment: World) =>
      given([]).when(scheduleCallback, { callbackId, ...asked, ownerUserId: 'agent-2' }, moment);

    expect(eventsOf(to(colleague()))[0]?.data).toMatchObject({ ownerUserId: 'agent-2' });
    expect([to({}), to(colleague({ active: false })), to(colleague({ roles: ['warehouse'] }))]).toEqual([
      refuse('assignee_unfit'),
      refuse('assignee_unfit'),
      refuse('assignee_unfit'),
    ]);
  });

  test('in a contact, where card data that was typed is noted; without one it is only masked', () => {
    const call = beginContact(given([]), { contactId: 'contact-1' });
    const note = '卡号 6222021234567894';
    const inContact = eventsOf(call.when(scheduleCallback, { callbackId, ...asked, contactId: 'contact-1', note }));
    const alone = eventsOf(given([]).when(scheduleCallback, { callbackId, ...asked, note }));

    expect(inContact[0]).toEqual({
      stream: 'contact/contact-1',
      type: 'CardDataRefused',
      data: { noteId: callbackId, kinds: ['pan'] },
    });
    expect(inContact.map((event) => event.stream)).toEqual(['contact/contact-1', stream]);
    expect(alone.map(({ type }) => type)).toEqual(['CallbackScheduled']);
    expect(JSON.stringify([inContact, alone])).not.toContain('6222021234567894');
  });

  test('about the matter itself only in a contact that is known, to a caller who was verified', () => {
    const matter = { callbackId, ...asked, topic: 'refund', contactId: 'contact-1', partyId: 'party-1' } as const;

    expect(given([]).when(scheduleCallback, matter)).toEqual(refuse('not_found', { kind: 'contact' }));
    expect(refusalOf(verifying().when(scheduleCallback, matter)).code).toBe('verification_too_low');
    expect(refusalOf(verifying().when(scheduleCallback, { ...matter, partyId: null })).code).toBe(
      'verification_too_low',
    );
  });
});

describe('the slots', () => {
  const day = (hour: number, minute = 0) => Date.UTC(2026, 2, 11, hour - 8, minute);

  test.each([
    [7, 59, 'morning'],
    [11, 59, 'morning'],
    [12, 0, 'afternoon'],
    [17, 59, 'afternoon'],
    [18, 0, 'evening'],
    [23, 59, 'evening'],
  ])('%i:%i is in the %s', (hour, minute, band) => {
    expect(timeBandOf(day(hour, minute))).toBe(band);
  });

  test('begin at eight and are over by eight', () => {
    const offered = (at: number, minutes = 40) => checkSlot(at, minutes, 0, NOW);
    const refused = (at: number) =>
      refuse('callback_slot_not_offered', { slotStart: at, openMinute: 480, closeMinute: 1200, why: 'outside_hours' });

    expect(offered(day(8))).toEqual(ok(true));
    expect(offered(day(7, 45))).toEqual(refused(day(7, 45)));
    expect(offered(day(19, 30), 30)).toEqual(ok(true));
    expect(offered(day(19, 30))).toEqual(refused(day(19, 30)));
  });

  test('a promise was kept by an attempt from five minutes before it, not by an earlier one', () => {
    const tried = (minute: number) =>
      stateOf(
        booked.after(
          recordCallbackAttempt,
          { callbackId, outcome: 'busy', contactId: null },
          { now: minutesAfter(minute) },
        ),
      );
    const over = stateOf(booked.after(cancelCallback, { callbackId, reason: '不需要' }));

    expect(callbackTiming(tried(55), minutesAfter(80))).toBe('tried');
    expect(callbackTiming(tried(54), minutesAfter(80))).toBe('missed');
    expect(callbackTiming(over, minutesAfter(60))).toBe('closed');
  });
});
