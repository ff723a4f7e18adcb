import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { application, delivered, transaction } from '../../domain/cases/testing/filing.ts';
import { DAY_MS, HOUR_MS } from '../../domain/kernel/units.ts';
import { NOW } from '../../domain/testing/given.ts';
import { refusalFrom } from '../testing/opened-desk.ts';
import type { DeskClient } from '../testing/opened-desk.ts';
import type { ScenarioDesk } from '../testing/scenario-desk.ts';
import {
  beginVerifying,
  filingFor,
  openScenarioDesk,
  verifiedAtCounter,
  verifiedByPhone,
} from '../testing/scenario-desk.ts';

let opened: ScenarioDesk;
let agent: DeskClient;
let supervisor: DeskClient;

const NOT_ASKED = { opened: null, tested: null, damaged: null, activatedBy: null };

beforeEach(async () => {
  opened = await openScenarioDesk();
  agent = await opened.as('agent-1', 'agent');
  supervisor = await opened.as('supervisor-1', 'supervisor');
});
afterEach(() => opened.dispose());

/** Verified by phone and filed by the agent. */
async function filed(more: Parameters<typeof filingFor>[3] = {}) {
  const contact = await verifiedByPhone(opened, agent, { orderNo: more.orderNo ?? application.orderNo });
  return (await agent.cases.file(await filingFor(opened, agent, contact, more))).case;
}

