import { describe, expect, it } from 'vitest';
import type { PolicyView } from '../../../contract/desk-api/policy.ts';
import { clausesOf, matching } from './matching.ts';

const both = (zh: string, en: string): { zh: string; en: string } => ({ zh, en });
const pack: PolicyView = {
  packId: 'test',
  packVersion: '1',
  isSample: true,
  name: both('测试', 'Test'),
  feeListVersion: '1',
  effectiveFrom: '2026-01-01',
  policyText: both('一、发货前取消不收费。', 'Free before shipping.'),
  reasons: [],
  feeItems: [],
  materials: [],
  dispositions: [],
  rejectionReasons: [],
  scripts: [],
  legalBasis: [
    {
      ruleId: 'L-01',
      title: both('七日无理由', 'Seven days'),
      text: both('收货七日内', 'within seven days'),
      source: '消保法第二十五条',
    },
    {
      ruleId: 'L-02',
      title: both('退款', 'Refund'),
      text: both('七日内退款', 'refund in seven days'),
      source: '消保法第二十五条',
    },
  ],
  channels: [],
  licences: [],
};

describe('looking for words in the policy', () => {
  it.each([
    ['', ['L-01', 'L-02']],
    ['l-02', ['L-02']],
    ['Seven  REFUND', ['L-02']],
    ['二十五条 收货', ['L-01']],
    ['运费', []],
  ])('%j finds %j', (sought, expected) => {
    expect(matching(pack, sought).legalBasis.map(({ ruleId }) => ruleId)).toEqual(expected);
  });
});

describe('the clauses of a policy text', () => {
  it('stand alone where the text numbers them', () => {
    expect(clausesOf('一、发货前取消不收费。二、七日内可退，第十、二十日不算。十一、可申诉。')).toEqual([
      '一、发货前取消不收费。',
      '二、七日内可退，第十、二十日不算。',
      '十一、可申诉。',
    ]);
  });

  it('stand alone in English as well', () => {
    expect(clausesOf('1. Free before shipping. 2. Appeal within 15 days, or call 12315.')).toEqual([
      '1. Free before shipping.',
      '2. Appeal within 15 days, or call 12315.',
    ]);
  });

  it('are one where it does not', () => {
    expect(clausesOf('Free before shipping. Refund in 7.5 days. Or call 12315.')).toHaveLength(1);
  });
});
