import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMobile } from '../identifiers/mobile.ts';
import { parseUscc } from '../identifiers/uscc.ts';
import { IDENTIFIER_QUERY_KINDS } from './classify.ts';
import { nearMissAmounts, nearMisses } from './near-miss.ts';

describe('near misses of an identifier (B23)', () => {
  it.each([
    ['order_no', 'TA20261117-0010', 'TA20261117-0001', 'transposed'],
    ['order_no', 'TA2026O117-0001', 'TA20260117-0001', 'confused'],
    ['terminal_sn', 'N9000B04C7A1', 'N9000804C7A1', 'confused'],
    ['terminal_sn', 'N90004C7AI', 'N90004C7A1', 'confused'],
    ['order_no', '20261117000012', '2026111700012', 'extra'],
    ['order_no', '2026111700012', '20261117000012', 'missing'],
    ['mobile', '13801038000', '13800138000', 'transposed'],
    ['mobile', '138001380000', '13800138000', 'extra'],
    ['mobile', '1380013800', '13800138000', 'missing'],
    ['uscc', '9135O100M000100Y43', '91350100M000100Y43', 'confused'],
    ['id_no', '110101199003077751', '110101199003077715', 'transposed'],
    ['rrn', '123456789021', '123456789012', 'transposed'],
    ['voucher_no', '000132', '000123', 'transposed'],
  ] as const)('of %s %s: %s', (kind, typed, meant, slip) => {
    expect(nearMisses({ kind, value: typed })).toContainEqual({ value: meant, slip });
  });

  it('are few, different from one another and from what was typed', () => {
    const kind = fc.constantFrom(...IDENTIFIER_QUERY_KINDS);
    const value = fc.string({ unit: fc.constantFrom(...Array.from('0123456789ABOIS')), maxLength: 40 });
    fc.assert(
      fc.property(kind, value, (ofKind, typed) => {
        const values = nearMisses({ kind: ofKind, value: typed }).map((miss) => miss.value);
        expect(values.length).toBeLessThanOrEqual(ofKind === 'mobile' ? 100 : 64);
        expect(new Set(values).size).toBe(values.length);
        expect(values).not.toContain(typed);
      }),
    );
  });

  it('are all the mobiles that ten digits can have been', () => {
    const meant = '13812345678';
    for (let index = 2; index < meant.length; index += 1) {
      const typed = meant.slice(0, index) + meant.slice(index + 1);
      expect(nearMisses({ kind: 'mobile', value: typed }).map(({ value }) => value)).toContain(meant);
    }
  });

  it('keep the shape and the check digits of their kind', () => {
    expect(nearMisses({ kind: 'mobile', value: '13800138000' }).every(({ value }) => parseMobile(value).ok)).toBe(true);
    expect(nearMisses({ kind: 'uscc', value: '91350100M000100Y34' }).every(({ value }) => parseUscc(value).ok)).toBe(
      true,
    );
  });

  it('are none for the last four of a card and for a suffix', () => {
    expect(nearMisses({ kind: 'card_last4', value: '5678' })).toEqual([]);
    expect(nearMisses({ kind: 'suffix', value: '04C7A1' })).toEqual([]);
  });
});

it('an amount may have been meant in the other unit', () => {
  expect(nearMissAmounts(29_900)).toEqual([2_990_000, 299]);
  expect(nearMissAmounts(299)).toEqual([29_900]);
  expect(nearMissAmounts(0)).toEqual([]);
});
