import { describe, expect, it, test } from 'vitest';
import { acquirerProfileFor, loadPolicyPack, policyInForce } from './pack.ts';
import { at, samplePack } from './policy-fixtures.ts';

const pack = samplePack();

function problemsOf(json: unknown): string {
  const loaded = loadPolicyPack(json);
  return loaded.ok ? '' : JSON.stringify(loaded.refusal);
}

describe('the sample pack', () => {
  it('is a sample and says so in both languages', () => {
    expect(pack.isSample).toBe(true);
    expect(pack.name).toEqual({ zh: '样例政策包，非法律意见', en: 'Sample policy pack, not legal advice' });
  });

  it('has the sixteen reasons of the sources, each with a recommended measure (B31)', () => {
    const codes = pack.reasons.map((reason) => reason.code);

    expect(codes.toSorted()).toEqual(
      [
        'personal_need_change',
        'budget',
        'competitor_offer',
        'tech_upgrade',
        'legal_regulatory',
        'fee_rate_differs',
        'deposit_not_returned',
        'mcc_switching',
        'misleading_promotion',
        'system_fault',
        'operator_error',
        'funds_issue',
        'duplicate_payment',
        'wrong_amount',
        'auto_generated_irrevocable',
        'other',
      ].toSorted(),
    );
    expect(pack.reasons.filter((reason) => reason.offersExchange).map((reason) => reason.code)).toEqual([
      'tech_upgrade',
    ]);
  });

  it('maps the repealed Contract Law to the Civil Code (L-24)', () => {
    expect(pack.repealedLaws).toMatchObject([{ repealed: { zh: '中华人民共和国合同法' }, ruleId: 'L-24' }]);
  });

  it('names an appeal and an external route for every rejection (X07)', () => {
    for (const reason of pack.rejectionReasons) {
      expect(reason.appealRoute.zh).toContain('申诉');
      expect(reason.externalRoute.zh).toContain('12363');
    }
  });
});

describe('loading a policy pack', () => {
  test.each<[title: string, json: unknown, problem: string]>([
    ['something else altogether', 'not a pack', 'expected object'],
    ['a text without English', { ...pack, notice: { zh: '只有中文', en: '' } }, 'notice.en'],
    [
      'a rule that is cited but not given',
      { ...pack, rules: pack.rules.filter((rule) => rule.id !== 'L-05') },
      'cites L-05',
    ],
    ['a rule given twice', { ...pack, rules: [...pack.rules, pack.rules[0]] }, 'stands twice'],
    [
      'a placeholder that nothing fills',
      { ...pack, phrases: { ...pack.phrases, moneyBack: { zh: '退 {amout}', en: '{amount} back' } } },
      'unknown placeholder {amout}',
    ],
    [
      'a changed fee without thirty days of notice (P-02)',
      {
        ...pack,
        feeList: {
          ...pack.feeList,
          items: [{ ...pack.feeList.items[0], version: 2, publishedAt: '2026-01-01', effectiveFrom: '2026-01-30' }],
        },
      },
      'P-02',
    ],
    [
      'fewer than seven days for a distance sale (L-01)',
      { ...pack, windows: [{ ...pack.windows[0], days: 6 }] },
      'L-01',
    ],
    ['a fee in yuan', { ...pack, lateReturnDays: 15, depositTurnoverFen: 99.5 }, 'depositTurnoverFen'],
    ['a clock under another name', { ...pack, clocks: { ...pack.clocks, D2: pack.clocks.D8 } }, 'names another clock'],
  ])('refuses %s', (_title, json, problem) => {
    expect(problemsOf(json)).toContain('policy_pack_invalid');
    expect(problemsOf(json)).toContain(problem);
  });

  it('takes a changed fee that was published thirty days before (P-02)', () => {
    const item = { ...pack.feeList.items[0], version: 2, publishedAt: '2026-01-01', effectiveFrom: '2026-01-31' };

    expect(loadPolicyPack({ ...pack, feeList: { version: '2026-01', items: [item] } }).ok).toBe(true);
  });
});

describe('the pack in force', () => {
  const older = { ...pack, version: 6, effectiveFrom: '2024-01-01', effectiveTo: '2025-12-31' };
  const newer = { ...pack, version: 7, effectiveFrom: '2025-07-01', effectiveTo: null };

  test.each([
    ['2023-12-31 23:59', null],
    ['2024-01-01 00:00', 6],
    ['2025-06-30 23:59', 6],
    ['2025-07-01 00:00', 7],
    ['2026-11-17 10:00', 7],
  ])('at %s is version %s', (moment, version) => {
    expect(policyInForce([newer, older], at(moment))?.version ?? null).toBe(version);
  });
});

describe('the acquirer profile', () => {
  it('is found by name or alias, and falls back to the first', () => {
    expect(acquirerProfileFor(pack, '样例收单A')).toMatchObject({ profile: { id: 'sample_a' }, isDefault: false });
    expect(acquirerProfileFor(pack, '没见过的收单')).toMatchObject({ profile: { id: 'default' }, isDefault: true });
    expect(acquirerProfileFor(pack, null)).toMatchObject({ profile: { id: 'default' }, isDefault: true });
  });
});
