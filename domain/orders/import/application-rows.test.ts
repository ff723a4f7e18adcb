import { describe, expect, it } from 'vitest';
import { orderOf, parse, problemsOf } from './testing/rows-by-field.ts';

describe('what an application file leaves unsaid', () => {
  const unsaid = {
    terminalStatus: null,
    txnCount: null,
    firstTxnAt: null,
    activatedAt: null,
    boundAt: null,
    deliveredAt: null,
    shippedAt: null,
    terminalSns: null,
    status: '已提交',
  };

  it.each([
    [{}, 'unallocated'],
    [{ terminalSns: 'TEST0001' }, 'allocated'],
    [{ shippedAt: '2026-11-02', terminalSns: 'TEST0001' }, 'in_transit'],
    [{ status: '已发货' }, 'in_transit'],
    [{ deliveredAt: '2026-11-05', shippedAt: '2026-11-02' }, 'delivered'],
    [{ status: '已签收' }, 'delivered'],
    [{ boundAt: '2026-11-06', deliveredAt: '2026-11-05' }, 'bound'],
    [{ activatedAt: '2026-11-07', boundAt: '2026-11-06' }, 'activated'],
    [{ status: '已激活' }, 'activated'],
    [{ txnCount: '1', activatedAt: '2026-11-07' }, 'transacting'],
    [{ txnCount: '0', activatedAt: '2026-11-07' }, 'activated'],
    [{ firstTxnAt: '2026-11-08' }, 'transacting'],
    [{ firstTxnAt: '2026-11-08', status: '已注销' }, 'unbound'],
  ])('the terminals of %j are %s', (changes, terminalStatus) => {
    expect(orderOf(parse('terminal_application', { ...unsaid, ...changes })).order).toMatchObject({ terminalStatus });
  });

  it('counts, amounts and marks that are not there are nought and no', () => {
    const bare = { ...unsaid, txnAmount: null, exclusionConfirmed: null, activatedBy: null, feeRate: null };

    expect(orderOf(parse('terminal_application', bare)).order).toMatchObject({
      txnCount: 0,
      txnAmountFen: 0,
      terminalSns: [],
      exclusionConfirmed: false,
      activatedBy: null,
      feeRateBps: null,
    });
    expect(orderOf(parse('terminal_application', { exclusionConfirmed: '否' })).order).toMatchObject({
      exclusionConfirmed: false,
    });
  });

  it.each([
    [{}, { type: 'salesperson', name: '测试李四' }, 'individual'],
    [{ salesperson: null }, { type: 'sales_agent', name: '测试代理' }, 'agent_company'],
    [{ salesperson: null, agentName: null }, { type: 'direct', name: null }, 'institution'],
  ])('the seller of %j took the money where nobody else is said to have', (changes, seller, payeeType) => {
    const { order } = orderOf(parse('terminal_application', { payeeType: null, ...changes }));

    expect(order).toMatchObject({ seller });
    expect('components' in order && order.components.map((component) => component.payeeType)).toEqual(
      Array.from({ length: 4 }, () => payeeType),
    );
  });
});

describe('the amounts of an application', () => {
  const none = { devicePrice: null, deposit: null, serviceFee: null, dataFee: null };

  it.each([
    [{ ...none }, [['device_price', 53_400]]],
    [{ ...none, orderAmount: '0' }, []],
    [{ ...none, orderAmount: null, deposit: '299' }, [['deposit', 29_900]]],
    [
      { devicePrice: '0', orderAmount: '434' },
      [
        ['deposit', 29_900],
        ['service_fee', 9_900],
        ['data_fee', 3_600],
      ],
    ],
  ])('of %j are %j', (changes, expected) => {
    const { order } = orderOf(parse('terminal_application', changes));

    expect('components' in order && order.components.map(({ type, amountFen }) => [type, amountFen])).toEqual(expected);
  });

  it('must add up, unless one of them could not be read', () => {
    const off = parse('terminal_application', { orderAmount: '535' });
    const broken = parse('terminal_application', { orderAmount: '535', dataFee: '面议' });

    expect(problemsOf(off)).toEqual([
      { field: 'orderAmount', code: 'total_mismatch', data: { totalFen: 53_500, sumFen: 53_400 } },
    ]);
    expect(problemsOf(broken).map(({ code }) => code)).toEqual(['bad_amount']);
  });
});

describe('the milestones of an application', () => {
  it.each([
    [{ shippedAt: '2026-10-31' }, 'shippedAt', 'orderedAt'],
    [{ deliveredAt: '2026-11-01', shippedAt: '2026-11-02' }, 'deliveredAt', 'shippedAt'],
    [{ boundAt: '2026-10-31' }, 'boundAt', 'orderedAt'],
    [{ activatedAt: '2026-11-04' }, 'activatedAt', 'deliveredAt'],
    [{ firstTxnAt: '2026-11-06' }, 'firstTxnAt', 'activatedAt'],
    [{ firstTxnAt: '2026-11-04', activatedAt: null }, 'firstTxnAt', 'deliveredAt'],
  ])('%j is out of order: %s lies before %s', (changes, field, after) => {
    expect(problemsOf(parse('terminal_application', changes))).toEqual([
      { field, code: 'dates_out_of_order', data: { field, after } },
    ]);
  });

  it.each([
    [{ orderedAt: '2026-11-02 10:00' }],
    [{ orderedAt: '2026-11-02 23:59:59' }],
    [{ boundAt: '2026-11-01' }],
    [{ boundAt: '2026-11-09', activatedAt: '2026-11-07' }],
    [{ shippedAt: null, deliveredAt: null }],
  ])('%j is in order', (changes) => {
    expect(parse('terminal_application', changes).outcome).toBe('order');
  });

  it('one that is out of order does not accuse those after it', () => {
    const problems = problemsOf(parse('terminal_application', { shippedAt: '2026-10-01', deliveredAt: '2026-10-15' }));

    expect(problems.map(({ data }) => data)).toEqual([
      { field: 'shippedAt', after: 'orderedAt' },
      { field: 'deliveredAt', after: 'orderedAt' },
    ]);
  });
});
