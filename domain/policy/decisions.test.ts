/**
 * What the sample pack says in the situations that agents meet, whole and in both languages, beside this file to be read: a change
 * of a rule or of a word shows there, and is looked at before it is kept (`npx vitest run domain/policy/decisions -u`).
 */
import { expect, test } from 'vitest';
import { SHANGHAI_OFFSET_MS, type UtcMs } from '../kernel/units.ts';
import type { AcquiringTxnOrder, MoneyComponent, TerminalApplicationOrder } from '../orders/order.ts';
import type { DeviceCondition, PolicyDecision, PolicyInput } from './decision.ts';
import { evaluatePolicy } from './evaluate.ts';
import { application, at, deposit, inputFor, transaction, unshipped } from './policy-fixtures.ts';
import type { Text } from './text.ts';

const DAY_5 = at('2026-11-22 14:03');
const DAY_12 = at('2026-11-29 10:00');

type Situation = readonly [title: string, input: PolicyInput];

function ofApplication(
  title: string,
  order: Partial<TerminalApplicationOrder>,
  now: UtcMs = DAY_5,
  over: Partial<PolicyInput> = {},
): Situation {
  return [title, inputFor(application(order), now, over)];
}

function ofTransaction(
  title: string,
  order: Partial<AcquiringTxnOrder>,
  now: UtcMs = at('2026-11-17 22:00'),
  over: Partial<PolicyInput> = {},
): Situation {
  return [title, inputFor(transaction(order), now, { reasonCode: null, ...over })];
}

const device = (more: Partial<DeviceCondition>) => ({
  deviceCondition: { opened: null, tested: null, damaged: null, activatedBy: null, ...more },
});
const activated: Partial<TerminalApplicationOrder> = {
  status: 'active',
  terminalStatus: 'activated',
  activatedAt: at('2026-11-18 09:00'),
};
const inUse: Partial<TerminalApplicationOrder> = {
  ...activated,
  terminalStatus: 'transacting',
  activatedBy: 'customer',
  txnCount: 40,
  txnAmountFen: 12_000_000,
};
const part = (
  type: MoneyComponent['type'],
  amountFen: number,
  payeeType: MoneyComponent['payeeType'] = 'institution',
) => ({
  ...deposit,
  type,
  amountFen,
  payeeType,
});
const settled: Partial<AcquiringTxnOrder> = { state: 'settled', settledAt: at('2026-11-18 02:00') };