describe('filing', () => {
  it('scenario 01: nothing shipped: verified, filed, approved at once, one refund task, code for the customer (the refund itself is a later issue)', async () => {
    opened.haveOrder(application);
    const contact = await verifiedByPhone(opened, agent);

    const decision = await agent.orders.decide({
      orderNo: application.orderNo,
      contactId: contact.contactId,
      reasonCode: 'personal_need_change',
      device: NOT_ASKED,
    });
    const answer = await agent.cases.file(await filingFor(opened, agent, contact));

    expect(decision).toMatchObject({ result: 'cancellable', route: 'before_ship', fees: [{ amountFen: 0 }] });
    expect(answer.outcome).toBe('filed');
    expect(answer.case).toMatchObject({
      status: 'executing',
      verifiedLevel: 'L2',
      noticeReceivedAt: NOW,
      decision: { result: 'cancellable' },
      approvals: [],
      approvalsNeeded: 0,
      ifApproved: null,
      authority: 'confirmed',
      tasks: [{ kind: 'refund', refund: { amountFen: 29_900, method: 'refund', componentType: 'deposit' } }],
    });
    expect(answer.case.caseCode).toMatch(/^CD-260310-/u);
    expect((await agent.contacts.get(contact)).cases).toMatchObject([{ caseCode: answer.case.caseCode }]);
  });

  it('scenario 06: the second filing on an order opens the first case and attaches its contact', async () => {
    opened.haveOrder(application);
    const clerk = await opened.as('clerk-1', 'clerk');
    const first = await filed();
    const visit = await verifiedAtCounter(clerk);
    await clerk.contacts.note({
      subject: { type: 'contact', contactId: visit.contactId },
      text: '客户到店再次申请',
      corrects: null,
    });

    const second = await clerk.cases.file(await filingFor(opened, clerk, visit));

    expect(second).toMatchObject({ outcome: 'attached', case: { caseId: first.caseId } });
    expect(second.case.contacts.map(({ contactId }) => contactId)).toContain(visit.contactId);
    expect(second.case.tasks).toHaveLength(1);
    const { entries } = await agent.contacts.timeline({
      subject: { type: 'case', caseId: first.caseId },
      cursor: null,
    });
    expect(entries.map(({ data }) => data['text'])).toContain('客户到店再次申请');
  });

  it('scenario 06: an unverified second request joins the open case as well, and changes nothing of it', async () => {
    opened.haveOrder(application);
    const first = await filed();
    const { contactId } = await beginVerifying(agent, { cli: '19900001111' });

    const intake = await agent.cases.fileIntake({
      contactId,
      orderNo: application.orderNo,
      reasonCode: null,
      reasonText: '',
      materialsRequested: ['id_card'],
      callbackId: null,
    });

    expect(intake).toMatchObject({ outcome: 'attached', case: { caseId: first.caseId, status: 'executing' } });
  });

  it('scenario 02: the customer who comes back verified is filed from the moment of the intake', async () => {
    opened.haveOrder(application);
    const { contactId } = await beginVerifying(agent, { cli: '19900001111' });
    const intake = await agent.cases.fileIntake({
      contactId,
      orderNo: application.orderNo,
      reasonCode: null,
      reasonText: '不想要了',
      materialsRequested: ['id_card'],
      callbackId: null,
      noCallbackBecause: '将到店办理',
    });
    opened.pass(2 * HOUR_MS);

    const later = await filed();

    expect(later.noticeReceivedAt).toBe(intake.case.noticeReceivedAt);
    expect((await agent.cases.get({ caseId: intake.case.caseId })).status).toBe('closed');
  });

  it('without verification, or in a colleague’s contact, is refused by name', async () => {
    opened.haveOrder(application);
    const unverified = await beginVerifying(agent);
    const other = await opened.as('agent-2', 'agent');
    const contact = await verifiedByPhone(opened, other);

    const tooLow = await refusalFrom(agent.cases.file(await filingFor(opened, agent, unverified)));
    const notMine = await refusalFrom(agent.cases.file(await filingFor(opened, agent, contact)));

    expect(tooLow).toEqual({ code: 'verification_too_low', data: { needed: 'L2', actual: 'L0' } });
    expect(notMine.code).toBe('contact_belongs_to_other');
  });

  it('scenario 09: day 6, opened and tested: in policy, approved by a supervisor, device and deposit to follow', async () => {
    opened.haveOrder(delivered(6));
    const device = { opened: true, tested: true, damaged: false, activatedBy: null };
    const before = await filed({ device });

    const seen = await supervisor.cases.get({ caseId: before.caseId });
    const approved = await supervisor.cases.approve({ caseId: before.caseId, reason: '' });

    expect(seen).toMatchObject({
      status: 'under_review',
      decision: { route: 'no_reason_return_7d', terminalSns: ['…000001'] },
      approvalsNeeded: 1,
      ifApproved: { outOfPolicy: false, refundTasks: 1, refundFen: 29_900, returnTasks: 1, unbindTasks: 0 },
    });
    expect(approved).toMatchObject({
      status: 'executing',
      approvals: [{ by: { userId: 'supervisor-1' } }],
      tasks: [
        { kind: 'refund', clock: 'D8', refund: { state: 'created' } },
        { kind: 'device_return', clock: 'D5', device: { snMasked: '…000001', variant: 'return' } },
      ],
    });
  });

  it('scenario 11: day 40: refused by the terms, filed for goodwill, and given by two people', async () => {
    opened.haveOrder(delivered(40));
    const { caseId, ...before } = await filed();
    const finance = await opened.as('finance-1', 'finance');

    const noReason = await refusalFrom(supervisor.cases.approve({ caseId, reason: '' }));
    const first = await supervisor.cases.approve({ caseId, reason: '老客户，善意处理' });
    const again = await refusalFrom(supervisor.cases.approve({ caseId, reason: '再次' }));
    const second = await finance.cases.approve({ caseId, reason: '同意' });

    expect(before).toMatchObject({ decision: { result: 'not_cancellable' }, approvalsNeeded: 2 });
    expect(noReason.code).toBe('reason_required');
    expect(first).toMatchObject({ status: 'under_review', approvals: [{ role: 'supervisor', outOfPolicy: true }] });
    expect(again.code).toBe('second_approval_pending');
    expect(second).toMatchObject({ status: 'executing' });
  });

  it('scenario 11: rejected with clause, remedy and routes, and no dead end (the appeal is a later issue)', async () => {
    opened.haveOrder(delivered(40));
    const { caseId } = await filed();
    const said = {
      clause: '合同第八条',
      remedy: '可转让服务',
      appealRoute: '十五日内向本台申诉',
      complaintRoute: '12363',
    };

    const incomplete = await refusalFrom(
      supervisor.cases.reject({ caseId, reasonCode: 'window_passed', ...said, remedy: '' }),
    );
    const rejected = await supervisor.cases.reject({ caseId, reasonCode: 'window_passed', ...said });

    expect(incomplete).toEqual({ code: 'rejection_incomplete', data: { missing: ['remedy'] } });
    expect(rejected).toMatchObject({ status: 'rejected', rejection: { ...said, reasonCode: 'window_passed' } });
    expect(rejected.rejection?.appealUntil).toBeGreaterThan(NOW + 15 * DAY_MS);
  });

  it('scenario 12: in use with turnover: the service ends, funds are settled before the unbinding', async () => {
    opened.haveOrder(
      delivered(60, {
        status: 'active',
        terminalStatus: 'transacting',
        activatedAt: NOW - 50 * DAY_MS,
        activatedBy: 'customer',
        firstTxnAt: NOW - 49 * DAY_MS,
        txnCount: 40,
        txnAmountFen: 300_000,
      }),
    );
    const { caseId, decision } = await filed();

    const { tasks } = await supervisor.cases.approve({ caseId, reason: '按合同解除' });

    expect(decision?.route).toBe('service_termination');
    expect(tasks.map(({ kind, nextStep }) => [kind, nextStep])).toContainEqual([
      'unbind',
      'unbind.settle_pending_funds',
    ]);
  });

  it('scenario 13: that the salesperson activated it counts with evidence on the contact, and only then', async () => {
    opened.haveOrder(
      delivered(5, { status: 'active', terminalStatus: 'activated', activatedAt: NOW - HOUR_MS, activatedBy: null }),
    );
    const { contactId } = await verifiedByPhone(opened, agent);
    const asked = {
      orderNo: application.orderNo,
      contactId,
      reasonCode: null,
      device: { ...NOT_ASKED, activatedBy: 'salesperson' as const },
    };
    const claimed = await agent.orders.decide(asked);
    await agent.evidence.attach({
      subject: { type: 'contact', contactId },
      kind: 'chat_log',
      title: '业务员激活截图',
      file: new Blob(['测试聊天记录'], { type: 'text/plain' }),
    });

    const shown = await agent.orders.decide(asked);

    expect(claimed.inputs['evidenceIds']).toEqual([]);
    expect(shown.inputs['evidenceIds']).toHaveLength(1);
    expect(shown.reasons).not.toEqual(claimed.reasons);
  });

  it('scenario 15: what a salesperson took in person is answered, not promised: the paper names no refund of ours', async () => {
    const deposit = { type: 'deposit', amountFen: 29_900, payeeType: 'individual', paidVia: 'wechat' } as const;
    opened.haveOrder({ ...application, components: [deposit] });
    const { caseId, status } = await filed();
    if (status === 'under_review') await supervisor.cases.approve({ caseId, reason: '按政策' });

    const paper = await agent.cases.document({ caseId, document: 'receipt' });
    const order = await agent.orders.get({ orderNo: application.orderNo, contactId: null });

    expect(paper.case.tasks).toMatchObject([{ refund: { method: 'none_by_us', payeeType: 'individual' } }]);
    expect(paper).toMatchObject({ refundTotalFen: 0, refundTotalInWords: '零元整' });
    expect(order.flags).toContain('individual_payee');
  });

  it('says on the case and on its papers which policy was read out, when and by whom (A19)', async () => {
    opened.haveOrder(application);
    const { caseId } = await filed();

    const seen = await supervisor.cases.get({ caseId });
    const paper = await supervisor.cases.document({ caseId, document: 'application_form' });

    const { packVersion, feeListVersion } = await agent.policy.current();
    const by = { userId: 'agent-1', displayName: '测试agent-1' };
    expect(seen.acknowledgement).toEqual({ packVersion, feeListVersion, how: 'read_out', at: NOW, by });
    expect(paper.case.acknowledgement).toEqual(seen.acknowledgement);
  });

  it('scenario 16: a fee that was declined is not charged and the supervisor sees that it was', async () => {
    opened.haveOrder(delivered(12));
    const fee = { feeItemId: 'late_return_handling', amountFen: 10_000, method: null, evidenceId: null, at: NOW };

    const view = await filed({ fees: [{ ...fee, answer: 'declined' }] });
    const paper = await supervisor.cases.document({ caseId: view.caseId, document: 'application_form' });

    expect(view.fees).toMatchObject([{ answer: 'declined', amountFen: 10_000 }]);
    expect(view.autoChecks?.checks).toContainEqual({ check: 'fee_consents_complete', passed: false });
    expect(paper.feeTotalFen).toBe(0);
  });

  it('scenario 16: a yes by text is charged with the picture of the reply, and without it not filed at all', async () => {
    opened.haveOrder(delivered(12));
    const contact = await verifiedByPhone(opened, agent);
    const proof = await agent.evidence.attach({
      subject: { type: 'contact', contactId: contact.contactId },
      kind: 'screenshot',
      title: '短信同意截图',
      file: new Blob(['测试短信：同意'], { type: 'text/plain' }),
    });
    const yes = { feeItemId: 'late_return_handling', amountFen: 10_000, answer: 'given', method: 'sms_reply' } as const;
    const filing = (evidenceId: string | null) =>
      filingFor(opened, agent, contact, { fees: [{ ...yes, evidenceId, at: NOW }] });

    const claimed = await refusalFrom(agent.cases.file(await filing(null)));
    const { case: view } = await agent.cases.file(await filing(proof.evidenceId));
    const paper = await supervisor.cases.document({ caseId: view.caseId, document: 'application_form' });

    expect(claimed.code).toBe('fee_consent_missing');
    expect(view.fees).toMatchObject([{ answer: 'given', evidenceId: proof.evidenceId }]);
    expect(paper.feeTotalFen).toBe(10_000);
  });

  it('scenario 17: a card payment of today, not settled: void by voucher and batch until the cut-off', async () => {
    opened.haveOrder(transaction);

    const view = await filed({ orderNo: transaction.orderNo });

    expect(view.decision).toMatchObject({ route: 'void', refunds: [{ method: 'void', amountFen: 50_000 }] });
    expect(view.tasks).toMatchObject([{ kind: 'refund', refund: { method: 'void' } }]);
  });

  it('scenario 23: cash of the same shift is a task for a clerk; nothing goes over a network (paying it out is a later issue)', async () => {
    opened.haveOrder({
      ...transaction,
      tender: 'cash',
      state: 'cash_open',
      cardFirst6: null,
      cardLast4: null,
      rrn: null,
    });
    const clerk = await opened.as('clerk-1', 'clerk');
    const visit = await verifiedAtCounter(clerk, { orderNo: transaction.orderNo });

    const { case: view } = await clerk.cases.file(
      await filingFor(opened, clerk, visit, { orderNo: transaction.orderNo }),
    );
    const { tasks } =
      view.status === 'under_review' ? await supervisor.cases.approve({ caseId: view.caseId, reason: '' }) : view;

    expect(tasks).toMatchObject([{ ownerRole: 'clerk', refund: { method: 'cash_out' } }]);
  });

  it('scenario 33: an order that cannot be revoked goes to supervisors as a compensating entry; the original stands', async () => {
    opened.haveOrder({ ...transaction, state: 'settled', settledAt: NOW - HOUR_MS, autoGenerated: true });

    const view = await filed({ orderNo: transaction.orderNo, reasonCode: 'auto_generated_irrevocable' });
    const order = await agent.orders.get({ orderNo: transaction.orderNo, contactId: null });

    expect(view).toMatchObject({ status: 'under_review', decision: { route: 'compensating_entry' } });
    expect(order).toMatchObject({ status: 'settled', observations: [{ observation: 1 }] });
    expect(order.flags).toContain('auto_generated');
  });
});
