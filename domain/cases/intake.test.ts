import { describe, expect, test } from 'vitest';
import { ok, refuse } from '../kernel/result.ts';
import { DAY_MS } from '../kernel/units.ts';
import { given, minutesAfter, NOW, refusalOf, type Story } from '../testing/given.ts';
import { fileCancellation } from './file-cancellation.ts';
import { fileIntake } from './file-intake.ts';
import { lapseCase } from './lapse-case.ts';
import { application, contactOnly, filing, verifiedContact, worldOf } from './testing/filing.ts';

function stateOf(story: Story, id = 'case-1') {
  const state = story.streams.case(id);
  if (state === null) throw new Error('no such case');
  return state;
}

describe('an intake', () => {
  const intake = {
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
  const taken = given(contactOnly(), worldOf([application])).after(fileIntake, intake);

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

    expect(taken.when(fileIntake, intake)).toEqual(refuse('already_exists', { kind: 'case' }));
    expect(refusalOf(over.when(fileIntake, intake)).code).toBe('contact_ended');
    expect(taken.when(fileIntake, { ...intake, caseId: 'case-8', callbackId: 'callback-9' })).toEqual(
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
