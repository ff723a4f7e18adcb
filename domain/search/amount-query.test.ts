import { describe, expect, it } from 'vitest';
import { amountQuery } from './amount-query.ts';

describe('an amount in the search box', () => {
  it.each([
    ['¥299', 29_900],
    ['￥1,299.00', 129_900],
    ['299元', 29_900],
    ['299.00', 29_900],
    ['２９９．５０', 29_950],
    ['29900分', 29_900],
  ])('%s is money', (typed, fen) => {
    expect(amountQuery(typed)).toBe(fen);
  });

  it.each(['299', '13800138000', 'SO20261114000002', '2026.11.17', '陈样例一', '元', '¥0'])('%s is not', (typed) => {
    expect(amountQuery(typed)).toBeNull();
  });
});
