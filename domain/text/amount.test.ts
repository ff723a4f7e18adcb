import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountInWords, formatAmount, parseAmount } from './amount.ts';

describe('reading an amount', () => {
  it.each([
    ['¥299.00', 29_900],
    ['¥1,299.00', 129_900],
    ['1299元', 129_900],
    ['￥１，２９９．５', 129_950],
    ["'0.01", 1],
    ['1299元整', 129_900],
    ['RMB 12', 1_200],
    ['.5', 50],
    ['0', 0],
    ['9,999,999,999.99', 999_999_999_999],
  ])('%s yuan is %d fen', (written, fen) => {
    expect(parseAmount(written, 'yuan')).toEqual({ ok: true, value: fen });
  });

  it('takes whole fen where the column is in fen', () => {
    expect(parseAmount('29900', 'fen')).toEqual({ ok: true, value: 29_900 });
    expect(parseAmount('29900分', 'fen')).toEqual({ ok: true, value: 29_900 });
    expect(parseAmount('299.00', 'fen')).toEqual({ ok: false, problem: 'too_precise' });
    expect(parseAmount('299元', 'fen')).toEqual({ ok: false, problem: 'wrong_characters' });
    expect(parseAmount('29900分', 'yuan')).toEqual({ ok: false, problem: 'wrong_characters' });
  });

  it.each([
    ['', 'empty'],
    ['¥', 'empty'],
    ['1.58E+14', 'scientific_notation'],
    ['-5.00', 'negative'],
    ['¥-5.00', 'negative'],
    ['(5.00)', 'negative'],
    ['1.299', 'too_precise'],
    ['1.299,00', 'wrong_characters'],
    ['12,99', 'bad_grouping'],
    ['1,2,3', 'bad_grouping'],
    [',', 'bad_grouping'],
    ['1.2万', 'wrong_characters'],
    ['10000000000.00', 'too_large'],
  ])('refuses %j as %s', (written, problem) => {
    expect(parseAmount(written, 'yuan')).toEqual({ ok: false, problem });
  });

  it('reads back every amount it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (fen) => {
        expect(parseAmount(formatAmount(fen), 'yuan')).toEqual({ ok: true, value: fen });
      }),
    );
  });
});

it('writes an amount with two decimals and groups', () => {
  expect(formatAmount(29_900)).toBe('¥299.00');
  expect(formatAmount(123_456_789)).toBe('¥1,234,567.89');
  expect(formatAmount(-5)).toBe('-¥0.05');
});

it.each([
  [29_900, '贰佰玖拾玖元整'],
  [129_950, '壹仟贰佰玖拾玖元伍角整'],
  [10_000_001, '壹拾万元零壹分'],
  [0, '零元整'],
])('%d fen in words is %s', (fen, words) => {
  expect(amountInWords(fen)).toBe(words);
});
