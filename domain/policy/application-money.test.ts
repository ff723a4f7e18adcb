import { describe, expect, it, test } from 'vitest';
import { at, byUs, changes, decide, deposit, ruleIds, samplePack, unshipped } from './policy-fixtures.ts';

const DAY_5 = at('2026-11-22 14:03');
const DAY_12 = at('2026-11-29 10:00');

describe('money, fees and people', () => {
  test('scenario 15: ¥299 paid by WeChat to a salesperson: cancelled, answered, nothing promised', () => {
    const component = { ...deposit, payeeType: 'individual' as const };

    const decision = decide({ ...unshipped, components: [component] }, at('2026-11-15 09:00'));

    expect(decision).toMatchObject({ result: 'cancellable', approval: { level: 'supervisor' } });
    expect(decision.refunds).toMatchObject([{ method: 'none_by_us', payeeType: 'individual', amountFen: 29900 }]);
    expect(decision.refunds[0]?.reason.zh).toContain('12363');
    expect(decision.say.zh).toContain('书面答复');
    expect(decision.say.zh).not.toContain('原路退回');
    const steps = decision.nextSteps.map((step) => step.what.zh);
    expect(steps).not.toContain('提交退款');
    expect(steps).toContain('转代理管理核查收款人，并书面答复');
    expect(decision.bring.map((item) => item.id)).toContain('payment_proof');
  });

  test('a fee that was not published when the order was made is not charged (P-01)', () => {
    const decision = decide(
      { orderedAt: at('2025-09-01 10:00'), deliveredAt: at('2025-11-03 10:00') },
      at('2025-11-15 10:00'),
    );

    expect(decision.route).toBe('out_of_window_contract');
    expect(decision.fees).toEqual([]);
    expect(ruleIds(decision)).toContain('P-01 pass');
  });

  test('a reason without fault of the customer waives the fee (A13)', () => {
    const decision = decide({}, DAY_12, { reasonCode: 'legal_regulatory' });

    expect(decision.fees.map((fee) => fee.amountFen)).toEqual([0]);
    expect(ruleIds(decision)).toContain('P-01 pass');
    expect(decision.bring.map((item) => item.id)).toContain('reason_evidence');
  });

  test('a technical upgrade offers an exchange first (A12)', () => {
    const decision = decide({}, DAY_5, { reasonCode: 'tech_upgrade' });

    expect(changes(decision)).toContain('exchange_instead');
    expect(decision.measure?.text.zh).toContain('换机');
  });

  test('a claim of being misled goes to a person and names L-10', () => {
    const decision = decide(unshipped, DAY_5, { reasonCode: 'misleading_promotion' });

    expect(ruleIds(decision)).toContain('L-10 info');
    expect(decision.approval.level).toBe('supervisor');
  });

  test('above the supervisor’s limit two people approve', () => {
    const decision = decide({ ...unshipped, components: [{ ...deposit, amountFen: 500001 }] }, DAY_5);

    expect(decision.approval).toMatchObject({ level: 'dual', reason: 'above_supervisor_limit' });
  });

  test('partly refunded before: no amount is promised', () => {
    const decision = decide({ ...unshipped, paymentStatus: 'partially_refunded' }, DAY_5);

    expect(byUs(decision)).toEqual([['query_first', 29900]]);
    expect(decision.say.zh).not.toContain('¥299.00');
    expect(decision.warnings.map((warning) => warning.code)).toContain('partially_refunded_amount_to_confirm');
  });

  it('at the counter asks for the ID card, hands it back (V-10), and saves the freight remark', () => {
    const decision = decide({}, DAY_5, { intakeChannel: 'walk_in' });

    expect(decision.bring.find((item) => item.id === 'id_card')?.note.zh).toContain('立即归还');
    expect(changes(decision)).not.toContain('drop_off_at_store');
    expect(decision.channels.find((channel) => channel.recommended)?.channel).toBe('walk_in');
  });

  test('scenario 06: an open case is joined, not doubled', () => {
    const decision = decide({}, DAY_5, { hasOpenCase: { caseId: 'case-test-1', caseCode: 'CD-0000-0001' } });

    expect(decision).toMatchObject({ result: 'not_cancellable', route: 'existing_case', refunds: [], fees: [] });
    expect(decision.say.zh).toContain('CD-0000-0001');
    expect(decision.deadlines.map((deadline) => deadline.id)).toContain('D2');
  });

  it('takes the fee as a share of the device price where the pack says so', () => {
    const pack = samplePack();
    const items = pack.feeList.items.map((item) =>
      item.id === 'late_return_handling'
        ? { ...item, charge: { kind: 'rate' as const, rateBps: 1000, of: 'device_price' as const } }
        : item,
    );
    const components = [
      { type: 'device_price' as const, amountFen: 19909, payeeType: 'institution' as const, paidVia: null },
    ];

    const decision = decide({ components }, DAY_12, { pack: { ...pack, feeList: { ...pack.feeList, items } } });

    expect(decision.fees[0]).toMatchObject({ feeItemId: 'late_return_handling', amountFen: 1990 });
  });
});
