import { describe, expect, test } from 'vitest';
import type { TerminalApplicationOrder } from '../orders/order.ts';
import { at, byUs, changes, decide, ruleIds, unshipped } from './policy-fixtures.ts';

const DAY_5 = at('2026-11-22 14:03');
const DAY_6 = at('2026-11-23 10:00');
const DAY_8 = at('2026-11-25 10:00');
const DAY_12 = at('2026-11-29 10:00');
const opened = { opened: true, tested: true, damaged: false, activatedBy: null };

describe('before sign-for', () => {
  test('scenario 01: submitted and not shipped is free, refunded whole, and approved automatically', () => {
    const decision = decide(unshipped, at('2026-11-15 09:00'));

    expect(decision).toMatchObject({ result: 'cancellable', route: 'before_ship', approval: { level: 'auto' } });
    expect(decision.fees.map((fee) => fee.amountFen)).toEqual([0]);
    expect(byUs(decision)).toEqual([['refund', 29900]]);
    expect(decision.returnsDevice).toBe(false);
    expect(decision.say.zh).toBe('您的订单还没有发货，可以取消。不收取消费用。¥299.00 原路退回您付款的账户。');
  });

  test.each(['submitted', 'under_review', 'approved', 'allocated'] as const)(
    '%s is still before shipping, for a company too',
    (status) => {
      const decision = decide({ ...unshipped, status, buyerType: 'company' }, at('2026-11-15 09:00'));

      expect(decision).toMatchObject({ result: 'cancellable', route: 'before_ship' });
      expect(decision.legalBasis.map((basis) => basis.ruleId)).toContain('L-14');
    },
  );

  test('shipped and not signed for: the parcel is intercepted', () => {
    const decision = decide({ status: 'shipped', deliveredAt: null }, at('2026-11-16 09:00'));

    expect(decision).toMatchObject({
      result: 'cancellable_with_conditions',
      route: 'intercept_shipment',
      terminalSns: ['TEST0004C7A1'],
      returnsDevice: false,
    });
  });

  test('the courier shows sign-for while the status still says shipped: delivered (L-20)', () => {
    const decision = decide({ status: 'shipped' }, DAY_5);

    expect(decision.route).toBe('no_reason_return_7d');
  });

  test('lost on the way: the risk is ours until sign-for (L-20)', () => {
    const decision = decide({ status: 'exception', deliveredAt: null }, at('2026-11-20 09:00'));

    expect(decision).toMatchObject({
      result: 'cancellable',
      route: 'lost_in_transit',
      approval: { level: 'supervisor' },
    });
    expect(ruleIds(decision)).toContain('L-20 pass');
  });

  test('rejected by the provider: what was paid goes back, nothing when nothing was paid', () => {
    const paid = decide({ ...unshipped, status: 'rejected' }, DAY_5);
    const unpaid = decide({ ...unshipped, status: 'rejected', paymentStatus: 'unpaid' }, DAY_5);

    expect(byUs(paid)).toEqual([['refund', 29900]]);
    expect(byUs(unpaid)).toEqual([['close_order', 0]]);
    expect(unpaid.say.zh).toContain('没有需要我们退的款项');
  });

  test.each(['cancelled', 'terminated', 'terminating'] as const)(
    '%s: nothing left to cancel, and a way on',
    (status) => {
      const decision = decide({ status }, DAY_5);

      expect(decision).toMatchObject({ result: 'not_cancellable', route: 'already_ended', refunds: [], fees: [] });
      expect(changes(decision)).toEqual(['refund_not_arrived', 'appeal']);
    },
  );
});

