import { describe, expect, test } from 'vitest';
import { NOW, clerk, given, minutesAfter, refusalOf, supervisor } from '../testing/given.ts';
import { addCaseNote } from './add-case-note.ts';
import { approveCase } from './approve-case.ts';
import { attachContact } from './attach-contact.ts';
import type { TaskCreated } from './events.ts';
import { fileCancellation } from './file-cancellation.ts';
import {
  application,
  delivered,
  deviceToCome,
  filing,
  soundMandate,
  transaction,
  verifiedContact,
  worldOf,
} from './testing/filing.ts';

describe('filing', () => {
  test('scenario 01: nothing shipped, verified by phone: filed and approved at once, full refund by the original route, no device to fetch', () => {
    const story = given(verifiedContact(), worldOf([application]));

    const after = story.after(fileCancellation, filing());

    const state = after.streams.case('case-1');
    expect(state).toMatchObject({
      status: 'executing',
      requestedBy: 'agent-1',
      ownerUserId: 'agent-1',
      priorOrderStatus: 'submitted',
    });
    expect(state?.autoChecks?.passed).toBe(true);
    expect(state?.decision).toMatchObject({ route: 'before_ship', result: 'cancellable' });
    expect(state?.tasks.map(({ task }) => task)).toMatchObject([
      {
        kind: 'refund',
        componentType: 'deposit',
        amountFen: 29_900,
        method: 'refund',
        clock: 'D10',
        initialState: 'pending_approval',
      },
    ]);
    expect(after.streams.contact('contact-1')?.caseIds).toEqual(['case-1']);
    expect(after.streams.party('party-1').preference).toMatchObject({ channel: 'sms', marketingConsent: false });
  });

  test('the customer gets a case code of the day', () => {
    const story = given(verifiedContact(), worldOf([application]));

    const state = story.after(fileCancellation, filing()).streams.case('case-1');

    expect(state?.caseCode).toMatch(/^CD-260310-/);
  });

  test('scenario 09: day 6 after sign-for, opened and tested: in policy, for a supervisor to approve, the device is no condition of review', () => {
    const story = given(verifiedContact(), worldOf([delivered(6)]));
    const tested = { opened: true, tested: true, damaged: false, activatedBy: null } as const;

    const state = story
      .after(fileCancellation, filing({ deviceCondition: tested, materials: deviceToCome }))
      .streams.case('case-1');

    expect(state).toMatchObject({ status: 'under_review', decision: { route: 'no_reason_return_7d' } });
  });

  test('scenario 11: past every published time limit it is still filed, as a goodwill request for two approvers', () => {
    const story = given(verifiedContact(), worldOf([delivered(40)]));

    const state = story.after(fileCancellation, filing({ materials: deviceToCome })).streams.case('case-1');

    expect(state).toMatchObject({
      status: 'under_review',
      decision: { result: 'not_cancellable', route: 'late_return_refused' },
    });
    expect(state?.autoChecks?.checks).toContainEqual({ check: 'in_policy', passed: false });
  });

  test('a delegate files what the mandate names', () => {
    const story = given(verifiedContact({ mandate: soundMandate }), worldOf([application]));

    const state = story.after(fileCancellation, filing()).streams.case('case-1');

    expect(state).toMatchObject({ verifiedLevel: 'LD', subject: 'delegate' });
  });

  test('missing items are asked for, by name', () => {
    const company = { ...application, buyerType: 'company' } as const;
    const story = given(verifiedContact(), worldOf([company]));
    const papers = { materialId: 'company_papers', state: 'missing', evidenceId: null } as const;

    const state = story.after(fileCancellation, filing({ materials: [papers] })).streams.case('case-1');

    expect(state).toMatchObject({ status: 'needs_info', infoRequested: { materials: ['company_papers'] } });
  });

  test('scenario 32: a card number read out with the reason is masked, and that it happened is recorded', () => {
    const story = given(verifiedContact(), worldOf([application]));

    const after = story.after(fileCancellation, filing({ reasonText: '卡号 6222021234567894 不用了' }));

    expect(JSON.stringify(after.events)).not.toContain('6222021234567894');
    expect(after.events.map((event) => event.type)).toContain('CardDataRefused');
  });

  test('the notice counts from when it was said, never from before the contact or from the future', () => {
    const story = given(verifiedContact(), worldOf([application]));
    const momentOf = (noticeAt: number) =>
      story.after(fileCancellation, filing({ noticeAt })).streams.case('case-1')?.noticeReceivedAt;

    expect(momentOf(minutesAfter(-9))).toBe(minutesAfter(-9));
    expect(momentOf(minutesAfter(-60))).toBe(minutesAfter(-10));
    expect(momentOf(minutesAfter(60))).toBe(NOW);
  });

  test('a transaction is filed with the void that its batch still allows', () => {
    const story = given(verifiedContact(), worldOf([transaction]));
    const slip = { materialId: 'sales_slip', state: 'received', evidenceId: 'evidence-1' } as const;

    const after = story.after(fileCancellation, filing({ orderNo: 'AT0001', materials: [slip] }));

    const tasks = after.streams.case('case-1')?.tasks.map(({ task }): TaskCreated => task);
    expect(tasks).toMatchObject([
      { kind: 'refund', method: 'void', amountFen: 50_000, nextStep: 'refund.approve_void' },
    ]);
  });
});

