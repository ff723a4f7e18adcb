import { describe, expect, test } from 'vitest';
import { HOUR_MS } from '../kernel/units.ts';
import type { Order, TerminalApplicationOrder } from '../orders/order.ts';
import { NOW, agent, clerk, given, supervisor, type World } from '../testing/given.ts';
import { approveCase } from './approve-case.ts';
import type { TaskCreated } from './events.ts';
import { fileCancellation } from './file-cancellation.ts';
import {
  application,
  delivered,
  deviceToCome,
  filing,
  lateFee,
  secondSupervisor,
  transaction,
  verifiedContact,
  worldOf,
  type Filing,
} from './testing/filing.ts';

const slip = { materialId: 'sales_slip', state: 'missing', evidenceId: null } as const;
const proof = { materialId: 'payment_proof', state: 'missing', evidenceId: null } as const;

/** The tasks of an order that was filed by phone and approved; `later` is the world at the approval. */
function tasksOf(order: Order, more: Partial<Filing> = {}, later: World = {}): readonly TaskCreated[] {
  const at = { actor: supervisor, ...later };
  const story = given(verifiedContact(), worldOf([order]));
  const filed = story.after(
    fileCancellation,
    filing({ orderNo: order.orderNo, materials: [...deviceToCome, proof, slip], ...more }),
  );
  const once = filed.after(approveCase, { caseId: 'case-1', reason: '同意' }, at);
  const state = once.streams.case('case-1');
  const done =
    state?.status === 'executing'
      ? once
      : once.after(approveCase, { caseId: 'case-1', reason: '同意' }, { ...at, actor: secondSupervisor });
  return done.streams.case('case-1')?.tasks.map(({ task }) => task) ?? [];
}

describe('the tasks of an application', () => {
  test('scenario 09: the deposit waits for the device, which is to be sent to an address given today', () => {
    const tasks = tasksOf(delivered(6));

    expect(tasks).toMatchObject([
      {
        kind: 'refund',
        componentType: 'deposit',
        initialState: 'created',
        clock: 'D8',
        dueAt: null,
        nextStep: 'refund.wait_for_device',
      },
      {
        kind: 'device_return',
        variant: 'return',
        ownerRole: 'agent',
        clock: 'D5',
        nextStep: 'device.give_return_address',
      },
    ]);
  });

  test('scenario 12: in use: the service ends, the terminal is unbound after its funds are settled, the deposit follows the device', () => {
    const order = delivered(60, {
      status: 'active',
      terminalStatus: 'transacting',
      activatedAt: NOW - 50 * 24 * HOUR_MS,
      activatedBy: 'customer',
      txnCount: 40,
      txnAmountFen: 300_000,
    });

    const tasks = tasksOf(order);

    expect(tasks).toMatchObject([
      { kind: 'refund', componentType: 'deposit', initialState: 'created' },
      { kind: 'device_return', variant: 'return' },
      { kind: 'unbind', ownerRole: 'supervisor', nextStep: 'unbind.settle_pending_funds' },
    ]);
  });

  test('scenario 13: activated by the salesperson: no use by the customer, so the whole sum goes back', () => {
    const order = delivered(5, {
      status: 'active',
      terminalStatus: 'activated',
      activatedAt: NOW - HOUR_MS,
      activatedBy: 'salesperson',
    });

    const tasks = tasksOf(order);

    expect(tasks[0]).toMatchObject({ kind: 'refund', amountFen: 29_900, method: 'refund' });
    expect(tasks.map((task) => task.kind)).toEqual(['refund', 'device_return', 'unbind']);
  });

  test('scenario 15: what a salesperson took in person is answered in writing by a supervisor, and not promised', () => {
    const component = { type: 'deposit', amountFen: 29_900, payeeType: 'individual', paidVia: 'wechat' } as const;

    const tasks = tasksOf({ ...application, components: [component] });

    expect(tasks).toMatchObject([
      {
        kind: 'refund',
        method: 'none_by_us',
        payeeType: 'individual',
        ownerRole: 'supervisor',
        nextStep: 'refund.write_answer',
        clock: 'D12',
      },
    ]);
  });

  test('a shipment on its way is intercepted by the warehouse, and the money does not wait for it', () => {
    const order: TerminalApplicationOrder = {
      ...application,
      status: 'shipped',
      terminalStatus: 'in_transit',
      terminalSns: ['TESTSN0000000001'],
      shippedAt: NOW - HOUR_MS,
    };

    const tasks = tasksOf(order);

    expect(tasks).toMatchObject([
      { kind: 'refund', initialState: 'pending_approval', clock: 'D10' },
      { kind: 'device_return', variant: 'shipment_intercept', ownerRole: 'warehouse' },
    ]);
  });

  test('one return for each terminal, and one for a terminal whose number is not on record', () => {
    const two = tasksOf(delivered(3, { terminalSns: ['TESTSN0000000001', 'TESTSN0000000002'] }));
    const none = tasksOf(delivered(3, { terminalSns: [] }));

    expect(two.filter((task) => task.kind === 'device_return')).toHaveLength(2);
    expect(none.filter((task) => task.kind === 'device_return')).toMatchObject([
      { terminalSn: '', nextStep: 'device.find_serial_number' },
    ]);
  });

  test('a visit leaves the return to the counter', () => {
    const story = given(verifiedContact({ channel: 'walk_in', by: clerk }), worldOf([delivered(3)], { actor: clerk }));
    const card = { materialId: 'id_card', state: 'verified', evidenceId: null } as const;

    const state = story
      .after(fileCancellation, filing({ materials: [...deviceToCome, card] }))
      .after(approveCase, { caseId: 'case-1', reason: '' }, { actor: supervisor })
      .streams.case('case-1');

    expect(state?.tasks.map(({ task }) => task).find((task) => task.kind === 'device_return')).toMatchObject({
      ownerRole: 'clerk',
    });
  });

  test('money that has come back since filing gets no task', () => {
    const order = delivered(12);

    const tasks = tasksOf(
      order,
      { fees: [lateFee()] },
      worldOf([{ ...order, paymentStatus: 'refunded' }], { actor: supervisor }),
    );

    expect(tasks.map((task) => task.kind)).toEqual(['device_return']);
  });
});

