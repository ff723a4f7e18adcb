import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../kernel/units.ts';
import type { Order } from '../orders/order.ts';
import {
  NOW,
  actorOf,
  agent,
  clerk,
  given,
  minutesAfter,
  refusalOf,
  supervisor,
  typesOf,
  type Story,
} from '../testing/given.ts';
import { whatMayHappen } from './acts.ts';
import { approveCase } from './approve-case.ts';
import { attachContact } from './attach-contact.ts';
import { fileCancellation } from './file-cancellation.ts';
import { lapseCase } from './lapse-case.ts';
import { receiveMaterial } from './receive-material.ts';
import { rejectCase } from './reject-case.ts';
import { requestInfo } from './request-info.ts';
import {
  application,
  delivered,
  deviceToCome,
  filing,
  finance,
  lateFee,
  pack,
  secondSupervisor,
  transaction,
  verifiedContact,
  worldOf,
  type Filing,
} from './testing/filing.ts';
import { withdrawCase } from './withdraw-case.ts';

const yes = { caseId: 'case-1', reason: '同意' };
const rejection = {
  caseId: 'case-1',
  reasonCode: 'window_passed',
  clause: '退货窗口为签收次日起七日',
  remedy: '可在签收后十五日内付公示费用退机',
  appealRoute: '十五日内向客服申诉,由另一名主管复核',
  complaintRoute: '12363',
};

function filed(order: Order, more: Partial<Filing> = {}, by = agent): Story {
  return given(verifiedContact({ by }), worldOf([order], { actor: by })).after(
    fileCancellation,
    filing({ orderNo: order.orderNo, materials: deviceToCome, ...more }),
  );
}
const inPolicy = () => filed(delivered(3));
const outOfPolicy = () => filed(delivered(40));

describe('approving', () => {
  test('one supervisor is enough within the terms and the limit, and the tasks follow', () => {
    const story = inPolicy();

    const after = story.after(approveCase, yes, { actor: supervisor });

    expect(typesOf(story.when(approveCase, yes, { actor: supervisor }))).toEqual([
      'case:ApprovalGiven',
      'case:CaseApproved',
      'case:TaskCreated',
      'case:TaskCreated',
    ]);
    expect(after.streams.case('case-1')).toMatchObject({
      status: 'executing',
      approvals: [{ userId: 'supervisor-1', outOfPolicy: false }],
    });
  });

  test('scenario 11: goodwill takes two people; after the first the case says that the second is awaited', () => {
    const story = outOfPolicy();

    const first = story.after(approveCase, yes, { actor: supervisor });
    const again = first.when(approveCase, yes, { actor: supervisor });
    const second = first.after(approveCase, yes, { actor: secondSupervisor });

    expect(first.streams.case('case-1')).toMatchObject({
      status: 'under_review',
      approvals: [{ userId: 'supervisor-1' }],
      tasks: [],
    });
    expect(refusalOf(again)).toEqual({ code: 'second_approval_pending', data: { given: 1 } });
    expect(second.streams.case('case-1')?.tasks.map(({ task }) => task)).toMatchObject([
      { kind: 'refund', amountFen: 29_900, clock: 'D8', initialState: 'created', nextStep: 'refund.wait_for_device' },
      { kind: 'device_return', terminalSn: 'TESTSN0000000001' },
    ]);
  });

  test('a supervisor and finance will do, in either order; two from finance will not', () => {
    const story = outOfPolicy();
    const otherFinance = actorOf('finance-2', 'finance');

    const financeFirst = story.after(approveCase, yes, { actor: finance });

    expect(refusalOf(financeFirst.when(approveCase, yes, { actor: otherFinance })).code).toBe('not_permitted');
    expect(financeFirst.after(approveCase, yes, { actor: supervisor }).streams.case('case-1')?.status).toBe(
      'executing',
    );
    expect(
      story
        .after(approveCase, yes, { actor: supervisor })
        .after(approveCase, yes, { actor: finance })
        .streams.case('case-1')?.status,
    ).toBe('executing');
  });

  test('finance alone approves nothing', () => {
    expect(refusalOf(inPolicy().when(approveCase, yes, { actor: finance })).code).toBe('not_permitted');
  });

  test('above the limit two are needed, the waived fee included', () => {
    const limit = pack.approval.supervisorLimitFen;
    const component = { type: 'deposit', amountFen: limit, payeeType: 'institution', paidVia: 'wechat' } as const;
    const order = delivered(12, { components: [component] });
    const waived = filed(order, { fees: [lateFee({ answer: 'declined', method: null })] });
    const consented = filed(order, { fees: [lateFee()] });

    const afterWaived = waived.after(approveCase, yes, { actor: supervisor }).streams.case('case-1');
    const afterConsented = consented.after(approveCase, yes, { actor: supervisor }).streams.case('case-1');

    expect(afterWaived?.status).toBe('under_review');
    expect(afterConsented?.status).toBe('executing');
  });

  test('nobody approves or rejects what they filed', () => {
    const own = filed(delivered(3), {}, supervisor);

    expect(refusalOf(own.when(approveCase, yes)).code).toBe('four_eyes');
    expect(refusalOf(own.when(rejectCase, rejection)).code).toBe('four_eyes');
  });

  test('scenario 06: who filed second on the same order is no second pair of eyes either', () => {
    const contact = verifiedContact({ contactId: 'contact-2', by: supervisor });
    const world = worldOf([delivered(3)]);
    const story = given([...verifiedContact(), ...contact], world)
      .after(fileCancellation, filing({ materials: deviceToCome }))
      .after(
        attachContact,
        { caseId: 'case-1', contactId: 'contact-2', because: 'second_filing' },
        { actor: supervisor },
      );

    expect(refusalOf(story.when(approveCase, yes, { actor: supervisor })).code).toBe('four_eyes');
  });

  test.each([
    ['an unknown case', 'not_found', { caseId: 'case-7', reason: '' }, supervisor],
    ['an agent', 'not_permitted', yes, actorOf('agent-2', 'agent')],
    ['an administrator', 'not_permitted', yes, actorOf('admin-1', 'admin')],
  ])('is refused for %s: %s', (_why, code, payload, actor) => {
    expect(refusalOf(inPolicy().when(approveCase, payload, { actor })).code).toBe(code);
  });

  test('goodwill needs its reason in words', () => {
    expect(
      refusalOf(outOfPolicy().when(approveCase, { caseId: 'case-1', reason: '' }, { actor: supervisor })).code,
    ).toBe('reason_required');
  });

  test('an order that has vanished, or that a dispute has taken since, is not approved', () => {
    const slip = { materialId: 'sales_slip', state: 'missing', evidenceId: null } as const;
    const story = filed(transaction, { materials: [slip] });

    expect(refusalOf(story.when(approveCase, yes, worldOf([], { actor: supervisor }))).code).toBe('order_not_known');
    const disputed = worldOf([{ ...transaction, state: 'disputed' }], { actor: supervisor });
    expect(refusalOf(story.when(approveCase, yes, disputed)).code).toBe('hold_in_place');
    const refunded = worldOf([{ ...transaction, state: 'refunded', refundedFen: 50_000 }], { actor: supervisor });
    expect(refusalOf(story.when(approveCase, yes, refunded)).code).toBe('txn_state_forbids');
  });

  test('what is approved already is not approved again', () => {
    const story = inPolicy().after(approveCase, yes, { actor: supervisor });

    expect(refusalOf(story.when(approveCase, yes, { actor: secondSupervisor })).code).toBe('case_state_forbids');
  });
});

