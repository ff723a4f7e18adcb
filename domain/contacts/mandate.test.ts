import { describe, expect, test } from 'vitest';
import { minutesAfter, NOW } from '../testing/given.ts';
import type { Mandate } from './events.ts';
import { validateMandate, type MandateProblem } from './mandate.ts';

const sound: Mandate = {
  agentName: '测试李四',
  matter: '取消 POS 机申请订单',
  acts: ['file_cancellation'],
  validFrom: minutesAfter(-60),
  validTo: minutesAfter(60),
  signedOrSealed: true,
  principalIdCopyEvidenceId: 'evidence-id-copy',
  mandateEvidenceId: 'evidence-mandate',
  principalContacted: true,
};

describe('a written authority (L-18)', () => {
  test('with everything the law asks for lacks nothing', () => {
    const problems = validateMandate(sound, NOW);

    expect(problems).toEqual([]);
  });

  test.each<[MandateProblem, Partial<Mandate>]>([
    ['agent_name_missing', { agentName: '  ' }],
    ['matter_missing', { matter: '' }],
    ['acts_missing', { acts: [] }],
    ['term_invalid', { validTo: minutesAfter(-61) }],
    ['not_yet_in_force', { validFrom: minutesAfter(1) }],
    ['term_over', { validTo: minutesAfter(-1) }],
    ['not_signed_or_sealed', { signedOrSealed: false }],
    ['mandate_file_missing', { mandateEvidenceId: null }],
    ['principal_id_copy_missing', { principalIdCopyEvidenceId: null }],
    ['principal_not_contacted', { principalContacted: false }],
  ])('says %s, and nothing else, when that alone is wrong', (problem, wrong) => {
    const problems = validateMandate({ ...sound, ...wrong }, NOW);

    expect(problems).toEqual([problem]);
  });

  test('is in force on both ends of its term (L-07)', () => {
    const problems = [sound.validFrom, sound.validTo].map((at) => validateMandate(sound, at));

    expect(problems).toEqual([[], []]);
  });
});
