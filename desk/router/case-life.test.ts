import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SubjectRef } from '../../contract/desk-api/contacts.ts';
import { application, delivered } from '../../domain/cases/testing/filing.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/kernel/units.ts';
import { NOW } from '../../domain/testing/given.ts';
import { refusalFrom } from '../testing/opened-desk.ts';
import type { DeskClient } from '../testing/opened-desk.ts';
import type { ScenarioDesk } from '../testing/scenario-desk.ts';
import { filingFor, openScenarioDesk, verifiedByPhone } from '../testing/scenario-desk.ts';

let opened: ScenarioDesk;
let agent: DeskClient;
let supervisor: DeskClient;

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

describe('the life of a case', () => {
  it('scenario 06: nobody approves their own request, and the buttons say so', async () => {
    opened.haveOrder(delivered(3));
    const both = await opened.as('both-1', 'supervisor');
    const contact = await verifiedByPhone(opened, both);
    const { case: own } = await both.cases.file(await filingFor(opened, both, contact));

    const refused = await refusalFrom(both.cases.approve({ caseId: own.caseId, reason: '' }));

    expect(refused.code).toBe('four_eyes');
    expect(own.acts.find(({ act }) => act === 'approve')).toMatchObject({
      allowed: false,
      refusal: { code: 'four_eyes' },
    });
    const other = await supervisor.cases.get({ caseId: own.caseId });
    expect(other.acts.find(({ act }) => act === 'approve')).toEqual({ act: 'approve', allowed: true, refusal: null });
  });

  it('asks for an item, receives it, and is back in review', async () => {
    opened.haveOrder(delivered(3));
    const { caseId } = await filed();

    const asked = await supervisor.cases.requestInfo({ caseId, materials: ['id_card'], message: '请补身份证' });
    const received = await agent.cases.receiveMaterial({
      caseId,
      item: { materialId: 'id_card', state: 'received', evidenceId: null },
    });

    expect(asked).toMatchObject({ status: 'needs_info', infoRequested: { materials: ['id_card'] } });
    expect(received.status).toBe('under_review');
    expect(received.materials).toContainEqual({ materialId: 'id_card', state: 'received', evidenceId: null });
  });

  it('is withdrawn in a verified contact only, and its tasks fall away', async () => {
    opened.haveOrder(application);
    const { caseId } = await filed();
    opened.pass(2 * MINUTE_MS);
    const verified = await verifiedByPhone(opened, agent);

    const nobody = await refusalFrom(agent.cases.withdraw({ caseId, contactId: null, reason: '客户改变主意' }));
    const withdrawn = await agent.cases.withdraw({ caseId, contactId: verified.contactId, reason: '客户改变主意' });

    expect(nobody.code).toBe('verification_not_started');
    expect(withdrawn).toMatchObject({ status: 'withdrawn', tasks: [{ status: 'cancelled' }] });
  });

  it('counts each chaser, and its owner can be changed', async () => {
    opened.haveOrder(application);
    await opened.as('agent-2', 'agent');
    const { caseId } = await filed();

    await agent.contacts.logCommunication({
      subject: { type: 'case', caseId },
      type: 'call',
      direction: 'inbound',
      summary: '询问进度',
      disposition: null,
      promise: { what: '今日回复', by: NOW + HOUR_MS },
      isChaser: true,
      happenedAt: NOW,
    });
    const view = await supervisor.cases.assignOwner({ caseId, userId: 'agent-2' });

    expect(view).toMatchObject({ chaserCount: 1, owner: { userId: 'agent-2' } });
  });
});

describe('a customer who rings to ask how it stands', () => {
  const chaser = {
    type: 'call',
    direction: 'inbound',
    summary: '催问进度',
    disposition: null,
    promise: null,
    isChaser: true,
    happenedAt: NOW,
  } as const;
  const CALL = { channel: 'phone', direction: 'inbound', cli: null, waitedSeconds: null, callbackId: null } as const;
  const counted = async (caseId: string) => (await supervisor.cases.get({ caseId })).chaserCount;

  it('is counted on the case the call is about, once', async () => {
    opened.haveOrder(application);
    const { caseId } = await filed();
    const { contactId } = await agent.contacts.start(CALL);
    const subject = { type: 'contact', contactId } as const;
    await agent.cases.attachContact({ caseId, contactId });

    await agent.contacts.logCommunication({ ...chaser, subject });
    await agent.contacts.logCommunication({ ...chaser, subject, isChaser: false });
    await agent.cases.attachContact({ caseId, contactId });

    expect(await counted(caseId)).toBe(1);
    const { entries } = await agent.contacts.timeline({ subject: { type: 'case', caseId }, cursor: null });
    expect(entries.filter(({ data }) => data['isChaser'] === true)).toHaveLength(1);
    expect(entries.map(({ kind }) => kind)).not.toContain('ChaserCounted');
  });

  it('before the call is put to the case, is counted when it is, and only then', async () => {
    opened.haveOrder(application);
    const { caseId } = await filed();
    const { contactId } = await agent.contacts.start(CALL);
    const subject = { type: 'contact', contactId } as const;

    await agent.contacts.logCommunication({ ...chaser, subject });
    const before = await counted(caseId);
    await agent.cases.attachContact({ caseId, contactId });
    const attached = await counted(caseId);
    await agent.contacts.logCommunication({ ...chaser, subject });

    expect([before, attached, await counted(caseId)]).toEqual([0, 1, 2]);
  });
});

