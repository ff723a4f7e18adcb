import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeCaseCode } from '../identifiers/case-code.ts';
import { classifyQuery } from './classify.ts';
import { MAX_PROBES, misreadings } from './misread.ts';

const CODE = makeCaseCode('2026-11-22', 1_234_567);
/** The code with another character in that place. */
const wrongAt = (index: number): string =>
  CODE.slice(0, index) + (CODE.charAt(index) === '7' ? '8' : '7') + CODE.slice(index + 1);

const misread = (typed: string) => misreadings(typed, classifyQuery(typed));

describe('what its shape alone says a line was meant to be (B23)', () => {
  it.each([
    ['110101199003077751', 'id_no', '110101199003077715', 'transposed'],
    ['身份证：110101199030077715', 'id_no', '110101199003077715', 'transposed'],
    ['11O101199003077715', 'id_no', '110101199003077715', 'confused'],
    ['11010119900307715', 'id_no', '110101199003077715', 'missing'],
    ['1101011990030777155', 'id_no', '110101199003077715', 'extra'],
    ['9135O100M000100Y43', 'uscc', '91350100M000100Y43', 'confused'],
    ['91350100M00100Y43', 'uscc', '91350100M000100Y43', 'missing'],
    ['91350100M000100Y433', 'uscc', '91350100M000100Y43', 'extra'],
    ['1380013800', 'mobile', '13800138000', 'missing'],
    ['1300138000', 'mobile', '13800138000', 'missing'],
    ['138 0013 80000', 'mobile', '13800138000', 'extra'],
    ['+86 138001380000', 'mobile', '13800138000', 'extra'],
    ['138O0138000', 'mobile', '13800138000', 'confused'],
    [wrongAt(7), 'case_code', CODE, 'wrong'],
    [wrongAt(12), 'case_code', CODE, 'wrong'],
    [CODE.slice(3).replaceAll('-', '').slice(0, -1), 'case_code', CODE, 'missing'],
    [`${CODE}7`, 'case_code', CODE, 'extra'],
  ] as const)('%s is nearly the %s %s: %s', (typed, kind, meant, slip) => {
    const near = misread(typed).flatMap((reading) => (reading.query.kind === kind ? reading.near : []));

    expect(near).toContainEqual({ value: meant, slip });
  });

  it('comes before what the line was searched by, and never twice', () => {
    expect(misread('138001380000').map(({ query }) => query.kind)).toEqual([
      'mobile',
      'rrn',
      'order_no',
      'terminal_sn',
      'tracking_no',
    ]);
    expect(misread('13801038000').filter(({ query }) => query.kind === 'mobile')).toHaveLength(1);
  });

  it('is nothing for a card number, a name or a line that is too long', () => {
    expect(misread('6222021234567894')).toEqual([]);
    expect(misread('张三')).toEqual([]);
    expect(misread('1'.repeat(101))).toEqual([]);
  });

  it('is not more than can be looked up at once, for any input', () => {
    const typed = fc.string({ unit: fc.constantFrom(...Array.from('0123456789ABOISCD-')), maxLength: 24 });
    fc.assert(
      fc.property(typed, (line) => {
        const found = misread(line);

        expect(found.flatMap(({ near }) => near).length).toBeLessThanOrEqual(MAX_PROBES);
        expect(found.every(({ near }) => near.length > 0)).toBe(true);
      }),
    );
  });
});
