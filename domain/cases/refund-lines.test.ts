import { describe, expect, test } from 'vitest';
import { HOUR_MS } from '../kernel/units.ts';
import { refuse } from '../kernel/result.ts';
import type { AcquiringTxnOrder, MoneyComponent, TerminalApplicationOrder } from '../orders/order.ts';
import type { PolicyDecision } from '../policy/decision.ts';
import { NOW } from '../testing/given.ts';
import { isOutOfPolicy, paidByUs, refundLines, type RefundLine } from './refund-lines.ts';
import { application, decisionOn, pack, transaction } from './testing/filing.ts';

function linesOf(
  decision: PolicyDecision,
  order: TerminalApplicationOrder | AcquiringTxnOrder,
  now = NOW,
): readonly RefundLine[] {
  const lines = refundLines(decision, order, pack, now);
  if (!lines.ok) throw new Error(lines.refusal.code);
  return lines.value;
}

const sums = (lines: readonly RefundLine[]) =>
  lines.map(({ componentType, payeeType, amountFen, method }) => [componentType, payeeType, amountFen, method]);

const part = (
  type: MoneyComponent['type'],
  amountFen: number,
  payeeType: MoneyComponent['payeeType'] = 'institution',
) => ({ type, amountFen, payeeType, paidVia: 'wechat' }) as const;

describe('an approval against the terms', () => {
  const decision = decisionOn(application);

  test.each([
    [{}, false],
    [{ result: 'not_cancellable' }, true],
    [{ approval: { ...decision.approval, reason: 'out_of_policy_goodwill' } }, true],
    [{ approval: { ...decision.approval, reason: 'above_supervisor_limit' } }, false],
  ] as const)('%# is what the policy refuses or calls goodwill', (more, expected) => {
    expect(isOutOfPolicy({ ...decision, ...more })).toBe(expected);
  });
});

describe('the sums of an application', () => {
  const components = [part('device_price', 10_000), part('deposit', 29_900), part('deposit', 5_000, 'agent_company')];
  const order = { ...application, components };
  const decision = decisionOn(order);

  test('go back by component and payee, each by its own way', () => {
    expect(sums(linesOf(decision, order))).toEqual([
      ['device_price', 'institution', 10_000, 'refund'],
      ['deposit', 'institution', 29_900, 'refund'],
      ['deposit', 'agent_company', 5_000, 'none_by_us'],
    ]);
  });

  test('two components of one sort and payee take one stored sum each', () => {
    const twice = { ...application, components: [part('deposit', 10_000), part('deposit', 20_000)] };

    expect(sums(linesOf(decisionOn(twice), twice)).map(([, , amountFen]) => amountFen)).toEqual([10_000, 20_000]);
  });

  test('keep the reason given at filing while the way is the same', () => {
    const [line] = linesOf(decision, order);

    expect(line?.reason).toEqual(
      decision.refunds.find(({ componentType }) => componentType === 'device_price')?.reason,
    );
    expect(line).toMatchObject({ lacking: [], cutoffAt: null });
  });

  test('get new words, with the amount, where the way has changed since', () => {
    const moved = { ...order, components: [part('deposit', 29_900, 'agent_company')] };
    const stored = {
      ...decision,
      refunds: decision.refunds.map((refund) => ({ ...refund, payeeType: 'agent_company' as const })),
    };
    const [line] = linesOf(stored, moved);

    expect(line?.method).toBe('none_by_us');
    expect(line?.reason.zh).not.toBe(
      stored.refunds.find(({ componentType }) => componentType === 'deposit')?.reason.zh,
    );
    expect(line?.reason.zh.length).toBeGreaterThan(0);
    expect(JSON.stringify(line?.reason)).not.toContain('{{');
  });

  test('are never more than the component is now, and nothing where nothing was decided', () => {
    const less = { ...order, components: [part('device_price', 4_000), part('data_fee', 3_600)] };

    expect(sums(linesOf(decision, less))).toEqual([['device_price', 'institution', 4_000, 'refund']]);
  });

  test('are whole in goodwill, whatever was decided', () => {
    const refused = { ...decision, result: 'not_cancellable', refunds: [] } as PolicyDecision;

    expect(sums(linesOf(refused, order)).map(([, , amountFen]) => amountFen)).toEqual([10_000, 29_900, 5_000]);
  });

  test.each(['refunded', 'charged_back', 'unpaid'] as const)('are none once the order is %s', (paymentStatus) => {
    const ours = { ...order, components: components.slice(0, 2), paymentStatus };

    expect(linesOf(decision, ours)).toEqual([]);
  });
});

