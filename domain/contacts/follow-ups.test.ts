import { describe, expect, test } from 'vitest';
import { ok, refuse } from '../kernel/result.ts';
import { beginContact, verifying } from '../testing/contacts.ts';
import { actorOf, eventsOf, given, minutesAfter, NOW, type Story } from '../testing/given.ts';
import { finishContactFollowUp } from './finish-contact-follow-up.ts';
import { linkCase } from './link-case.ts';
import { logContactCommunication } from './log-contact-communication.ts';
import { markPendingMaterial } from './mark-pending-material.ts';
import { pauseRecording } from './pause-recording.ts';
import { resumeRecording } from './resume-recording.ts';
import { wrapUpContact } from './wrap-up-contact.ts';

const contactId = 'contact-1';
const call = beginContact(given([]), { contactId });

function stateOf(story: Story) {
  const state = story.streams.contact(contactId);
  if (state === null) throw new Error('no such contact');
  return state;
}

const message = {
  contactId,
  communicationId: 'communication-1',
  type: 'call',
  direction: 'outbound',
  summary: '回电',
  disposition: null,
  promise: null,
  isChaser: false,
  happenedAt: NOW,
} as const;
const wrapUp = { contactId, disposition: 'info_given', summary: '已解答', nextAction: null, promise: null };
const made = { madeBy: 'agent-1', madeAt: NOW, doneAt: null };

describe('what is owed after a contact (A35)', () => {
  test('is what was promised in a message', () => {
    const promised = call.after(logContactCommunication, {
      ...message,
      promise: { what: '明日回电', by: minutesAfter(1440) },
    });

    expect(stateOf(promised).followUps).toEqual([
      { followUpId: 'communication-1', kind: 'promise', what: '明日回电', by: minutesAfter(1440), ...made },
    ]);
    expect(stateOf(call.after(logContactCommunication, message)).followUps).toEqual([]);
  });

  test('is what comes next and what was promised at the end', () => {
    const both = call.after(wrapUpContact, {
      ...wrapUp,
      nextAction: { what: '回电', by: null },
      promise: { what: '今日回复', by: minutesAfter(60) },
    });

    expect(stateOf(both).followUps).toEqual([
      { followUpId: 'next:contact-1', kind: 'next_action', what: '回电', by: null, ...made },
      { followUpId: 'promise:contact-1', kind: 'promise', what: '今日回复', by: minutesAfter(60), ...made },
    ]);
    expect(stateOf(call.after(wrapUpContact, wrapUp)).followUps).toEqual([]);
  });

  test('is done once, by whoever did it, and only what is owed', () => {
    const owed = call
      .after(logContactCommunication, { ...message, promise: { what: '回电', by: minutesAfter(60) } })
      .after(logContactCommunication, {
        ...message,
        communicationId: 'communication-2',
        promise: { what: '寄回执', by: minutesAfter(90) },
      })
      .after(wrapUpContact, wrapUp);
    const done = owed.after(
      finishContactFollowUp,
      { contactId, followUpId: 'communication-1' },
      { now: minutesAfter(30), actor: actorOf('agent-2', 'agent') },
    );

    expect(stateOf(done).followUps.map(({ followUpId, doneAt }) => [followUpId, doneAt])).toEqual([
      ['communication-1', minutesAfter(30)],
      ['communication-2', null],
    ]);
    expect(done.when(finishContactFollowUp, { contactId, followUpId: 'communication-1' })).toEqual(ok([]));
    expect(done.when(finishContactFollowUp, { contactId, followUpId: 'communication-3' })).toEqual(
      refuse('not_found', { kind: 'follow_up' }),
    );
  });

  test('said again by a desk that had not heard, it keeps the first time', () => {
    const first = call.after(logContactCommunication, { ...message, promise: { what: '回电', by: minutesAfter(60) } });
    const data = { followUpId: 'communication-1' };
    const again = given([
      ...first.events,
      { stream: 'contact/contact-1', type: 'FollowUpDone', data, at: minutesAfter(5) },
      { stream: 'contact/contact-1', type: 'FollowUpDone', data, at: minutesAfter(9) },
    ]);

    expect(stateOf(again).followUps.map(({ doneAt }) => doneAt)).toEqual([minutesAfter(5)]);
  });

  test('card data in a promise or a next action is masked like in a note (P-04)', () => {
    const said = '打到卡 6222021234567894';

    const events = [
      ...eventsOf(call.when(logContactCommunication, { ...message, promise: { what: said, by: minutesAfter(1) } })),
      ...eventsOf(call.when(wrapUpContact, { ...wrapUp, nextAction: { what: said, by: null } })),
      ...eventsOf(call.when(wrapUpContact, { ...wrapUp, promise: { what: said, by: minutesAfter(1) } })),
    ];

    expect(events.filter(({ type }) => type === 'CardDataRefused').map(({ data }) => data)).toEqual([
      { noteId: 'communication-1', kinds: ['pan'] },
      { noteId: contactId, kinds: ['pan'] },
      { noteId: contactId, kinds: ['pan'] },
    ]);
    expect(JSON.stringify(events)).not.toContain('6222021234567894');
  });
});