describe('the files of a case', () => {
  it('are its own, those of the contacts about it, and those that its materials name, each once', async () => {
    opened.haveOrder(delivered(3));
    const contact = await verifiedByPhone(opened, agent);
    const { contactId: elsewhere } = await agent.contacts.start({
      channel: 'phone',
      direction: 'inbound',
      cli: null,
      waitedSeconds: null,
      callbackId: null,
    });
    const attach = (subject: SubjectRef, title: string) =>
      agent.evidence.attach({ subject, kind: 'other', title, file: new File([title], 'x.txt') });
    const ofCall = await attach({ type: 'contact', contactId: contact.contactId }, '通话截图');
    const named = await attach({ type: 'contact', contactId: elsewhere }, '证件');
    await attach({ type: 'contact', contactId: elsewhere }, '别的事');
    const { caseId } = (await agent.cases.file(await filingFor(opened, agent, contact))).case;
    opened.pass(1000);
    await attach({ type: 'case', caseId }, '通话截图');
    await attach({ type: 'case', caseId }, '复核单');
    await agent.cases.receiveMaterial({
      caseId,
      item: { materialId: 'id_card', state: 'received', evidenceId: named.evidenceId },
    });

    const files = await supervisor.evidence.list({ subject: { type: 'case', caseId } });

    expect(files.map(({ title }) => title)).toEqual(['通话截图', '复核单', '证件']);
    expect(files[0]?.evidenceId).toBe(ofCall.evidenceId);
  });
});

describe('queues', () => {
  it('hold what waits for whom, in pages, with their totals', async () => {
    for (let index = 0; index < 3; index += 1) {
      opened.haveOrder(delivered(3, { orderNo: `TA100${index}`, terminalSns: [`TESTSN000000010${index}`] }));
      await filed({ orderNo: `TA100${index}` });
      opened.pass(2 * MINUTE_MS);
    }
    const all = { orderKind: null, overdueOnly: false, cursor: null };

    const review = await supervisor.cases.list({ queue: 'review', ...all });
    const mine = await agent.cases.list({ queue: 'mine', ...all });
    const overdue = await supervisor.cases.list({ queue: 'review', ...all, overdueOnly: true });
    const agents = await refusalFrom(agent.cases.list({ queue: 'review', ...all }));

    expect(review).toMatchObject({ total: 3, next: null });
    expect(review.rows.map(({ orderNo }) => orderNo)).toEqual(['TA1000', 'TA1001', 'TA1002']);
    expect(review.rows[0]).toMatchObject({
      personMasked: '测**三',
      approvalsNeeded: 1,
      dueClock: 'D3',
      refundFen: 29_900,
    });
    expect(mine.total).toBe(3);
    expect(overdue.total).toBe(0);
    expect(agents.code).toBe('not_permitted');
    expect((await refusalFrom(agent.cases.list({ queue: 'all', ...all, cursor: 'nonsense' }))).code).toBe(
      'invalid_input',
    );
  });

  it('of tasks give work to those who do it', async () => {
    opened.haveOrder(application);
    const finance = await opened.as('finance-1', 'finance');
    const { caseId } = await filed();
    const asked = { kind: 'refund', role: 'finance', mine: false, cursor: null } as const;
    const [task] = (await finance.tasks.list(asked)).rows;
    const taskId = task?.taskId ?? '';

    const noted = await finance.tasks.note({ caseId, taskId, text: '已核对原交易' });
    const taken = await finance.tasks.assign({ caseId, taskId, userId: 'finance-1' });
    const unfit = await refusalFrom(supervisor.tasks.assign({ caseId, taskId, userId: 'agent-1' }));

    expect(noted.notes).toMatchObject([{ text: '已核对原交易', by: { userId: 'finance-1' } }]);
    expect(taken.assignedTo?.userId).toBe('finance-1');
    expect(unfit.code).toBe('assignee_unfit');
    expect(await finance.tasks.list({ ...asked, mine: true })).toMatchObject({ total: 1 });
    expect(await finance.tasks.list({ ...asked, role: 'warehouse' })).toMatchObject({ total: 0, rows: [] });
  });
});