describe('seven days without reason', () => {
  test('day 5, sole trader, not activated: as the desk shows it', () => {
    const decision = decide({}, DAY_5);

    expect(decision).toMatchObject({ result: 'cancellable', route: 'no_reason_return_7d', returnsDevice: true });
    expect(decision.headline).toEqual({
      zh: '可以取消：七日无理由退货',
      en: 'Can be cancelled: seven-day return without reason',
    });
    expect(decision.summary.zh).toContain('线上下单，个体工商户，签收第 5 天，机具未激活');
    expect(decision.say.zh).toContain('2026 年 11 月 24 日 24:00');
    expect(decision.say.zh).toContain('¥299.00');
    expect(decision.deadlines.find((deadline) => deadline.id === 'D2')?.dueAt).toBe(at('2026-11-25 00:00'));
    expect(decision.fees.map((fee) => [fee.feeItemId, fee.amountFen, fee.paidTo])).toEqual([
      ['cancel_in_window', 0, 'us'],
      ['return_freight', 0, 'courier'],
    ]);
    expect(decision.bring.map((item) => item.id)).toEqual(['device_and_accessories']);
    expect(changes(decision)).toContain('drop_off_at_store');
  });

  test('scenario 09: day 6, opened and tested, not activated: still intact (L-03)', () => {
    const decision = decide({ buyerType: 'consumer' }, DAY_6, { deviceCondition: opened });

    expect(decision).toMatchObject({ result: 'cancellable', route: 'no_reason_return_7d' });
    expect(ruleIds(decision)).toContain('L-03 pass');
    expect(byUs(decision)).toEqual([['refund', 29900]]);
  });

  test.each([
    ['day 7, last minute', '2026-11-24 23:59', 'no_reason_return_7d'],
    ['day 8, first moment', '2026-11-25 00:00', 'out_of_window_contract'],
  ])('%s', (_title, moment, route) => {
    expect(decide({}, at(moment)).route).toBe(route);
  });

  test('the notice counts, not the moment of filing (L-14, L-15)', () => {
    const decision = decide({}, DAY_8, { noticeAt: at('2026-11-24 20:00') });

    expect(decision.route).toBe('no_reason_return_7d');
  });

  test('the last day is in the National Day holiday: the right rolls to 8 October (L-06)', () => {
    const holiday = { orderedAt: at('2026-09-22 10:00'), deliveredAt: at('2026-09-25 10:00') };

    const within = decide(holiday, at('2026-10-08 23:59'));
    const after = decide(holiday, at('2026-10-09 00:00'));

    expect(within.route).toBe('no_reason_return_7d');
    expect(ruleIds(within)).toContain('L-06 info');
    expect(after.route).toBe('out_of_window_contract');
  });

  test('a product with a longer window of its own (A36)', () => {
    const decision = decide({ product: '智能POS旗舰版' }, DAY_12);

    expect(decision.route).toBe('no_reason_return_7d');
    expect(decision.say.zh).toContain('2026 年 12 月 2 日');
  });

  test('no courier proof: the window stays open, and the desk says what is missing', () => {
    const decision = decide({ deliveredAt: null }, DAY_12);

    expect(decision).toMatchObject({ result: 'cancellable_with_conditions', route: 'no_reason_return_7d' });
    expect(decision.warnings.map((warning) => warning.code)).toContain('delivered_at_missing');
    expect(changes(decision)).toContain('courier_proof_found');
  });

  test('a deadline in a year without known holidays carries a warning', () => {
    const decision = decide({ deliveredAt: at('2026-12-28 10:00') }, at('2026-12-29 10:00'));

    expect(decision.warnings.map((warning) => warning.code)).toContain('calendar_year_unknown');
  });

  test('damaged: a deduction by the published list, not a refusal', () => {
    const decision = decide({}, DAY_5, { deviceCondition: { ...opened, damaged: true } });

    expect(decision).toMatchObject({ result: 'cancellable_with_conditions', approval: { level: 'supervisor' } });
    expect(ruleIds(decision)).toContain('L-03 fail');
    expect(decision.say.zh).toContain('按公示价目扣减');
  });
});

