import { afterEach, beforeEach, expect, it } from 'vitest';
import { application, delivered, transaction } from '../../domain/cases/testing/filing.ts';
import { HOUR_MS } from '../../domain/kernel/units.ts';
import { NOW } from '../../domain/testing/given.ts';
import type { DeskClient } from '../testing/opened-desk.ts';
import { refusalFrom } from '../testing/opened-desk.ts';
import type { ScenarioDesk } from '../testing/scenario-desk.ts';
import { beginVerifying, filingFor, openScenarioDesk, verifiedByPhone } from '../testing/scenario-desk.ts';

let opened: ScenarioDesk;
let agent: DeskClient;

beforeEach(async () => {
  opened = await openScenarioDesk();
  opened.haveOrder(delivered(3, { deployAddress: '浙江省宁波市海曙区测试路9号', trackingNo: 'SF0000000000001' }));
  opened.haveOrder(transaction);
  agent = await opened.as('agent-1', 'agent');
});
afterEach(() => opened.dispose());

it.each([
  ['13800138000', 'mobile', 2],
  ['ta0001', 'order_no', 1],
  ['TESTSN0000000001', 'terminal_sn', 2],
  ['１０２５８１０８３９８６０５６', 'merchant_no', 2],
  ['SF0000000000001', 'tracking_no', 1],
  ['000000000123', 'rrn', 1],
  ['000123', 'voucher_no', 1],
  ['110101199003077715', 'id_no', 2],
  ['91350100M000100Y43', 'uscc', 2],
  ['8000', 'suffix', 2],
  ['小店', 'name_han', 2],
  ['zhangsan', 'name_pinyin', 2],
  ['zs', 'name_initials', 2],
])('the one box finds by %s, says what it took it for, and shows nothing whole', async (text, kind, count) => {
  const answer = await agent.orders.search({ text, limit: 10 });

  expect(answer.interpretations.map((one) => one.kind)).toContain(kind);
  expect(answer.hits.map((hit) => hit.matchedBy)).toEqual(Array.from({ length: count }, () => kind));
  expect(answer.hits[0]).toMatchObject({
    personMasked: '测**三',
    merchantMasked: '测***店',
    mobileMasked: '138****8000',
  });
  expect(JSON.stringify(answer)).not.toMatch(/13800138000|110101199003077715|测试张三/u);
  expect(JSON.stringify(answer.hits)).not.toContain('TESTSN0000000001');
});

it('a card number typed whole is cut to its last four before anything else, and not echoed', async () => {
  const answer = await agent.orders.search({ text: '6222021234567894', limit: 10 });

  expect(answer.interpretations[0]).toEqual({ kind: 'card_last4', text: '****7894', partial: true });
  expect(answer.hits.map((hit) => hit.matchedBy)).toEqual(['card_last4', 'card_last4']);
  expect(JSON.stringify(answer)).not.toContain('6222021234567894');
});

it('a case is found by the code read out to the customer, closed ones too, newest case first', async () => {
  const contact = await verifiedByPhone(opened, agent);
  const { case: filed } = await agent.cases.file(await filingFor(opened, agent, contact));
  await agent.cases.withdraw({ caseId: filed.caseId, contactId: contact.contactId, reason: '改变主意' });

  const { hits } = await agent.orders.search({ text: filed.caseCode.toLowerCase(), limit: 10 });

  expect(hits).toMatchObject([
    { matchedBy: 'case_code', case: { caseCode: filed.caseCode, status: 'withdrawn', open: false } },
  ]);
});

it('an amount is found, and one said in the wrong unit is offered in the right one', async () => {
  const known = (await agent.orders.search({ text: '小店', limit: 1 })).hits[0];
  const yuan = (known?.amountFen ?? 0) / 100;

  const said = await agent.orders.search({ text: `${yuan.toFixed(2)}元`, limit: 10 });
  const inFen = await agent.orders.search({ text: `¥${yuan * 100}`, limit: 10 });

  expect(said.interpretations).toMatchObject([{ kind: 'amount' }]);
  expect(said.hits.map((hit) => hit.amountFen)).toContain(known?.amountFen);
  expect(inFen.hits).toEqual([]);
  expect(inFen.nearMisses[0]).toMatchObject({
    kind: 'amount',
    hint: 'wrong_unit',
    hit: { amountFen: known?.amountFen },
  });
});