describe('rejecting', () => {
  test('gives the reason, clause, remedy and both routes, and fifteen days to appeal', () => {
    const state = inPolicy().after(rejectCase, rejection, { actor: supervisor }).streams.case('case-1');

    expect(state).toMatchObject({
      status: 'rejected',
      rejection: { reasonCode: 'window_passed', complaintRoute: '12363' },
    });
    expect(new Date(state?.rejection?.appealUntil ?? 0).toISOString()).toBe('2026-03-25T16:00:00.000Z');
  });

  test.each(['reasonCode', 'clause', 'remedy', 'appealRoute', 'complaintRoute'] as const)(
    'without %s is incomplete',
    (part) => {
      const decided = inPolicy().when(rejectCase, { ...rejection, [part]: '  ' }, { actor: supervisor });

      expect(refusalOf(decided)).toEqual({ code: 'rejection_incomplete', data: { missing: [part] } });
    },
  );

  test('takes its reason from the pack', () => {
    expect(
      refusalOf(inPolicy().when(rejectCase, { ...rejection, reasonCode: 'because' }, { actor: supervisor })).code,
    ).toBe('reason_unknown');
  });

  test('holds the order until the appeal window has passed, then no more', () => {
    const story = inPolicy().after(rejectCase, rejection, { actor: supervisor });

    expect(refusalOf(story.when(lapseCase, { caseId: 'case-1' }, { now: NOW + 15 * DAY_MS })).code).toBe(
      'case_state_forbids',
    );
    const lapsed = story.after(lapseCase, { caseId: 'case-1' }, { now: NOW + 16 * DAY_MS });
    expect(lapsed.streams.case('case-1')?.status).toBe('rejected_final');
    expect(typesOf(lapsed.when(lapseCase, { caseId: 'case-1' }, { now: NOW + 17 * DAY_MS }))).toEqual([]);
  });
});

