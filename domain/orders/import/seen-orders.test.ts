import { describe, expect, it } from 'vitest';
import { SeenOrders } from './seen-orders.ts';

describe('orders met before in the same file', () => {
  it('are told with the line they stood on first, and whether the rows say the same', () => {
    const seen = new SeenOrders();

    const answers = [
      seen.note('T1', ['T1', '12.00'], 2),
      seen.note('T2', ['T2', '12.00'], 3),
      seen.note('T1', [' T1', '12.00 '], 1_000_001),
      seen.note('T1', ['T1', '12.01'], 5),
      seen.note('T1', ['T1', '12.00'], 6),
    ];

    expect(answers).toEqual([
      null,
      null,
      { repeated: 'same', firstLine: 2 },
      { repeated: 'different', firstLine: 2 },
      { repeated: 'same', firstLine: 2 },
    ]);
  });

  it.each([
    [
      ['ab', 'c'],
      ['a', 'bc'],
    ],
    [['ab', ''], ['ab']],
    [
      ['ab', 'cd'],
      ['cd', 'ab'],
    ],
    [['abc'], ['abd']],
    [['abc'], ['bbc']],
    [['abc'], ['cba']],
    [[], ['']],
  ])('tell %j from %j', (first, second) => {
    const seen = new SeenOrders();

    seen.note('T1', first, 4_000_000_000);

    expect(seen.note('T1', second, 9)).toEqual({ repeated: 'different', firstLine: 4_000_000_000 });
  });
});
