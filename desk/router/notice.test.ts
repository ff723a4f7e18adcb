import { afterEach, beforeEach, expect, it } from 'vitest';
import { application, delivered } from '../../domain/cases/testing/filing.ts';
import { DAY_MS, MINUTE_MS } from '../../domain/kernel/units.ts';
import { NOW } from '../../domain/testing/given.ts';
import type { DeskClient } from '../testing/opened-desk.ts';
import type { ScenarioDesk } from '../testing/scenario-desk.ts';
import { beginVerifying, filingFor, openScenarioDesk, verifiedByPhone } from '../testing/scenario-desk.ts';

/** A notice given in time keeps its time, however late the customer is verified. @rule L-15 */
let opened: ScenarioDesk;
let agent: DeskClient;

beforeEach(async () => {
  opened = await openScenarioDesk();
  agent = await opened.as('agent-1', 'agent');
});
afterEach(() => opened.dispose());

const { orderNo } = application;
const NOT_ASKED = { opened: null, tested: null, damaged: null, activatedBy: null };

async function days(count: number): Promise<void> {
  opened.pass(count * DAY_MS);
  agent = await opened.as('agent-1', 'agent');
}

/** Somebody calls who cannot be verified, and is taken down. */
async function takenDown(reasonText = '不想要了') {
  const { contactId } = await beginVerifying(agent, { cli: '19900001111' });
  const answer = await agent.cases.fileIntake({
    contactId,
    orderNo,
    reasonCode: null,
    reasonText,
    materialsRequested: ['id_card'],
    callbackId: null,
    noCallbackBecause: '将到店办理',
  });
  return { contactId, ...answer };
}

const decided = (contactId: string | null) =>
  agent.orders.decide({ orderNo, contactId, reasonCode: 'personal_need_change', device: NOT_ASKED });

/** What we would take, in fen. */
const payable = ({ fees }: Awaited<ReturnType<typeof decided>>) =>
  fees.flatMap(({ paidTo, amountFen }) => (paidTo === 'us' && amountFen > 0 ? [amountFen] : []));

it('scenario 02: a notice on day six keeps the seven days for who comes back verified on day ten: as it is shown, so it is filed', async () => {
  opened.haveOrder(delivered(6));
  const first = await takenDown();
  await days(4);
  const contact = await verifiedByPhone(opened, agent);

  const shown = await decided(contact.contactId);
  const filed = await agent.cases.file(await filingFor(opened, agent, contact));

  expect(shown).toMatchObject({ route: 'no_reason_return_7d', inputs: { noticeAt: NOW } });
  expect(payable(shown)).toEqual([]);
  expect(filed.outcome).toBe('filed');
  expect(filed.case).toMatchObject({ noticeReceivedAt: NOW, fees: [], decision: { route: 'no_reason_return_7d' } });
  expect((await agent.cases.get({ caseId: first.case.caseId })).status).toBe('closed');
});

it('without a notice in time day ten is past the seven days, in both places', async () => {
  opened.haveOrder(delivered(6));
  await days(4);
  const contact = await verifiedByPhone(opened, agent);
  const at = opened.desk().deps.now();
  const fee = { feeItemId: 'late_return_handling', amountFen: 10_000, answer: 'declined' } as const;

  const shown = await decided(contact.contactId);
  const filed = await agent.cases.file(
    await filingFor(opened, agent, contact, { fees: [{ ...fee, method: null, evidenceId: null, at }] }),
  );

  expect(shown.route).toBe('out_of_window_contract');
  expect(payable(shown)).toEqual([10_000]);
  expect(filed.case).toMatchObject({ decision: { route: 'out_of_window_contract' }, fees: [{ amountFen: 10_000 }] });
});

it('a second intake joins the first, with its contact and its words, and the first notice counts', async () => {
  opened.haveOrder(delivered(6));
  const first = await takenDown();
  await days(3);

  const second = await takenDown('又来电话催问');
  const { entries } = await agent.contacts.timeline({
    subject: { type: 'case', caseId: first.case.caseId },
    cursor: null,
  });
  const contact = await verifiedByPhone(opened, agent);
  const filed = await agent.cases.file(await filingFor(opened, agent, contact));

  expect(second).toMatchObject({ outcome: 'attached', case: { caseId: first.case.caseId, noticeReceivedAt: NOW } });
  expect(second.case.contacts.map(({ contactId }) => contactId)).toEqual([first.contactId, second.contactId]);
  expect(entries.map(({ data }) => data['text'])).toContain('又来电话催问');
  expect(filed.case).toMatchObject({ noticeReceivedAt: NOW, decision: { route: 'no_reason_return_7d' } });
});

it('an intake that has lapsed was a notice all the same, and the filing closes it with the one that came after it', async () => {
  opened.haveOrder(delivered(6));
  const first = await takenDown();
  await days(9);
  const second = await takenDown();
  opened.pass(MINUTE_MS);
  const contact = await verifiedByPhone(opened, agent);

  const shown = await decided(contact.contactId);
  const filed = await agent.cases.file(await filingFor(opened, agent, contact));

  expect(second.outcome).toBe('filed');
  expect(shown.inputs['noticeAt']).toBe(NOW);
  expect(filed.case).toMatchObject({ noticeReceivedAt: NOW, decision: { route: 'no_reason_return_7d' } });
  for (const { case: intake } of [first, second]) {
    expect((await agent.cases.get({ caseId: intake.caseId })).status).toBe('closed');
  }
});

it('the intake of another order says nothing about this one', async () => {
  opened.haveOrder(delivered(6));
  opened.haveOrder(delivered(6, { orderNo: 'TA0002', terminalSns: ['TESTSN0000000002'] }));
  await takenDown();
  await days(4);

  const shown = await agent.orders.decide({
    orderNo: 'TA0002',
    contactId: null,
    reasonCode: 'personal_need_change',
    device: NOT_ASKED,
  });

  expect(shown.route).toBe('out_of_window_contract');
});
