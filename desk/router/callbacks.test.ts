import { afterEach, beforeEach, expect, it } from 'vitest';
import { application } from '../../domain/cases/testing/filing.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/kernel/units.ts';
import { NOW } from '../../domain/testing/given.ts';
import { refusalFrom } from '../testing/opened-desk.ts';
import type { DeskClient } from '../testing/opened-desk.ts';
import type { ScenarioDesk } from '../testing/scenario-desk.ts';
import { answersOf, beginVerifying, openScenarioDesk, OWNER } from '../testing/scenario-desk.ts';

let opened: ScenarioDesk;
let agent: DeskClient;

beforeEach(async () => {
  opened = await openScenarioDesk();
  opened.haveOrder(application);
  agent = await opened.as('agent-1', 'agent');
});
afterEach(() => opened.dispose());

const MESSAGE = { caseId: null, topic: 'other', note: '', statedNumber: null } as const;

it('scenario 30: a caller who has waited is offered a slot; it is kept for them, and one that is missed says so', async () => {
  const contact = await agent.contacts.start({
    channel: 'phone',
    direction: 'inbound',
    cli: '19900001111',
    waitedSeconds: 12 * 60,
    callbackId: null,
  });
  const [first, second] = await agent.callbacks.slots({ day: '2026-03-10' });

  const promised = await agent.callbacks.schedule({
    ...MESSAGE,
    contactId: contact.contactId,
    partyId: null,
    numberSource: 'stated',
    statedNumber: '199 0000 1111',
    slotStart: first?.slotStart ?? 0,
  });
  const slotsLeft = await agent.callbacks.slots({ day: '2026-03-10' });
  opened.pass(HOUR_MS);
  const [missed] = await agent.callbacks.list({ mine: true, includeDone: false });

  expect(first).toEqual({ slotStart: NOW + 15 * MINUTE_MS, left: 4 });
  expect(second?.left).toBe(4);
  expect(promised).toMatchObject({ numberMasked: '199****1111', overdue: false, owner: { userId: 'agent-1' } });
  expect(slotsLeft[0]?.left).toBe(3);
  expect(missed).toMatchObject({ callbackId: promised.callbackId, overdue: true, attempts: 0 });
});

it('scenario 31: after a dropped call the callback dials the registered number, where it counts as a strong proof', async () => {
  const { contactId, party } = await beginVerifying(agent);
  await agent.contacts.end({ contactId, reason: 'dropped' });
  const { callbackId } = await agent.callbacks.schedule({
    ...MESSAGE,
    topic: 'verification',
    contactId,
    partyId: party?.partyId ?? '',
    numberSource: 'registered',
    slotStart: NOW + 15 * MINUTE_MS,
  });
  opened.pass(15 * MINUTE_MS);

  const call = await agent.callbacks.dial({ callbackId });
  await agent.verification.start({
    contactId: call.contactId,
    partyId: party?.partyId ?? '',
    orderNo: application.orderNo,
    subject: 'self',
    purpose: 'cancellation',
  });
  await agent.verification.sendCode({ contactId: call.contactId });
  const { contact } = await agent.verification.submit({
    contactId: call.contactId,
    elements: answersOf({
      person_name: OWNER.personName,
      id_no_last6: OWNER.idNo.slice(-6),
      sms_code: opened.sms.codeFor(OWNER.mobile),
      registered_callback: null,
    }),
  });
  const done = await agent.callbacks.complete({ callbackId, contactId: call.contactId });

  expect(call).toMatchObject({ direction: 'outbound', cliMasked: '138****8000', party: { partyId: party?.partyId } });
  expect(contact.verification.level).toBe('L3');
  expect(done.status).toBe('completed');
  expect((await refusalFrom(agent.callbacks.dial({ callbackId }))).code).toBe('callback_closed');
  expect(await agent.callbacks.list({ mine: true, includeDone: false })).toEqual([]);
  expect(await agent.callbacks.list({ mine: true, includeDone: true })).toHaveLength(1);
});

