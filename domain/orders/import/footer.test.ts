import { describe, expect, it } from 'vitest';
import { isFooter } from './footer.ts';

describe('a closing line', () => {
  const HEADER = ['订单号', '交易时间', '', '金额'];

  it.each([
    [['合计', '', '', '3']],
    [['本页小计：', '']],
    [['# 总计', '']],
    [['Total', '3']],
    [['', ' ', '合计']],
    [['共 3 条']],
    [['导出时间', '2026-11-17', '测试']],
    [['=== 报表 ===']],
    [['ＴＯＴＡＬ']],
    [['订单号', '交易时间', 'x', ' 金额 ']],
  ])('%j is no order', (cells) => {
    expect(isFooter(cells, cells[0] ?? '', HEADER.with(2, cells.length === 4 && cells[2] === 'x' ? 'x' : ''))).toBe(
      true,
    );
  });

  it.each([
    [['TOTAL123456', '合计']],
    [["'T20261117", '合计']],
    [['  `ab-cd_12 ', '合计']],
    [['导出', '2026-11-17', '测试', '12']],
    [['订单号', '2026-11-17', '', '12']],
    [['totally', '1']],
    [['A1', '合计', '', '']],
    [['']],
  ])('%j may be one', (cells) => {
    expect(isFooter(cells, cells[0] ?? '', HEADER)).toBe(false);
  });

  it('a number of an order keeps a line that begins like a total; a short one does not', () => {
    expect(isFooter(['合计', 'T202611'], 'T202611', HEADER)).toBe(false);
    expect(isFooter(['合计', 'T20261'], 'T2026', HEADER)).toBe(true);
    expect(isFooter(['合计', '单T202611'], '单T202611', HEADER)).toBe(true);
    expect(isFooter(['合计', 'T202611单'], 'T202611单', HEADER)).toBe(true);
    expect(isFooter(['A', '合计'], ' 合计 ', HEADER)).toBe(true);
  });

  it('one column that says its own name is no second header', () => {
    expect(isFooter(['订单号'], '订单号', ['订单号', ' '])).toBe(false);
    expect(isFooter(['订单号', '', '金额'], '订单号', ['订单号', '', '金额'])).toBe(true);
    expect(isFooter(['订单号'], '订单号', ['订单号', '', '金额'])).toBe(false);
  });
});