const SITUATIONS: readonly Situation[] = [
  ofApplication('before shipping', unshipped, at('2026-11-15 09:00')),
  ofApplication('before shipping, nothing paid', { ...unshipped, paymentStatus: 'unpaid' }, at('2026-11-15 09:00')),
  ofApplication('rejected by the provider', { ...unshipped, status: 'rejected' }),
  ofApplication('on its way', { status: 'shipped', deliveredAt: null }, at('2026-11-16 09:00')),
  ofApplication('lost on its way', { status: 'exception', deliveredAt: null }),
  ofApplication('over already', { status: 'cancelled' }),
  ofApplication('signed for on day 0', {}, at('2026-11-17 18:00')),
  ofApplication('day 5, nothing asked of the device', {}),
  ofApplication('day 5, not opened', {}, DAY_5, device({ opened: false, damaged: false })),
  ofApplication('day 5, opened', {}, DAY_5, device({ opened: true })),
  ofApplication('day 5, tested', {}, DAY_5, device({ tested: true, damaged: false })),
  ofApplication('day 5, damaged', {}, DAY_5, device({ opened: false, damaged: true })),
  ofApplication('day 5, at the counter', {}, DAY_5, { intakeChannel: 'walk_in' }),
  ofApplication('day 5, tried with small sums', { ...activated, txnCount: 1, txnAmountFen: 100 }),
  ofApplication('day 5, activated by the customer', { ...activated, activatedBy: 'customer' }),
  ofApplication('day 5, activated by nobody knows whom', activated),
  ofApplication('day 5, activated by a salesperson on record', { ...activated, activatedBy: 'salesperson' }),
  ofApplication('day 5, activated by a salesperson, stated', activated, DAY_5, device({ activatedBy: 'salesperson' })),
  ofApplication(
    'day 5, activated by a salesperson, shown',
    activated,
    DAY_5,
    device({ activatedBy: 'salesperson', evidenceIds: ['evidence-1'] }),
  ),
  ofApplication('day 5, for a newer model', {}, DAY_5, { reasonCode: 'tech_upgrade' }),
  ofApplication('day 5, misled when it was sold', {}, DAY_5, { reasonCode: 'misleading_promotion' }),
  ofApplication('day 5, no reason given yet', {}, DAY_5, { reasonCode: null }),
  ofApplication('day 5, no day of sign-for known', { deliveredAt: null }),
  ofApplication('day 5, no serial number, partly paid back', { terminalSns: [], paymentStatus: 'partially_refunded' }),
  ofApplication(
    'day 5, a window that ends on a holiday',
    { deliveredAt: at('2026-09-25 10:00') },
    at('2026-09-30 10:00'),
  ),
  ofApplication('day 12 of a product with fifteen', { product: '智能POS旗舰版' }, DAY_12),
  ofApplication(
    'day 12 of another order of it, by phone',
    { product: '智能POS旗舰版', originChannel: 'phone' },
    DAY_12,
  ),
  ofApplication('day 12, late', {}, DAY_12),
  ofApplication('day 12, late and damaged', {}, DAY_12, device({ damaged: true })),
  ofApplication('day 15, the last day of a late return', {}, at('2026-12-02 10:00')),
  ofApplication('day 16, a day too late', {}, at('2026-12-03 10:00')),
  ofApplication('day 60, too late', {}, at('2027-01-16 10:00')),
  ofApplication('a company', { buyerType: 'company' }),
  ofApplication('bought in a shop', { originChannel: 'store' }),
  ofApplication('bought in a shop, without return agreed', { originChannel: 'store', exclusionConfirmed: true }),
  ofApplication('sold by an agent, paid to the agent', {
    originChannel: 'agent_sold',
    seller: { type: 'sales_agent', name: '测试代理' },
    components: [part('deposit', 29_900, 'agent_company')],
  }),
  ofApplication('paid to a salesperson', { components: [part('deposit', 29_900, 'individual')] }),
  ofApplication('four sums', {
    components: [
      part('device_price', 10_000),
      part('deposit', 29_900),
      part('service_fee', 9_900),
      part('data_fee', 3_600),
    ],
  }),
  ofApplication('no sums on record', { components: [] }),
  ofApplication('in use, with a deposit and the turnover', inUse, DAY_12),
  ofApplication('in use, with a deposit and too little turnover', { ...inUse, txnAmountFen: 200_000 }, DAY_12),
  ofApplication('in use, bought', { ...inUse, components: [part('device_price', 29_900)] }, DAY_12),
  ofApplication('in use, no figures', { ...inUse, txnCount: 0, txnAmountFen: 0 }, DAY_12),
  ofApplication('an open case', {}, DAY_5, { hasOpenCase: { caseId: 'case-1', caseCode: 'CD-261120-ABC234' } }),
  ofTransaction('before the cut-off', {}),
  ofTransaction('before the cut-off, fields missing', { voucherNo: null, acquirer: null }),
  ofTransaction('before the cut-off, terminal out of reach', {}, at('2026-11-17 22:00'), { terminalReachable: false }),
  ofTransaction('after the cut-off', {}, at('2026-11-18 10:00')),
  ofTransaction('settled', settled, at('2026-11-20 10:00')),
  ofTransaction('settled, a part asked for', settled, at('2026-11-20 10:00'), { requestedFen: 10_000 }),
  ofTransaction(
    'settled, too much asked for',
    { ...settled, state: 'partially_refunded', refundedFen: 20_000 },
    DAY_5,
    {
      requestedFen: 50_000,
    },
  ),
  ofTransaction('settled, some on its way back', settled, DAY_5, { inFlightFen: 20_000 }),
  ofTransaction('settled long ago', settled, at('2028-01-10 10:00')),
  ofTransaction('made by itself', { ...settled, autoGenerated: true }, DAY_5),
  ofTransaction('claimed to be fraud', settled, DAY_5, { reasonCode: 'mcc_switching' }),
  ofTransaction('cash', { tender: 'cash', state: 'cash_open' }),
  ofTransaction('not known how it ended', { state: 'unknown' }),
  ofTransaction('not paid', { state: 'created' }),
  ofTransaction('failed', { state: 'failed' }),
  ofTransaction('failed, and the payer was debited', { state: 'failed' }, DAY_5, { payerDebited: true }),
  ofTransaction('in dispute', { state: 'disputed' }, DAY_5),
  ofTransaction('paid back', { ...settled, state: 'refunded', refundedFen: 50_000 }, DAY_5),
];

