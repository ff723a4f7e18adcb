import { afterEach, beforeEach, expect, it } from 'vitest';
import { application, delivered } from '../../domain/cases/testing/filing.ts';
import { DAY_MS, MINUTE_MS } from '../../domain/kernel/units.ts';
import type { DeskClient } from '../testing/opened-desk.ts';
import type { ScenarioDesk } from '../testing/scenario-desk.ts';
import { beginVerifying, filingFor, openScenarioDesk, verifiedByPhone } from '../testing/scenario-desk.ts';

let opened: ScenarioDesk;
let agent: DeskClient;

beforeEach(async () => {
  opened = await openScenarioDesk();
  opened.haveOrder(delivered(3));
  agent = await opened.as('agent-1', 'agent');
});
afterEach(() => opened.dispose());

const statusesInQueue = async (queue: 'rejected' | 'all') => {
  const { rows } = await agent.cases.list({ queue, orderKind: null, overdueOnly: false, cursor: null });
  return rows.map(({ status }) => status);
};

/** Files on the order and has a supervisor reject it. */
async function haveRejected(): Promise<void> {
  const supervisor = await opened.as('supervisor-1', 'supervisor');
  const { case: filed } = await agent.cases.file(await filingFor(opened, agent, await verifiedByPhone(opened, agent)));
  await supervisor.cases.reject({
    caseId: filed.caseId,
    reasonCode: 'window_passed',
    clause: '第六条',
    remedy: '换货',
    appealRoute: '客服主管',
    complaintRoute: '12363',
  });
}

/** The person's session is over after a day: they come back to a desk that was opened anew. */
async function days(count: number, { reopened }: { readonly reopened: boolean }): Promise<void> {
  opened.pass(count * DAY_MS);
  if (reopened) await opened.reopen();
  agent = await opened.as('agent-1', 'agent');
}

it('a rejection whose appeal window has passed is final when the desk is opened', async () => {
  await haveRejected();

  await days(40, { reopened: true });

  expect(await statusesInQueue('all')).toEqual(['rejected_final']);
});

it('a rejection within its appeal window stands', async () => {
  await haveRejected();

  await days(2, { reopened: true });

  expect(await statusesInQueue('rejected')).toEqual(['rejected']);
});

it('filing on an order lets go of a rejection that is over, at a desk that was open all along', async () => {
  await haveRejected();
  await days(40, { reopened: false });
  const filing = await filingFor(opened, agent, await verifiedByPhone(opened, agent), {
    materials: [{ materialId: 'device_and_accessories', state: 'missing', evidenceId: null }],
  });

  const { outcome } = await agent.cases.file(filing);

  expect(outcome).toBe('filed');
  expect((await statusesInQueue('all')).toSorted()).toEqual(['rejected_final', 'under_review']);
});

it('an intake nobody came back for expires after its seven days', async () => {
  const { contactId } = await beginVerifying(agent, { cli: '19900001111' });
  await agent.cases.fileIntake({
    contactId,
    orderNo: application.orderNo,
    reasonCode: null,
    reasonText: '',
    materialsRequested: ['id_card'],
    callbackId: null,
    noCallbackBecause: '将到店办理',
  });

  await days(6, { reopened: true });
  const before = await statusesInQueue('all');
  await days(3, { reopened: true });
  opened.pass(MINUTE_MS);
  const after = await statusesInQueue('all');

  expect([before, after]).toEqual([['intake_only'], ['expired']]);
});
