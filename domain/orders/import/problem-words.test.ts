import { describe, expect, it } from 'vitest';
import { describeProblem } from './problem-words.ts';
import { columnLetter } from './problems.ts';

const both = (problem: Parameters<typeof describeProblem>[0]): string[] =>
  (['zh', 'en'] as const).map((language) => {
    const { what, fix } = describeProblem(problem, language);
    return `${what} ${fix}`;
  });

describe('the words of a problem, with its values', () => {
  it('how long a number should be is said where it is known, and left out where it is not', () => {
    const [zh, en] = both({ code: 'wrong_length', data: { expected: 11 } });
    const [zhOpen, enOpen] = both({ code: 'wrong_length', data: {} });

    expect(zh).toContain('，应为 11 位');
    expect(en).toContain(', 11 expected');
    expect(zhOpen).not.toMatch(/应为|undefined/u);
    expect(enOpen).not.toMatch(/expected|undefined/u);
  });

  it('a field of either kind is named by its label, one that is unknown by its key', () => {
    expect(both({ code: 'dates_out_of_order', data: { field: 'settledAt', after: 'orderedAt' } })[0]).toContain('结算');
    expect(both({ code: 'dates_out_of_order', data: { field: 'settledAt', after: 'orderedAt' } })[1]).toMatch(
      /ettled/u,
    );
    expect(both({ code: 'dates_out_of_order', data: { field: 'elsewhere', after: 'orderedAt' } })[0]).toContain(
      'elsewhere',
    );
  });

  it('why a file breaks off is said in words, a reason without words as it is', () => {
    const [zh, en] = both({ code: 'file_breaks_off', data: { reason: 'quote_not_closed' } });
    const [zhOther] = both({ code: 'file_breaks_off', data: { reason: 'E42' } });

    expect(zh).toContain('引号没有配对');
    expect(en).toContain('a quotation mark is never closed');
    expect(zhOther).toContain('E42');
  });

  it('money is in yuan, and other numbers stay as they are', () => {
    const [zh, en] = both({ code: 'refunded_exceeds_amount', data: { amountFen: 29_900, refundedFen: 30_050 } });
    const [tooMany] = both({ code: 'too_many_cells', data: { extra: 2, width: 16 } });

    for (const sentence of [zh, en]) {
      expect(sentence).toContain('¥299.00');
      expect(sentence).toContain('¥300.50');
    }
    expect(tooMany).toContain('多出 2 格');
  });

  it('a value that is missing leaves nothing behind', () => {
    expect(both({ code: 'too_many_cells', data: {} }).join(' ')).not.toMatch(/\{\{|undefined/u);
  });
});

describe('the letter of a column', () => {
  it.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [51, 'AZ'],
    [52, 'BA'],
    [701, 'ZZ'],
    [702, 'AAA'],
  ])('%i is %s', (index, letter) => {
    expect(columnLetter(index)).toBe(letter);
  });
});