it('where an identifier finds nothing, what was probably meant is offered, masked', async () => {
  const { hits, nearMisses } = await agent.orders.search({ text: '13800138900', limit: 10 });
  const transposed = await agent.orders.search({ text: '13801038000', limit: 10 });

  expect(hits).toEqual([]);
  expect(nearMisses).toEqual([]);
  expect(transposed.nearMisses[0]).toMatchObject({ kind: 'mobile', hint: 'transposed', suggestion: '138****8000' });
});

it.each([
  ['110101199003077751', 'id_no', 'transposed', '1****************5'],
  ['11010119900307715', 'id_no', 'missing_digit', '1****************5'],
  ['1380013800', 'mobile', 'missing_digit', '138****8000'],
  ['138001380000', 'mobile', 'extra_digit', '138****8000'],
  ['138O0138000', 'mobile', 'confused_characters', '138****8000'],
  ['9135O100M000100Y43', 'uscc', 'confused_characters', '91350100M000100Y43'],
  ['91350100M00100Y43', 'uscc', 'missing_digit', '91350100M000100Y43'],
])(
  '%s is offered as the %s it nearly is, and not echoed whole where it is somebody’s own',
  async (text, kind, hint, suggestion) => {
    const answer = await agent.orders.search({ text, limit: 10 });

    expect(answer.hits).toEqual([]);
    expect(answer.nearMisses[0]).toMatchObject({
      kind,
      hint,
      suggestion,
      hit: { matchedBy: kind, personMasked: '测**三' },
    });
    expect(new Set(answer.nearMisses.map((miss) => miss.hit.orderNo)).size).toBe(answer.nearMisses.length);
    expect(JSON.stringify(answer)).not.toMatch(/13800138000|110101199003077715|测试张三/u);
    expect(JSON.stringify(answer).includes(text)).toBe(kind === 'uscc');
  },
);

it('a case is found by the end of its code, and offered for a code with one wrong character', async () => {
  const contact = await verifiedByPhone(opened, agent);
  const { case: filed } = await agent.cases.file(await filingFor(opened, agent, contact));
  const { caseCode } = filed;
  const wrong = caseCode.slice(0, -2) + (caseCode.at(-2) === '7' ? '8' : '7') + caseCode.slice(-1);

  const byEnds = await Promise.all(
    [4, 6, 8].map((length) => agent.orders.search({ text: caseCode.replaceAll('-', '').slice(-length), limit: 10 })),
  );
  const byWrong = await agent.orders.search({ text: wrong, limit: 10 });

  expect(byEnds.map(({ hits }) => hits.map((hit) => [hit.matchedBy, hit.case?.caseCode]))).toEqual(
    Array.from({ length: 3 }, () => [['suffix', caseCode]]),
  );
  expect(byWrong.hits).toEqual([]);
  expect(byWrong.nearMisses).toMatchObject([
    { kind: 'case_code', hint: 'wrong_character', suggestion: caseCode, hit: { case: { caseCode } } },
  ]);
});

it('an order is shown in at most five fields, its personal ones masked and named for a reveal', async () => {
  const order = await agent.orders.get({ orderNo: application.orderNo, contactId: null });
  const byKey = new Map(order.fields.map((field) => [field.key, field]));

  expect(order.headline.map(({ key }) => key)).toEqual([
    'merchantName',
    'status',
    'deliveredAt',
    'terminalSn',
    'paidFen',
  ]);
  expect(byKey.get('idNo')).toEqual({ key: 'idNo', value: '1****************5', format: 'masked', reveal: 'idNo' });
  expect(byKey.get('terminalSn')).toMatchObject({ value: '…000001', reveal: 'terminalSn' });
  expect(byKey.get('deployAddress')).toMatchObject({ value: '浙江省宁波市海曙区***', reveal: 'deployAddress' });
  expect(byKey.get('feeRateBps')).toMatchObject({ value: 60, format: 'bps' });
  expect(byKey.has('settlementCard')).toBe(false);
  expect(order.flags).toEqual(['deploy_address_mismatch']);
});

