import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TxnFacts } from '../../contract/desk-api/orders.ts';
import { transaction } from '../../domain/cases/testing/filing.ts';
import type { DeskClient } from '../testing/opened-desk.ts';
import type { ScenarioDesk } from '../testing/scenario-desk.ts';
import { filingFor, openScenarioDesk, verifiedByPhone } from '../testing/scenario-desk.ts';

/** What is asked about a transaction decides its way back, on the screen as in the filing. @rule R-01 */
let opened: ScenarioDesk;
let agent: DeskClient;

beforeEach(async () => {
  opened = await openScenarioDesk();
  agent = await opened.as('agent-1', 'agent');
});
afterEach(() => opened.dispose());

const { orderNo } = transaction;
const USUAL: TxnFacts = { terminalReachable: true, payerDebited: false, requestedFen: null };
const NOT_ASKED = { opened: null, tested: null, damaged: null, activatedBy: null };

/** What is shown for these answers, and the case that is filed with them. */
async function shownAndFiled(txn: TxnFacts) {
  const contact = await verifiedByPhone(opened, agent, { orderNo });
  const asked = { orderNo, contactId: contact.contactId, reasonCode: 'personal_need_change', device: NOT_ASKED };
  const shown = await agent.orders.decide({ ...asked, txn });
  const { case: filed } = await agent.cases.file(await filingFor(opened, agent, contact, { orderNo, txn }));
  return { shown, filed };
}

it('before anything was asked the terminal can be reached and all of it goes back', async () => {
  opened.haveOrder(transaction);

  const shown = await agent.orders.decide({ orderNo, contactId: null, reasonCode: null, device: NOT_ASKED });

  expect(shown).toMatchObject({ route: 'void', inputs: { ...USUAL } });
});

it.each<[why: string, order: Partial<typeof transaction>, txn: Partial<TxnFacts>, route: string, amountFen: number]>([
  ['scenario 17: the terminal cannot be reached: refund, not void', {}, { terminalReachable: false }, 'refund', 50_000],
  ['a part is asked for: no void of a part', {}, { requestedFen: 20_000 }, 'refund', 20_000],
  [
    'scenario 34: failed, yet the payer was debited: the posting is set right',
    { state: 'failed' },
    { payerDebited: true },
    'one_sided_posting',
    50_000,
  ],
  ['failed, and nobody was debited: closed', { state: 'failed' }, {}, 'close_order', 0],
])('%s', async (_why, order, txn, route, amountFen) => {
  opened.haveOrder({ ...transaction, ...order });
  const said = { ...USUAL, ...txn };

  const { shown, filed } = await shownAndFiled(said);

  expect(shown).toMatchObject({ route, refunds: [{ amountFen }], inputs: { ...said } });
  expect(filed.decision).toMatchObject({ route, refunds: [{ amountFen }], inputs: { ...said } });
});
