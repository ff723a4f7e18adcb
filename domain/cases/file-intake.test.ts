import { describe, expect, test } from 'vitest';
import { ok, refuse } from '../kernel/result.ts';
import { DAY_MS } from '../kernel/units.ts';
import {
  NOW,
  actorOf,
  agent,
  eventsOf,
  given,
  minutesAfter,
  refusalOf,
  typesOf,
  type Story,
} from '../testing/given.ts';
import { fileCancellation } from './file-cancellation.ts';
import { fileIntake } from './file-intake.ts';
import { lapseCase } from './lapse-case.ts';
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

describe('an intake that was taken', () => {
  const asked = {
    caseId: 'case-0',
    contactId: 'contact-1',
    orderNo: 'TA0001',
    reasonCode: 'personal_need_change',
    reasonText: '想取消',
    materialsRequested: ['id_card'],
    callbackId: null,
    noCallbackBecause: '将到店办理',
    noticeAt: minutesAfter(-5),
  };
  const taken = given(contactOnly(), worldOf([application])).after(fileIntake, asked);

  test('is kept as it was taken, with its note, and counts on the contact', () => {
    expect(taken.events.slice(1).map(({ stream, type, data }) => [stream, type, data])).toEqual([
      [
        'case/case-0',
        'IntakeRecorded',
        {
          caseCode: expect.stringMatching(/^CD-260310-/u) as unknown,
          orderNo: 'TA0001',
          orderKind: 'terminal_application',
          partyId: 'party-1',
          contactId: 'contact-1',
          intakeChannel: 'phone',
          reasonCode: 'personal_need_change',
          reasonText: '想取消',
          materialsRequested: ['id_card'],
          callbackId: null,
          noticeReceivedAt: minutesAfter(-5),
          expiresAt: Date.UTC(2026, 2, 17, 16),
        },
      ],
      [
        'case/case-0',
        'NoteAdded',
        { noteId: expect.stringMatching(/^0{8}-/u) as unknown, text: '将到店办理', corrects: null },
      ],
      ['contact/contact-1', 'ContactCaseLinked', { caseId: 'case-0', how: 'filed' }],
    ]);
    expect(stateOf(taken, 'case-0')).toMatchObject({
      status: 'intake_only',
      verifiedLevel: 'L0',
      subject: 'self',
      originChannel: null,
      acknowledgement: null,
      decision: null,
      fees: [],
      materials: [{ materialId: 'id_card', state: 'missing', evidenceId: null }],
      contactPreference: null,
      priorOrderStatus: null,
      followUps: [],
      tasks: [],
      links: [],
      updatedAt: NOW,
    });
  });

  test('cannot be taken twice, nor in a contact that is over', () => {
    const over = given(
      [...contactOnly(), { stream: 'contact/contact-1', type: 'ContactEnded', data: { reason: 'dropped' } }],
      worldOf([application]),
    );

    expect(taken.when(fileIntake, asked)).toEqual(refuse('already_exists', { kind: 'case' }));
    expect(refusalOf(over.when(fileIntake, asked)).code).toBe('contact_ended');
    expect(taken.when(fileIntake, { ...asked, caseId: 'case-8', callbackId: 'callback-9' })).toEqual(
      refuse('not_found', { kind: 'callback' }),
    );
  });

  test('lapses at its moment, once', () => {
    const at = stateOf(taken, 'case-0').intakeExpiresAt ?? 0;
    const lapse = { caseId: 'case-0' };
    const expired = taken.after(lapseCase, lapse, { now: at });

    expect(taken.when(lapseCase, lapse, { now: at - 1 })).toEqual(
      refuse('case_state_forbids', { act: 'lapse', status: 'intake_only' }),
    );
    expect(stateOf(expired, 'case-0').status).toBe('expired');
    expect(expired.when(lapseCase, lapse, { now: at + DAY_MS })).toEqual(ok([]));
  });

  test('that has expired is still the notice: filing afterwards takes its moment (L-15)', () => {
    const expired = given(
      [...taken.events, ...verifiedContact({ contactId: 'contact-3' })],
      worldOf([application]),
    ).after(lapseCase, { caseId: 'case-0' }, { now: NOW + 8 * DAY_MS });
    const again = expired.after(
      fileCancellation,
      filing({ contactId: 'contact-3', intakeCaseIds: ['case-0'], noticeAt: minutesAfter(-3) }),
    );

    expect(stateOf(again).noticeReceivedAt).toBe(minutesAfter(-5));
    expect(stateOf(again, 'case-0').status).toBe('closed');
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

function stateOf(story: Story, id = 'case-1') {
  const state = story.streams.case(id);
  if (state === null) throw new Error('no such case');
  return state;
}
