import { describe, expect, test } from 'vitest';
import type { Mandate } from '../contacts/events.ts';
import { DAY_MS } from '../kernel/units.ts';
import {
  NOW,
  actorOf,
  agent,
  clerk,
  eventsOf,
  given,
  minutesAfter,
  refusalOf,
  supervisor,
  typesOf,
} from '../testing/given.ts';
import { addCaseNote } from './add-case-note.ts';
import { approveCase } from './approve-case.ts';
import { attachContact } from './attach-contact.ts';
import type { TaskCreated } from './events.ts';
import { fileCancellation } from './file-cancellation.ts';
import { fileIntake } from './file-intake.ts';
import {
  application,
  contactOnly,
  delivered,
  deviceToCome,
  filing,
  lateFee,
  transaction,
  verifiedContact,
  worldOf,
  type Filing,
} from './testing/filing.ts';

const mandate: Mandate = {
  agentName: '测试李四',
  matter: '取消终端申请',
  acts: ['file_cancellation'],
  validFrom: NOW - DAY_MS,
  validTo: NOW + DAY_MS,
  signedOrSealed: true,
  principalIdCopyEvidenceId: 'evidence-1',
  mandateEvidenceId: 'evidence-2',
  principalContacted: true,
};

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

  test('scenario 16: a fee that was declined is not charged and keeps the case from being passed without a person', () => {
    const story = given(verifiedContact(), worldOf([delivered(12)]));

    const state = story
      .after(
        fileCancellation,
        filing({ materials: deviceToCome, fees: [lateFee({ answer: 'declined', method: null })] }),
      )
      .streams.case('case-1');

    expect(state?.fees).toMatchObject([{ answer: 'declined', amountFen: 10_000 }]);
    expect(state?.autoChecks?.checks).toContainEqual({ check: 'fee_consents_complete', passed: false });
    expect(state?.status).toBe('under_review');
  });

  test('a delegate files what the mandate names', () => {
    const story = given(verifiedContact({ mandate }), worldOf([application]));

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

describe('the guards of filing', () => {
  const open = { caseId: 'case-9', caseCode: 'CD-260309-222222' };
  const late = worldOf([delivered(12)]);
  const lateFiling = (more: Partial<Filing>) => filing({ materials: deviceToCome, ...more });
  const cases: readonly [why: string, code: string, decided: () => ReturnType<ReturnType<typeof given>['when']>][] = [
    [
      'a role that serves no customers',
      'not_permitted',
      () =>
        given(verifiedContact(), worldOf([application])).when(fileCancellation, filing(), {
          actor: actorOf('admin-1', 'admin'),
        }),
    ],
    [
      'an order nobody has',
      'order_not_known',
      () => given(verifiedContact(), worldOf([])).when(fileCancellation, filing()),
    ],
    [
      'another party than the order has',
      'invalid_input',
      () => given(verifiedContact(), worldOf([application])).when(fileCancellation, filing({ partyId: 'party-2' })),
    ],
    ['no contact', 'not_found', () => given([], worldOf([application])).when(fileCancellation, filing())],
    [
      'a contact that is over',
      'contact_ended',
      () =>
        given(
          [...verifiedContact(), { stream: 'contact/contact-1', type: 'ContactEnded', data: { reason: 'dropped' } }],
          worldOf([application]),
        ).when(fileCancellation, filing()),
    ],
    [
      "somebody else's contact",
      'contact_belongs_to_other',
      () => given(verifiedContact({ by: clerk }), worldOf([application])).when(fileCancellation, filing()),
    ],
    [
      'nobody verified',
      'verification_not_started',
      () => given(contactOnly(), worldOf([application])).when(fileCancellation, filing()),
    ],
    [
      'somebody else verified',
      'verification_not_started',
      () => given(verifiedContact({ partyId: 'party-2' }), worldOf([application])).when(fileCancellation, filing()),
    ],
    [
      'a level that was not reached',
      'verification_too_low',
      () => given(verifiedContact().slice(0, 2), worldOf([application])).when(fileCancellation, filing()),
    ],
    [
      'fifteen idle minutes',
      'verification_expired',
      () => given(verifiedContact({ at: minutesAfter(-40) }), worldOf([application])).when(fileCancellation, filing()),
    ],
    [
      'a locked party',
      'party_locked',
      () =>
        given(
          [...verifiedContact(), { stream: 'party/party-1', type: 'PartyLocked', data: { because: 'attempts_24h' } }],
          worldOf([application]),
        ).when(fileCancellation, filing()),
    ],
    [
      'scenario 05: a delegate without a mandate',
      'mandate_invalid',
      () => given(withoutMandate(), worldOf([application])).when(fileCancellation, filing()),
    ],
    [
      'a mandate for something else',
      'mandate_act_not_covered',
      () =>
        given(verifiedContact({ mandate: { ...mandate, acts: ['return_device'] } }), worldOf([application])).when(
          fileCancellation,
          filing(),
        ),
    ],
    [
      'a mandate that covers no fee',
      'mandate_act_not_covered',
      () => given(verifiedContact({ mandate }), late).when(fileCancellation, lateFiling({ fees: [lateFee()] })),
    ],
    [
      'scenario 06: a case that is open',
      'order_has_open_case',
      () =>
        given(verifiedContact(), worldOf([application], { facts: { openCaseOfOrder: () => open } })).when(
          fileCancellation,
          filing(),
        ),
    ],
    [
      'an intake of another order',
      'not_found',
      () =>
        given(verifiedContact(), worldOf([application])).when(fileCancellation, filing({ intakeCaseIds: ['case-0'] })),
    ],
    [
      'no reason',
      'reason_required',
      () => given(verifiedContact(), worldOf([application])).when(fileCancellation, filing({ reasonCode: null })),
    ],
    [
      'a reason of the other kind of order',
      'reason_unknown',
      () =>
        given(verifiedContact(), worldOf([transaction])).when(
          fileCancellation,
          filing({ orderNo: 'AT0001', reasonCode: 'budget' }),
        ),
    ],
    [
      'an order that has ended',
      'order_not_cancellable',
      () =>
        given(verifiedContact(), worldOf([{ ...application, status: 'cancelled' }])).when(fileCancellation, filing()),
    ],
    [
      'a disputed transaction',
      'order_not_cancellable',
      () =>
        given(verifiedContact(), worldOf([{ ...transaction, state: 'disputed' }])).when(
          fileCancellation,
          filing({ orderNo: 'AT0001' }),
        ),
    ],
    [
      'no acknowledgement',
      'policy_not_acknowledged',
      () => given(verifiedContact(), worldOf([application])).when(fileCancellation, filing({ acknowledgement: null })),
    ],
    [
      'scenario 31: an acknowledgement from before this contact',
      'policy_not_acknowledged',
      () =>
        given(verifiedContact(), worldOf([application])).when(
          fileCancellation,
          filing({ acknowledgement: acknowledged({ at: minutesAfter(-30) }) }),
        ),
    ],
    [
      'an older pack',
      'policy_version_stale',
      () =>
        given(verifiedContact(), worldOf([application])).when(
          fileCancellation,
          filing({ acknowledgement: acknowledged({ packVersion: '1' }) }),
        ),
    ],
    [
      'an older fee list',
      'policy_version_stale',
      () =>
        given(verifiedContact(), worldOf([application])).when(
          fileCancellation,
          filing({ acknowledgement: acknowledged({ feeListVersion: '2020-01' }) }),
        ),
    ],
    [
      'no contact preference',
      'contact_preference_missing',
      () =>
        given(verifiedContact(), worldOf([application])).when(fileCancellation, filing({ contactPreference: null })),
    ],
    [
      'no read-back',
      'read_back_missing',
      () => given(verifiedContact(), worldOf([application])).when(fileCancellation, filing({ readBackAt: null })),
    ],
    [
      'no answer to a fee',
      'fee_consent_missing',
      () => given(verifiedContact(), late).when(fileCancellation, lateFiling({ fees: [] })),
    ],
    [
      'scenario 31: a spoken yes from before this contact',
      'fee_consent_missing',
      () =>
        given(verifiedContact(), late).when(
          fileCancellation,
          lateFiling({ fees: [lateFee({ at: minutesAfter(-30) })] }),
        ),
    ],
    [
      'a signature without its file',
      'fee_consent_missing',
      () =>
        given(verifiedContact(), late).when(fileCancellation, lateFiling({ fees: [lateFee({ method: 'signature' })] })),
    ],
    [
      'a yes without a method',
      'fee_consent_missing',
      () => given(verifiedContact(), late).when(fileCancellation, lateFiling({ fees: [lateFee({ method: null })] })),
    ],
    [
      'a proof that is not there',
      'evidence_missing',
      () =>
        given(verifiedContact(), late).when(
          fileCancellation,
          lateFiling({ fees: [lateFee({ evidenceId: 'lost-1' })] }),
        ),
    ],
    [
      'another amount than published',
      'fee_not_shown',
      () =>
        given(verifiedContact(), late).when(fileCancellation, lateFiling({ fees: [lateFee({ amountFen: 12_000 })] })),
    ],
    [
      'a fee that is not published',
      'fee_not_published',
      () =>
        given(verifiedContact(), late).when(
          fileCancellation,
          lateFiling({ fees: [lateFee({ feeItemId: 'made_up' })] }),
        ),
    ],
    [
      'an item without a state',
      'materials_incomplete',
      () => given(verifiedContact(), late).when(fileCancellation, lateFiling({ fees: [lateFee()], materials: [] })),
    ],
  ];

  test.each(cases)('refuse %s: %s', (_why, code, decided) => {
    expect(refusalOf(decided()).code).toBe(code);
  });

  test('a second case of the same id is refused', () => {
    const story = given(verifiedContact(), worldOf([application])).after(fileCancellation, filing());

    const decided = story.when(fileCancellation, filing());

    expect(refusalOf(decided).code).toBe('already_exists');
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

function acknowledged(more: Partial<NonNullable<Filing['acknowledgement']>>): Filing['acknowledgement'] {
  const usual = filing().acknowledgement;
  return usual === null ? null : { ...usual, ...more };
}

function withoutMandate() {
  return verifiedContact({ mandate }).filter(
    (event) => event.type !== 'MandateRecorded' && event.type !== 'VerificationLevelReached',
  );
}

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
