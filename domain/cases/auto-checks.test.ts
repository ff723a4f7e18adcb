import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../kernel/units.ts';
import { NOW } from '../testing/given.ts';
import { autoChecks, missingMaterials, type Checked } from './auto-checks.ts';
import { application, decisionOn, lateFee, pack, transaction } from './testing/filing.ts';

const decision = decisionOn(application);
const item = (id: string, required: boolean) => ({ id, required, name: { zh: id, en: id }, note: { zh: '', en: '' } });
const plain: Checked = {
  decision: { ...decision, result: 'cancellable', bring: [item('payment_proof', true), item('id_card', false)] },
  order: application,
  fees: [],
  materials: [{ materialId: 'payment_proof', state: 'received', evidenceId: null }],
  partyLocked: false,
  pack,
  now: NOW,
};
const device = pack.materials.find(({ onlyWhen }) => onlyWhen === 'device_returns')?.id ?? '';

const CHECKS = [
  'identity_valid',
  'order_fresh',
  'in_policy',
  'fee_consents_complete',
  'materials_complete',
  'no_hold',
  'seller_known',
];

describe('what the system looks at before a person does (B11)', () => {
  test('a plain case passes every check', () => {
    expect(autoChecks(plain)).toEqual({ passed: true, checks: CHECKS.map((check) => ({ check, passed: true })) });
  });

  test.each([
    ['identity_valid', { partyLocked: true }],
    ['order_fresh', { order: { ...application, observedAt: NOW - 3 * DAY_MS - 1 } }],
    ['in_policy', { decision: { ...plain.decision, result: 'not_cancellable' } }],
    ['in_policy', { decision: { ...plain.decision, result: 'query_first' } }],
    ['fee_consents_complete', { fees: [lateFee(), lateFee({ answer: 'declined' })] }],
    ['materials_complete', { materials: [] }],
    ['no_hold', { order: { ...transaction, observedAt: NOW, state: 'disputed' } }],
    ['seller_known', { order: { ...application, seller: { type: 'sales_agent', name: null } } }],
  ] as const)('only %s fails where it should (%#)', (failed, more) => {
    expect(autoChecks({ ...plain, ...more })).toEqual({
      passed: false,
      checks: CHECKS.map((check) => ({ check, passed: check !== failed })),
    });
  });

  test.each([
    [{ order: { ...application, observedAt: NOW - 3 * DAY_MS } }],
    [{ decision: { ...plain.decision, result: 'cancellable_with_conditions' } }],
    [{ fees: [lateFee()] }],
    [{ order: { ...transaction, observedAt: NOW } }],
    [{ order: { ...application, seller: { type: 'sales_agent', name: '测试代理' } } }],
  ] as const)('nothing fails without a reason (%#)', (more) => {
    expect(autoChecks({ ...plain, ...more }).passed).toBe(true);
  });

  test('an order that has vanished is neither fresh, nor free, nor of a known seller', () => {
    const { checks } = autoChecks({ ...plain, order: null });

    expect(checks.filter(({ passed }) => !passed).map(({ check }) => check)).toEqual([
      'order_fresh',
      'no_hold',
      'seller_known',
    ]);
  });
});

describe('the items that review waits for', () => {
  const missing = (state: 'received' | 'verified' | 'missing' | 'rejected', asked: readonly string[] = []) =>
    missingMaterials(plain.decision, [{ materialId: 'payment_proof', state, evidenceId: null }], pack, asked);

  test('are there once they were received or looked at', () => {
    expect([missing('received'), missing('verified'), missing('missing'), missing('rejected')]).toEqual([
      [],
      [],
      ['payment_proof'],
      ['payment_proof'],
    ]);
  });

  test('are what the policy requires and what a person asked for, each once; the device is not among them', () => {
    const decided = {
      ...plain.decision,
      bring: [item('payment_proof', true), item(device, true), item('id_card', false)],
    };

    expect(device).not.toBe('');
    expect(missingMaterials(decided, [], pack)).toEqual(['payment_proof']);
    expect(missingMaterials(decided, [], pack, ['id_card', 'payment_proof'])).toEqual(['payment_proof', 'id_card']);
    expect(missing('received', ['id_card'])).toEqual(['id_card']);
    expect(missingMaterials({ ...decided, bring: [item('unknown_item', true)] }, [], pack)).toEqual(['unknown_item']);
  });
});
