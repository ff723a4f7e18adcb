import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../kernel/units.ts';
import { NOW, actorOf, agent, eventsOf, given, minutesAfter, refusalOf, typesOf } from '../testing/given.ts';
import { fileCancellation } from './file-cancellation.ts';
import { fileIntake } from './file-intake.ts';
import { application, contactOnly, filing, verifiedContact, worldOf } from './testing/filing.ts';

describe('scenario 02: an intake', () => {
  test('records the demand of an unverified caller without any effect on the order', () => {
    const story = given(contactOnly(), worldOf([application]));

    const decided = story.when(fileIntake, intake());

    expect(typesOf(decided)).toEqual(['case:IntakeRecorded', 'case:NoteAdded', 'contact:ContactCaseLinked']);
    expect(eventsOf(decided)[0]?.data).toMatchObject({
      noticeReceivedAt: minutesAfter(-9),
      materialsRequested: ['id_card'],
    });
  });

  test('scenario 02: what an intake told us first stays the moment of notice when the customer comes back verified', () => {
    const earlier = NOW - 2 * DAY_MS;
    const story = given(
      [...contactOnly({ contactId: 'contact-0', at: earlier }), ...verifiedContact()],
      worldOf([application]),
    ).after(fileIntake, intake({ caseId: 'case-0', contactId: 'contact-0', noticeAt: earlier }), { now: earlier });

    const after = story.after(fileCancellation, filing({ intakeCaseIds: ['case-0'] }));

    expect(after.streams.case('case-1')).toMatchObject({
      noticeReceivedAt: earlier,
      links: [{ caseId: 'case-0', relation: 'supersedes' }],
    });
    expect(after.streams.case('case-0')).toMatchObject({
      status: 'closed',
      links: [{ caseId: 'case-1', relation: 'superseded_by' }],
    });
  });

  test('needs a callback or the reason why there is none', () => {
    const story = given(contactOnly(), worldOf([application]));

    const decided = story.when(fileIntake, intake({ noCallbackBecause: null }));

    expect(refusalOf(decided)).toEqual({ code: 'invalid_input', data: { field: 'callbackId' } });
  });

  test.each([
    ['an order nobody has', 'order_not_known', intake({ orderNo: 'TA9999' }), agent],
    ['a callback that was never booked', 'not_found', intake({ callbackId: 'callback-1' }), agent],
    ['a warehouse worker', 'not_permitted', intake(), actorOf('warehouse-1', 'warehouse')],
  ])('is refused for %s: %s', (_why, code, payload, actor) => {
    const story = given(contactOnly(), worldOf([application]));

    const decided = story.when(fileIntake, payload, { actor });

    expect(refusalOf(decided).code).toBe(code);
  });
});

function intake(more: Partial<Parameters<typeof fileIntake.streams>[0]> = {}) {
  return {
    caseId: 'case-0',
    contactId: 'contact-1',
    orderNo: 'TA0001',
    reasonCode: null,
    reasonText: '想取消申请',
    materialsRequested: ['id_card'],
    callbackId: null,
    noCallbackBecause: '客户将到店办理',
    noticeAt: minutesAfter(-9),
    ...more,
  };
}