describe('the sum of a transaction', () => {
  const decision = decisionOn(transaction);

  test('goes back as it was decided, a void with its cut-off', () => {
    expect(linesOf(decision, transaction)).toMatchObject([
      {
        componentType: 'txn_amount',
        payeeType: 'institution',
        amountFen: 50_000,
        method: 'void',
        reason: decision.refunds[0]?.reason,
        lacking: [],
        cutoffAt: Date.UTC(2026, 2, 10, 15, 0),
      },
    ]);
  });

  test('after the cut-off is a refund, without one', () => {
    const [line] = linesOf(decision, transaction, NOW + 14 * HOUR_MS);

    expect(line).toMatchObject({ method: 'refund', cutoffAt: null });
    expect(line?.reason).not.toEqual(decision.refunds[0]?.reason);
  });

  test('words about a cut-off tell its moment in Shanghai', () => {
    const [line] = linesOf(decision, transaction, NOW + 14 * HOUR_MS);

    expect(line?.reason.zh).toContain('2026-03-10 23:00');
    expect(line?.reason.zh).not.toContain('2026-03-10 23:00:');
  });

  test.each([
    [10_000, 10_000],
    [60_000, 50_000],
  ])('of %i fen asked for, %i go back', (requestedFen, amountFen) => {
    const settled = { ...transaction, state: 'settled', settledAt: NOW - HOUR_MS } as const;
    const asked = decisionOn(settled, { requestedFen: Math.min(requestedFen, 50_000) });
    const unstored = { ...asked, refunds: [], inputs: { ...asked.inputs, requestedFen } };

    expect(linesOf(unstored, settled)[0]).toMatchObject({ amountFen, method: 'refund' });
  });

  test('a stored sum of nothing gives way to what was asked for', () => {
    const settled = { ...transaction, state: 'settled', settledAt: NOW - HOUR_MS } as const;
    const asked = decisionOn(settled);
    const nothing = {
      ...asked,
      refunds: asked.refunds.map((refund) => ({ ...refund, amountFen: 0 })),
      inputs: { ...asked.inputs, requestedFen: 7_000 },
    };
    const some = { ...asked, refunds: asked.refunds.map((refund) => ({ ...refund, amountFen: 9_000 })) };
    const unasked = { ...nothing, inputs: { ...asked.inputs, requestedFen: null } };

    expect(linesOf(nothing, settled)[0]?.amountFen).toBe(7_000);
    expect(linesOf({ ...some, inputs: nothing.inputs }, settled)[0]?.amountFen).toBe(9_000);
    expect(linesOf(unasked, settled)[0]?.amountFen).toBe(50_000);
  });

  test('what is on its way back already counts as gone', () => {
    const settled = { ...transaction, state: 'settled', settledAt: NOW - HOUR_MS } as const;
    const asked = decisionOn(settled);
    const flying = { ...asked, inputs: { ...asked.inputs, inFlightFen: 20_000 } };

    expect(linesOf(flying, settled)[0]?.amountFen).toBe(30_000);
  });

  test('a debit the payer shows on a failed order is a one-sided posting; without it the order is closed', () => {
    const failed = { ...transaction, state: 'failed' } as const;
    const plain = decisionOn(failed);
    const debited = { ...plain, inputs: { ...plain.inputs, payerDebited: true } };

    expect(linesOf(debited, failed)[0]?.method).toBe('one_sided_posting');
    expect(linesOf({ ...plain, inputs: { ...plain.inputs, payerDebited: false } }, failed)[0]).toMatchObject({
      method: 'close_order',
      amountFen: 0,
    });
  });

  test('a terminal that cannot be reached makes no void', () => {
    const unreachable = { ...decision, inputs: { ...decision.inputs, terminalReachable: false } };

    expect(linesOf(unreachable, transaction)[0]?.method).toBe('refund');
  });

  test('fields of the original that are missing are named in both languages', () => {
    const bare = { ...transaction, voucherNo: null, batchNo: null };

    expect(linesOf(decisionOn(bare), bare)[0]?.lacking).toMatchObject([{ zh: '凭证号' }, { zh: '批次号' }]);
  });

  test('a dispute holds it; another end forbids it', () => {
    const disputed = { ...transaction, state: 'disputed' } as const;
    const gone = { ...transaction, state: 'refunded', refundedFen: 50_000 } as const;

    expect(refundLines(decision, disputed, pack, NOW)).toEqual(refuse('hold_in_place', { hold: 'dispute_hold' }));
    expect(refundLines(decision, gone, pack, NOW)).toMatchObject({ ok: false, refusal: { code: 'txn_state_forbids' } });
  });
});

test('what others pay back, or nobody, is not paid by us', () => {
  const line = (method: RefundLine['method'], amountFen: number) => ({ method, amountFen }) as RefundLine;

  expect(
    paidByUs([
      line('refund', 1),
      line('void', 2),
      line('cash_out', 4),
      line('none_by_us', 8),
      line('close_order', 16),
      line('query_first', 32),
      line('compensating_entry', 64),
    ]),
  ).toBe(71);
});