describe('scenario 06: two filings on one order', () => {
  test('the second becomes a contact on the first case', () => {
    const story = given(
      [...verifiedContact(), ...verifiedContact({ contactId: 'contact-2', channel: 'walk_in', by: clerk })],
      worldOf([application]),
    ).after(fileCancellation, filing());
    const opened = {
      facts: { openCaseOfOrder: () => ({ caseId: 'case-1', caseCode: 'CD-260310-222222' }) },
      actor: clerk,
    };
    const world = worldOf([application], opened);

    const second = story.when(fileCancellation, filing({ caseId: 'case-2', contactId: 'contact-2' }), world);
    const attached = story.after(
      attachContact,
      { caseId: 'case-1', contactId: 'contact-2', because: 'second_filing' },
      world,
    );

    expect(refusalOf(second)).toEqual({
      code: 'order_has_open_case',
      data: { caseId: 'case-1', caseCode: 'CD-260310-222222' },
    });
    expect(attached.streams.case('case-1')).toMatchObject({
      contactIds: ['contact-1', 'contact-2'],
      editedBy: ['agent-1', 'clerk-1'],
    });
    expect(attached.streams.contact('contact-2')?.caseIds).toEqual(['case-1']);
  });
});

describe('scenario 07: a store filed offline while headquarters filed (the device handed over is a later piece)', () => {
  test('what the store recorded is taken onto the case of headquarters, and no second set of tasks is made', () => {
    const taken = { caseId: 'case-1', caseCode: 'CD-260310-222222' };
    const atStore = { actor: clerk, facts: { openCaseOfOrder: () => taken } };
    const story = given(
      [...verifiedContact(), ...verifiedContact({ contactId: 'contact-2', channel: 'walk_in', by: clerk })],
      worldOf([delivered(3)]),
    ).after(fileCancellation, filing({ materials: deviceToCome }));
    const world = worldOf([delivered(3)], atStore);

    const second = story.when(
      fileCancellation,
      filing({ caseId: 'case-2', contactId: 'contact-2', materials: deviceToCome }),
      world,
    );
    const merged = story
      .after(attachContact, { caseId: 'case-1', contactId: 'contact-2', because: 'second_filing' }, world)
      .after(addCaseNote, { caseId: 'case-1', noteId: 'note-1', text: '门店已收机', corrects: null }, world)
      .after(approveCase, { caseId: 'case-1', reason: '' }, worldOf([delivered(3)], { actor: supervisor }));

    expect(refusalOf(second).code).toBe('order_has_open_case');
    const refunds = merged.streams.case('case-1')?.tasks.filter(({ task }) => task.kind === 'refund');
    expect(refunds).toHaveLength(1);
    expect(merged.streams.case('case-2')).toBeNull();
  });
});