describe('activation and use', () => {
  const activated: Partial<TerminalApplicationOrder> = {
    status: 'active',
    terminalStatus: 'activated',
    activatedAt: at('2026-11-18 11:00'),
  };

  test('scenario 12: activated, ¥3,000 of transactions: the service is ended, the deposit follows L-12', () => {
    const decision = decide(
      { ...activated, activatedBy: 'customer', terminalStatus: 'transacting', txnCount: 6, txnAmountFen: 300000 },
      DAY_6,
    );

    expect(decision).toMatchObject({
      result: 'cancellable_with_conditions',
      route: 'service_termination',
      returnsDevice: true,
      approval: { level: 'supervisor' },
    });
    expect(ruleIds(decision)).toEqual(expect.arrayContaining(['L-03 fail', 'L-14 pass', 'L-12 info']));
    expect(byUs(decision)).toEqual([['refund', 29900]]);
    expect(decision.nextSteps.map((step) => step.what.zh)).toEqual(
      expect.arrayContaining(['结清在途资金', '解绑终端']),
    );
  });

  test('a turnover condition that is met makes the deposit due', () => {
    const decision = decide({ ...activated, txnCount: 400, txnAmountFen: 10_000_000 }, DAY_6);

    expect(ruleIds(decision)).toContain('L-12 pass');
  });

  test('a device that was bought stays with the customer, the unused service fee goes back (L-09)', () => {
    const decision = decide(
      {
        ...activated,
        boundAt: at('2026-11-18 10:00'),
        txnCount: 6,
        txnAmountFen: 300000,
        components: [
          { type: 'device_price', amountFen: 19900, payeeType: 'institution', paidVia: null },
          { type: 'data_fee', amountFen: 12000, payeeType: 'institution', paidVia: null },
        ],
      },
      DAY_6,
    );

    expect(decision.returnsDevice).toBe(false);
    // 5 of 365 days used: 12000 x 360 / 365 = 11835.6…, rounded for the customer.
    expect(byUs(decision)).toEqual([
      ['none_by_us', 0],
      ['refund', 11836],
    ]);
  });

  test('scenario 13: activated by the salesperson on record: not the customer’s use, no conditions', () => {
    const decision = decide({ ...activated, activatedBy: 'salesperson' }, DAY_6);

    expect(decision).toMatchObject({ result: 'cancellable', route: 'no_reason_return_7d' });
    expect(ruleIds(decision)).toContain('L-03 pass');
    expect(decision.bring.map((item) => item.id)).toContain('activation_proof');
  });

  test('scenario 13: the customer only says that the salesperson did it: evidence decides', () => {
    const said = { ...opened, activatedBy: 'salesperson' as const };

    const stated = decide(activated, DAY_6, { deviceCondition: said });
    const shown = decide(activated, DAY_6, { deviceCondition: { ...said, evidenceIds: ['evidence-test-1'] } });

    expect(stated).toMatchObject({ result: 'cancellable_with_conditions' });
    expect(stated.say.zh).toContain('时间、地点和操作人');
    expect(shown).toMatchObject({ result: 'cancellable' });
  });

  test('activated by the customer and not used: may not be refused without a confirmed exclusion (L-04)', () => {
    const decision = decide({ ...activated, activatedBy: 'customer' }, DAY_6);

    expect(decision).toMatchObject({ result: 'cancellable_with_conditions', route: 'no_reason_return_7d' });
    expect(decision.say.zh).toContain('解绑');
    expect(changes(decision)).toContain('activation_by_salesperson_shown');
  });

  test('a single small payment is a test (states 5.1a)', () => {
    const decision = decide({ ...activated, activatedBy: 'customer', txnCount: 1, txnAmountFen: 100 }, DAY_6);

    expect(decision.route).toBe('no_reason_return_7d');
    expect(ruleIds(decision)).toContain('L-03 pass');
  });

  test('payments without figures count as use, with a warning', () => {
    const decision = decide({ ...activated, terminalStatus: 'transacting' }, DAY_6);

    expect(decision.route).toBe('service_termination');
    expect(decision.warnings.map((warning) => warning.code)).toContain('usage_figures_missing');
  });
});

describe('outside the seven days', () => {
  test('day 8: by the contract, for the published fee', () => {
    const decision = decide({}, DAY_8);

    expect(decision).toMatchObject({ result: 'cancellable_with_conditions', route: 'out_of_window_contract' });
    expect(decision.fees).toMatchObject([
      { feeItemId: 'late_return_handling', amountFen: 10000, publishedVersion: '2025-10' },
      { feeItemId: 'return_freight', amountFen: 0 },
    ]);
  });

  test('scenario 11: day 12, no defect, consumer: contract route, appeal and goodwill named', () => {
    const decision = decide({ buyerType: 'consumer' }, DAY_12);

    expect(decision).toMatchObject({ result: 'cancellable_with_conditions', route: 'out_of_window_contract' });
    expect(decision.fees.reduce((sum, fee) => sum + fee.amountFen, 0)).toBe(10000);
    expect(changes(decision)).toEqual(expect.arrayContaining(['quality_defect_found', 'goodwill', 'appeal']));
    expect(decision.say.zh).toContain('申诉');
  });

  test('scenario 11: past the extension: refused with clause, appeal, and goodwill by two', () => {
    const decision = decide({ buyerType: 'consumer' }, at('2026-12-20 10:00'));

    expect(decision).toMatchObject({
      result: 'not_cancellable',
      route: 'late_return_refused',
      refunds: [],
      fees: [],
      approval: { level: 'dual', reason: 'out_of_policy_goodwill' },
    });
    expect(ruleIds(decision)).toContain('C-02 fail');
    expect(decision.say.zh).toMatch(/申诉.*12363/u);
  });

  test('a company follows the contract, on any day (L-23)', () => {
    const decision = decide({ buyerType: 'company' }, DAY_5);

    expect(decision).toMatchObject({ result: 'cancellable_with_conditions', route: 'contract_termination' });
    expect(decision.legalBasis.map((basis) => basis.ruleId)).toEqual(['L-14', 'L-13', 'L-23']);
    expect(decision.bring.map((item) => item.id)).toContain('company_papers');
  });

  test.each(['store', 'agent_sold'] as const)('bought in person (%s): no distance sale', (originChannel) => {
    const decision = decide({ originChannel }, DAY_5);

    expect(decision.route).toBe('contract_termination');
    expect(ruleIds(decision)).toContain('L-01 info');
  });

  test('exclusion confirmed at purchase: by the contract, open to challenge', () => {
    const decision = decide({ exclusionConfirmed: true }, DAY_5);

    expect(decision.route).toBe('contract_termination');
    expect(ruleIds(decision)).toContain('L-04 fail');
    expect(changes(decision)).toContain('no_exclusion_evidence');
  });
});