it('a later statement is one more observation that names what changed, and the first still stands', async () => {
  opened.pass(HOUR_MS);
  opened.haveOrder({ ...transaction, state: 'settled', settledAt: NOW });

  const { status, observations } = await agent.orders.get({ orderNo: transaction.orderNo, contactId: null });

  expect(status).toBe('settled');
  expect(observations).toMatchObject([
    { observation: 2, changed: ['settledAt', 'state'] },
    { observation: 1, changed: [] },
  ]);
});

it('what may be told hangs on who is verified in this contact', async () => {
  const unverified = await beginVerifying(agent);
  const before = await agent.orders.get({ orderNo: application.orderNo, contactId: unverified.contactId });
  const verified = await verifiedByPhone(opened, agent);
  const after = await agent.orders.get({ orderNo: application.orderNo, contactId: verified.contactId });

  expect(before.mayTellStatus).toBe(false);
  expect(after.mayTellStatus).toBe(true);
});

it('the orders of a party come in pages', async () => {
  const { party } = await agent.orders.get({ orderNo: application.orderNo, contactId: null });
  for (let index = 0; index < 31; index += 1) {
    opened.haveOrder({
      ...transaction,
      orderNo: `AT10${String(index).padStart(2, '0')}`,
      orderedAt: NOW - index * HOUR_MS,
    });
  }

  const first = await agent.orders.ofParty({ partyId: party.partyId, cursor: null });
  const second = await agent.orders.ofParty({ partyId: party.partyId, cursor: first.next });

  expect(first.hits).toHaveLength(30);
  expect(second.hits).toHaveLength(3);
  expect(second.next).toBeNull();
  expect(new Set([...first.hits, ...second.hits].map(({ orderNo }) => orderNo)).size).toBe(33);
  expect((await refusalFrom(agent.orders.ofParty({ partyId: party.partyId, cursor: 'x' }))).code).toBe('invalid_input');
});

it('an order with a case says so wherever it is shown, and its provider’s word stays beside it', async () => {
  const shown = async () => {
    const order = await agent.orders.get({ orderNo: application.orderNo, contactId: null });
    const { hits } = await agent.orders.search({ text: application.orderNo, limit: 5 });
    const fields = [...order.headline, ...order.fields].filter(({ key }) => key === 'status');
    expect(new Set([order.status, ...fields.map(({ value }) => value), ...hits.map(({ status }) => status)]).size).toBe(
      1,
    );
    expect(order.observations).toMatchObject([{ observation: 1, status: 'delivered' }]);
    return order.status;
  };
  const supervisor = await opened.as('supervisor-1', 'supervisor');
  const contact = await verifiedByPhone(opened, agent);
  const before = await shown();

  const { case: filed } = await agent.cases.file(await filingFor(opened, agent, contact));
  const whileFiled = await shown();
  await supervisor.cases.approve({ caseId: filed.caseId, reason: '同意' });
  const whileExecuted = await shown();
  await agent.cases.withdraw({ caseId: filed.caseId, contactId: contact.contactId, reason: '改变主意' });
  const afterwards = await shown();

  expect([before, whileFiled, whileExecuted, afterwards]).toEqual([
    'delivered',
    'cancel_pending',
    'terminating',
    'delivered',
  ]);
});

it('deciding where a case is open says to join it, with the serial number masked', async () => {
  const contact = await verifiedByPhone(opened, agent);
  const ask = {
    orderNo: application.orderNo,
    contactId: contact.contactId,
    reasonCode: null,
    device: { opened: null, tested: null, damaged: null, activatedBy: null },
  };
  const before = await agent.orders.decide(ask);
  await agent.cases.file(await filingFor(opened, agent, contact));

  const after = await agent.orders.decide(ask);

  expect(before.terminalSns).toEqual(['…000001']);
  expect(before.inputs['noticeAt']).toBe(contact.startedAt);
  expect(after.route).toBe('existing_case');
});