const moment = (instant: UtcMs | null): string =>
  instant === null ? '—' : new Date(instant + SHANGHAI_OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ');
const both = ({ zh, en }: Text): string => `${zh} | ${en}`;

function told(decision: PolicyDecision): string {
  const list = (name: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [`- ${name}`, ...lines.map((line) => `  - ${line}`)];
  const { approval, measure } = decision;
  return [
    `- ${decision.result}, ${decision.route}, by ${approval.level} (${approval.reason}: ${both(approval.why)})`,
    `- ${both(decision.headline)}`,
    `- ${both(decision.summary)}`,
    `- say: ${both(decision.say)}`,
    `- law: ${decision.legalBasis.map(({ ruleId }) => ruleId).join(', ')}`,
    ...list(
      'reasons',
      decision.reasons.map(
        ({ ruleId, effect, text, disclosure }) =>
          `${effect} ${ruleId}: ${both(text)}${disclosure === undefined ? '' : ` (${both(disclosure)})`}`,
      ),
    ),
    ...list(
      'clocks',
      decision.deadlines.map(
        ({ id, startAt, dueAt, alarmAt }) => `${id} ${[startAt, dueAt, alarmAt].map(moment).join(' → ')}`,
      ),
    ),
    ...list(
      'fees',
      decision.fees.map(
        ({ feeItemId, amountFen, paidTo, basis }) => `${feeItemId} ${amountFen} to ${paidTo}: ${both(basis)}`,
      ),
    ),
    ...list(
      'money',
      decision.refunds.map(
        ({ componentType, amountFen, method, payeeType, reason, needs }) =>
          `${componentType} ${amountFen} ${method} ${payeeType}: ${both(reason)}${needs
            .map(({ field, present }) => `${present ? ' +' : ' -'}${field}`)
            .join('')}`,
      ),
    ),
    ...list(
      'bring',
      decision.bring.map(({ id, required, note }) => `${id}${required ? ' (required)' : ''}: ${both(note)}`),
    ),
    `- device: ${decision.returnsDevice ? `comes back ${decision.terminalSns.join(', ')}` : 'stays'}`,
    `- channels: ${decision.channels
      .map(({ channel, allowed, recommended }) => `${allowed ? '' : 'not '}${channel}${recommended ? ' (best)' : ''}`)
      .join(', ')}`,
    `- would change: ${decision.wouldChange.map(({ code }) => code).join(', ')}`,
    ...list(
      'next',
      decision.nextSteps.map(
        ({ who, what, deadlineId, by }) => `${who}, ${deadlineId ?? 'no clock'} ${moment(by)}: ${both(what)}`,
      ),
    ),
    ...(measure === null ? [] : [`- measure: ${measure.reasonCode}, ${both(measure.text)}`]),
    ...list(
      'warnings',
      decision.warnings.map(({ code }) => code),
    ),
  ].join('\n');
}

test('what is said in every situation is what was read and kept', async () => {
  const sections = SITUATIONS.map(
    ([title, input]) => `## ${input.order.kind}: ${title}\n\n${told(evaluatePolicy(input))}\n`,
  );

  expect(new Set(SITUATIONS.map(([title, { order }]) => `${order.kind}: ${title}`)).size).toBe(SITUATIONS.length);
  await expect(sections.join('\n')).toMatchFileSnapshot('./decisions.md');
});