describe('a customer who asks how it stands (A25)', () => {
  const asks = { ...message, isChaser: true, direction: 'inbound' } as const;

  test('waits to be counted until the contact is about a case', () => {
    const asked = call.after(logContactCommunication, asks).after(logContactCommunication, message);

    expect(stateOf(asked).uncountedChasers).toEqual(['communication-1']);
    expect(stateOf(asked.after(linkCase, { contactId, caseId: 'case-1', how: 'opened' })).uncountedChasers).toEqual([
      'communication-1',
    ]);
    expect(stateOf(asked.after(linkCase, { contactId, caseId: 'case-1', how: 'attached' })).uncountedChasers).toEqual(
      [],
    );
  });

  test('is not kept for later once it is', () => {
    const linked = call.after(linkCase, { contactId, caseId: 'case-1', how: 'attached' });

    expect(stateOf(linked.after(logContactCommunication, asks)).uncountedChasers).toEqual([]);
  });

  test('is not counted on a case that the contact is not about, nor on one that is not known', () => {
    const linked = call.after(linkCase, { contactId, caseId: 'case-1', how: 'attached' });

    expect(call.when(logContactCommunication, { ...asks, caseId: 'case-1' })).toEqual(
      refuse('not_found', { kind: 'case' }),
    );
    expect(linked.when(logContactCommunication, { ...asks, caseId: 'case-1' })).toEqual(
      refuse('not_found', { kind: 'case' }),
    );
  });
});

describe('what a contact remembers', () => {
  test('when nothing was recorded', () => {
    const paused = call
      .after(pauseRecording, { contactId, reason: 'card_data' }, { now: minutesAfter(1) })
      .after(resumeRecording, { contactId }, { now: minutesAfter(2) })
      .after(pauseRecording, { contactId, reason: 'card_data' }, { now: minutesAfter(5) });

    expect(stateOf(paused)).toMatchObject({
      recordingPaused: true,
      recordingPauses: [
        { from: minutesAfter(1), to: minutesAfter(2) },
        { from: minutesAfter(5), to: null },
      ],
    });
    expect(stateOf(paused.after(resumeRecording, { contactId }, { now: minutesAfter(7) })).recordingPauses).toEqual([
      { from: minutesAfter(1), to: minutesAfter(2) },
      { from: minutesAfter(5), to: minutesAfter(7) },
    ]);
  });

  test('that proof is still to come', () => {
    const pending = verifying().after(markPendingMaterial, { contactId, missing: ['id_card'], via: 'store_visit' });

    expect(stateOf(pending).session).toMatchObject({ outcome: 'pending_material', sessionId: 'session-of-contact-1' });
  });

  test('the latest time, also where a clock was set back', () => {
    const later = call.after(pauseRecording, { contactId, reason: 'other' }, { now: minutesAfter(5) });

    expect(stateOf(later.after(resumeRecording, { contactId }, { now: minutesAfter(3) })).lastActivityAt).toBe(
      minutesAfter(5),
    );
  });
});