describe('the tasks of a transaction', () => {
  test('scenario 17: a void until the cut-off (23:00), by the fields of the original', () => {
    const [task] = tasksOf(transaction);

    expect(task).toMatchObject({
      kind: 'refund',
      method: 'void',
      amountFen: 50_000,
      nextStep: 'refund.approve_void',
      initialState: 'pending_approval',
    });
    expect(task?.dueAt).toBe(Date.UTC(2026, 2, 10, 15, 0));
  });

  test('a void whose cut-off passed before the approval has become a refund, with its reason', () => {
    const [task] = tasksOf(transaction, {}, { now: NOW + 14 * HOUR_MS });

    expect(task).toMatchObject({ method: 'refund', amountFen: 50_000, nextStep: 'refund.approve' });
    expect(task?.kind === 'refund' ? task.reason.zh : '').toContain('走退款而非撤销');
  });

  test('never more goes back than is left at the approval', () => {
    const partly = { ...transaction, state: 'partially_refunded', refundedFen: 12_000, settledAt: NOW } as const;

    const [task] = tasksOf(transaction, {}, worldOf([partly], { actor: supervisor }));

    expect(task).toMatchObject({ method: 'refund', amountFen: 38_000 });
  });

  test('fields of the original that are missing block the task and are named', () => {
    const [task] = tasksOf({ ...transaction, voucherNo: null });

    expect(task).toMatchObject({ initialState: 'blocked', nextStep: 'refund.find_original_fields' });
    expect(task?.kind === 'refund' ? task.reason.zh : '').toContain('凭证号');
  });

  test('scenario 33: an order that cannot be revoked gets a compensating entry by a supervisor, under exception', () => {
    const [task] = tasksOf({ ...transaction, autoGenerated: true }, { reasonCode: 'auto_generated_irrevocable' });

    expect(task).toMatchObject({
      method: 'compensating_entry',
      ownerRole: 'supervisor',
      nextStep: 'refund.compensating_entry',
    });
  });

  test('cash goes back over the counter', () => {
    const [task] = tasksOf({ ...transaction, tender: 'cash', state: 'cash_open' });

    expect(task).toMatchObject({ method: 'cash_out', ownerRole: 'clerk', nextStep: 'refund.cash_out_at_store' });
  });

  test('an unknown outcome is queried first', () => {
    const debit = { materialId: 'debit_proof', state: 'missing', evidenceId: null } as const;

    const [task] = tasksOf({ ...transaction, state: 'unknown' }, { materials: [debit] });

    expect(task).toMatchObject({ method: 'query_first', nextStep: 'refund.query_outcome', amountFen: 0 });
  });
});