it('a number stated by the caller verifies nothing when it is dialled', async () => {
  const { contactId, party } = await beginVerifying(agent, { cli: '19900001111' });
  const { callbackId } = await agent.callbacks.schedule({
    ...MESSAGE,
    contactId,
    partyId: party?.partyId ?? '',
    numberSource: 'stated',
    statedNumber: '19900001111',
    slotStart: NOW + 15 * MINUTE_MS,
  });
  const call = await agent.callbacks.dial({ callbackId });
  await agent.verification.start({
    contactId: call.contactId,
    partyId: party?.partyId ?? '',
    orderNo: null,
    subject: 'self',
    purpose: 'cancellation',
  });

  const { outcome, contact } = await agent.verification.submit({
    contactId: call.contactId,
    elements: answersOf({ registered_callback: null }),
  });

  expect(outcome).toBe('not_matched');
  expect(contact.verification).toMatchObject({ matched: [], attemptsLeft: 3, partyFailedAttempts24h: 0 });
});

/** The call for a callback, in which nobody is reached. */
async function dialInVain(callbackId: string, outcome: 'no_answer' | 'busy') {
  const { contactId } = await agent.callbacks.dial({ callbackId });
  const callback = await agent.callbacks.attempt({ callbackId, contactId, outcome });
  return { contactId, callback };
}

it('is tried at most three times, in two parts of the day, then over', async () => {
  const { callbackId } = await agent.callbacks.schedule({
    ...MESSAGE,
    contactId: null,
    partyId: null,
    numberSource: 'stated',
    statedNumber: '19900001111',
    slotStart: NOW + 15 * MINUTE_MS,
  });
  opened.pass(15 * MINUTE_MS);
  await dialInVain(callbackId, 'busy');
  await dialInVain(callbackId, 'no_answer');

  const sameBand = await refusalFrom(agent.callbacks.reschedule({ callbackId, slotStart: NOW + HOUR_MS }));
  const moved = await agent.callbacks.reschedule({ callbackId, slotStart: NOW + 5 * HOUR_MS });
  const { callback: last } = await dialInVain(callbackId, 'no_answer');

  expect(sameBand).toMatchObject({ code: 'callback_slot_not_offered', data: { why: 'same_time_band' } });
  expect(moved).toMatchObject({ status: 'rescheduled', attempts: 2 });
  expect(last).toMatchObject({ status: 'exhausted', attempts: 3 });
});

it('slots stop where they are full or past, and a day that does not exist is refused', async () => {
  const slotStart = NOW + DAY_MS;
  for (const digit of [1, 2, 3, 4]) {
    await agent.callbacks.schedule({
      ...MESSAGE,
      contactId: null,
      partyId: null,
      numberSource: 'stated',
      statedNumber: `1990000000${digit}`,
      slotStart,
    });
  }

  const tomorrow = await agent.callbacks.slots({ day: '2026-03-11' });
  const yesterday = await agent.callbacks.slots({ day: '2026-03-09' });

  expect(tomorrow.map((slot) => slot.slotStart)).not.toContain(slotStart);
  expect(tomorrow).toHaveLength(47);
  expect(yesterday).toEqual([]);
  expect((await refusalFrom(agent.callbacks.slots({ day: '2026-02-30' }))).code).toBe('invalid_input');
});