describe('asking for more', () => {
  const ask = { caseId: 'case-1', materials: ['contract', 'payment_proof'], message: '请补充合同照片' };
  const received = (materialId: string) => ({
    caseId: 'case-1',
    partyId: 'party-1',
    item: { materialId, state: 'received', evidenceId: 'evidence-1' } as const,
  });

  test('puts the case back to the customer until the last item has come', () => {
    const asked = inPolicy().after(requestInfo, ask, { actor: supervisor });

    const first = asked.after(receiveMaterial, received('contract'), { actor: clerk });
    const second = first.after(receiveMaterial, received('payment_proof'), { actor: clerk });

    expect(asked.streams.case('case-1')).toMatchObject({
      status: 'needs_info',
      infoRequested: { materials: ['contract', 'payment_proof'] },
    });
    expect(first.streams.case('case-1')?.status).toBe('needs_info');
    expect(second.streams.case('case-1')).toMatchObject({ status: 'under_review', infoRequested: null });
    expect(second.streams.case('case-1')?.editedBy).toEqual(['agent-1', 'clerk-1']);
  });

  test('a case that waits can still be decided: no dead end', () => {
    const asked = inPolicy().after(requestInfo, ask, { actor: supervisor });

    expect(asked.after(rejectCase, rejection, { actor: supervisor }).streams.case('case-1')?.status).toBe('rejected');
  });

  test('an item that the pack does not know, or a file that is not there, is refused', () => {
    const story = inPolicy();

    expect(refusalOf(story.when(requestInfo, { ...ask, materials: ['a_cake'] }, { actor: supervisor })).code).toBe(
      'invalid_input',
    );
    const lost = {
      ...received('contract'),
      item: { materialId: 'contract', state: 'received', evidenceId: 'lost-1' } as const,
    };
    expect(refusalOf(story.when(receiveMaterial, lost, { actor: clerk })).code).toBe('evidence_missing');
  });
});

describe('withdrawing', () => {
  const withdraw = { caseId: 'case-1', contactId: 'contact-1', partyId: 'party-1', reason: '改主意了' };

  test('takes back the case and every open task, and names the state the order returns to', () => {
    const approved = inPolicy().after(approveCase, yes, { actor: supervisor });

    const state = approved.after(withdrawCase, withdraw).streams.case('case-1');

    expect(state).toMatchObject({ status: 'withdrawn', priorOrderStatus: 'delivered' });
    expect(state?.tasks.map((task) => task.status)).toEqual(['cancelled', 'cancelled']);
  });

  test('comes too late once money or the device has moved', () => {
    const approved = inPolicy().after(approveCase, yes, { actor: supervisor });
    const refunded = worldOf([delivered(3, { paymentStatus: 'refunded' })]);
    const returned = worldOf([delivered(3, { terminalStatus: 'returned' })]);

    expect(refusalOf(approved.when(withdrawCase, withdraw, refunded)).code).toBe('withdraw_too_late');
    expect(refusalOf(approved.when(withdrawCase, withdraw, returned)).code).toBe('withdraw_too_late');
  });

  test('needs the same assurance as filing', () => {
    const story = inPolicy();

    expect(refusalOf(story.when(withdrawCase, withdraw, { now: minutesAfter(30) })).code).toBe('verification_expired');
    expect(refusalOf(story.when(withdrawCase, withdraw, { actor: clerk })).code).toBe('contact_belongs_to_other');
    expect(refusalOf(story.when(withdrawCase, { ...withdraw, partyId: 'party-2' })).code).toBe('invalid_input');
  });

  test('is not possible for a case that is over', () => {
    const story = inPolicy().after(withdrawCase, withdraw);

    expect(refusalOf(story.when(withdrawCase, withdraw)).code).toBe('case_state_forbids');
  });
});

describe('what may happen', () => {
  test('agrees with what the commands refuse', () => {
    const own = filed(delivered(3), {}, supervisor);
    const state = own.streams.case('case-1');
    if (state === null) throw new Error('no case');

    const byAct = new Map(whatMayHappen(state, supervisor).map(({ act, refusal }) => [act, refusal]));

    expect(byAct.get('approve')?.code).toBe('four_eyes');
    expect(byAct.get('add_note')).toBeNull();
    expect(whatMayHappen(state, secondSupervisor).find(({ act }) => act === 'approve')?.refusal).toBeNull();
    expect(whatMayHappen(state, agent).find(({ act }) => act === 'assign_owner')?.refusal?.code).toBe('not_permitted');
  });

  test('an order without money or device is done with the approval', () => {
    const free = { ...application, paymentStatus: 'unpaid', components: [] } as const;

    const state = filed(free, { materials: [] }).streams.case('case-1');

    expect(state).toMatchObject({ status: 'completed', tasks: [] });
  });
});