describe('what comes back', () => {
  /** The sorts of tasks of an order delivered three days ago that is this at the approval. */
  const kindsAt = (more: Partial<TerminalApplicationOrder>) =>
    tasksOf(delivered(3), {}, worldOf([delivered(3, more)], { actor: supervisor })).map((task) =>
      task.kind === 'device_return' ? task.variant : task.kind,
    );

  test.each([
    [{ terminalStatus: 'returned' }, ['refund']],
    [{ terminalStatus: 'lost' }, ['refund']],
    [{ terminalStatus: 'in_transit' }, ['refund', 'shipment_intercept']],
    [{ terminalStatus: 'allocated', status: 'shipped' }, ['refund', 'shipment_intercept']],
    [{ terminalStatus: 'allocated', status: 'delivered' }, ['refund', 'return']],
    [{ terminalStatus: 'allocated', status: 'active' }, ['refund', 'return']],
    [{ terminalStatus: 'allocated', status: 'approved' }, ['refund']],
    [{ terminalStatus: 'bound', status: 'approved' }, ['refund', 'return', 'unbind']],
    [{ terminalStatus: 'unbound', status: 'approved' }, ['refund', 'return']],
  ] as const)('of %j is %j', (more, kinds) => {
    expect(kindsAt(more)).toEqual(kinds);
  });

  test('holds up the deposit and the price of the device, not the fees', () => {
    const components = (['device_price', 'deposit', 'service_fee', 'data_fee'] as const).map((type) => ({
      type,
      amountFen: 1_000,
      payeeType: 'institution' as const,
      paidVia: 'wechat',
    }));

    const refunds = tasksOf(delivered(3, { components })).filter((task) => task.kind === 'refund');

    expect(refunds.map((task) => [task.componentType, task.initialState])).toEqual([
      ['device_price', 'created'],
      ['deposit', 'created'],
      ['service_fee', 'pending_approval'],
      ['data_fee', 'pending_approval'],
    ]);
  });

  test('a terminal that is bound and was not used is released at once', () => {
    const unbind = tasksOf(delivered(3, { terminalStatus: 'bound' })).find((task) => task.kind === 'unbind');

    expect(unbind).toMatchObject({
      terminalSn: 'TESTSN0000000001',
      ownerRole: 'supervisor',
      nextStep: 'unbind.release_mapping',
      clock: 'D14',
    });
  });

  test('fields that are missing are named one by one, in both languages, and finance finds them', () => {
    const [task] = tasksOf({ ...transaction, voucherNo: null, batchNo: null });

    expect(task).toMatchObject({ ownerRole: 'finance', initialState: 'blocked', clock: 'D10' });
    expect(task?.kind === 'refund' ? task.reason.zh : '').toMatch(/\(凭证号、批次号\)$/);
    expect(task?.kind === 'refund' ? task.reason.en : '').toMatch(/ \(\w[^,]+, [^,]+\)$/);
  });

  test('what is intercepted has its own next step, and an answer in writing waits for approval', () => {
    const intercepted = tasksOf(
      delivered(3),
      {},
      worldOf([delivered(3, { terminalStatus: 'in_transit' })], { actor: supervisor }),
    );
    const component = { type: 'deposit', amountFen: 29_900, payeeType: 'individual', paidVia: 'wechat' } as const;

    expect(intercepted.find((task) => task.kind === 'device_return')?.nextStep).toBe('device.intercept_shipment');
    expect(tasksOf({ ...application, components: [component] })[0]).toMatchObject({ initialState: 'pending_approval' });
  });
});

test('every task has an owner, a clock and a next step, and names the agent of nobody', () => {
  const orders: readonly Order[] = [
    delivered(3),
    delivered(60, { status: 'active', terminalStatus: 'transacting', txnCount: 40 }),
    transaction,
  ];

  const tasks = orders.flatMap((order) => tasksOf(order));

  for (const task of tasks) {
    expect(task.ownerRole).not.toBe('');
    expect(task.dueAt !== null || task.clock !== null).toBe(true);
    expect(task.nextStep).toMatch(/^(refund|device|unbind)\.[a-z_]+$/);
    expect(JSON.stringify(task)).not.toContain(agent.userId);
  }
  expect(new Set(tasks.map((task) => task.kind))).toEqual(new Set(['refund', 'device_return', 'unbind']));
});