it('whoever dials sees the number for a minute, and only in that call: logged, and nobody was verified for it', async () => {
  const { contactId, party } = await beginVerifying(agent);
  await agent.contacts.end({ contactId, reason: 'dropped' });
  const { callbackId } = await agent.callbacks.schedule({
    ...MESSAGE,
    contactId,
    partyId: party?.partyId ?? '',
    numberSource: 'registered',
    slotStart: NOW + 15 * MINUTE_MS,
  });
  const colleague = await opened.as('agent-2', 'agent');
  const look = (callId: string) => ({
    record: { type: 'contact' as const, contactId: callId },
    field: 'cli' as const,
    reason: '按约回电',
    contactId: callId,
  });

  const beforehand = await refusalFrom(
    agent.privacy.reveal({ ...look(contactId), record: { type: 'callback', callbackId }, field: 'callbackNumber' }),
  );
  const call = await agent.callbacks.dial({ callbackId });
  const shown = await agent.privacy.reveal(look(call.contactId));
  const notTheirs = await refusalFrom(colleague.privacy.reveal(look(call.contactId)));
  const otherField = await refusalFrom(
    agent.privacy.reveal({
      ...look(call.contactId),
      record: { type: 'party', partyId: party?.partyId ?? '' },
      field: 'mobile',
    }),
  );
  await agent.callbacks.attempt({ callbackId, contactId: call.contactId, outcome: 'no_answer' });
  const afterwards = await refusalFrom(agent.privacy.reveal(look(call.contactId)));
  const auditor = await opened.as('auditor-1', 'auditor');
  const { entries } = await auditor.audit.list({ act: 'reveal', userId: null, cursor: null });

  expect(beforehand.code).toBe('contact_ended');
  expect(shown).toEqual({ revealedValue: OWNER.mobile, expiresAt: NOW + MINUTE_MS });
  expect(notTheirs.code).toBe('contact_belongs_to_other');
  expect(otherField.code).toBe('verification_too_low');
  expect(afterwards.code).toBe('contact_ended');
  expect(entries).toMatchObject([
    { by: { userId: 'agent-1' }, record: `contact/${call.contactId}`, reason: '按约回电', data: { field: 'cli' } },
  ]);
  expect(JSON.stringify(entries)).not.toContain(OWNER.mobile);
});

it('a call that was answered keeps the promise when it is wrapped up; one that was not counts, and is to be moved', async () => {
  const stated = {
    ...MESSAGE,
    contactId: null,
    partyId: null,
    numberSource: 'stated',
    slotStart: NOW + 15 * MINUTE_MS,
  };
  const book = (statedNumber: string) => agent.callbacks.schedule({ ...stated, numberSource: 'stated', statedNumber });
  const answered = await book('19900001111');
  const unanswered = await book('19900002222');
  const forgotten = await book('19900003333');
  opened.pass(15 * MINUTE_MS);
  const wrapUp = { disposition: 'info_given', summary: '已回电', nextAction: null, promise: null };

  const call = await agent.callbacks.dial({ callbackId: answered.callbackId });
  await agent.contacts.wrapUp({ ...wrapUp, contactId: call.contactId });
  const { contactId, callback } = await dialInVain(unanswered.callbackId, 'busy');
  const ended = await agent.contacts.wrapUp({ ...wrapUp, contactId });
  opened.pass(HOUR_MS);
  const open = await agent.callbacks.list({ mine: true, includeDone: false });
  const counts = await agent.work.counts();

  expect(call.callback).toMatchObject({ callbackId: answered.callbackId, open: true, unanswered: false });
  expect(callback).toMatchObject({ status: 'scheduled', attempts: 1, tried: true, overdue: false });
  expect(ended).toMatchObject({
    endedAt: NOW + 15 * MINUTE_MS,
    callback: { open: true, unanswered: true, attempts: 1 },
  });
  expect(open.map(({ callbackId, tried, overdue }) => [callbackId, tried, overdue])).toEqual([
    [unanswered.callbackId, true, false],
    [forgotten.callbackId, false, true],
  ]);
  expect(counts).toMatchObject({ callbacksDue: 2, callbacksOverdue: 1 });
  const all = await agent.callbacks.list({ mine: true, includeDone: true });
  expect(all.find(({ callbackId }) => callbackId === answered.callbackId)?.status).toBe('completed');
});
