import { describe, expect, it } from 'vitest';
import { maskCell } from './mask-cell.ts';

/** V-12: what a report, a sample or a screen may show of a cell, read or not. */
describe('a masked cell', () => {
  it.each([
    ['person', '测试张三', '测**三'],
    ['merchant', '测试便利店', '测***店'],
    ['address', '北京市东城区测试路1号', '北京市东城区***'],
    ['mobile', '138 0013 8000', '138****8000'],
    ['mobile', '1380013800', '1********0'],
    ['id', '110101199003077715', '1****************5'],
    ['id', '110101900307771', '1*************1'],
    ['id', '11010190030777', '11**********77'],
    ['card', '6228480012345678903', '622848******8903'],
    ['card', '62284800', '6******0'],
    ['sn', 'TEST-SN 0001', '…SN0001'],
    ['number', 'T202611170001', 'T202611170001'],
    ['number', '13800138000', '138****8000'],
    ['number', 'X110101199003077715', 'X1****************5'],
    ['number', '11010119900307002X', '1****************X'],
    ['number', '6228480012345678903', '622************903'],
    ['number', '12345678901', '12345678901'],
    ['number', '9'.repeat(32), '9'.repeat(32)],
    ['number', '9'.repeat(33), `9999${'*'.repeat(12)}9999`],
    ['open', '20261117102605', '20261117102605'],
    ['open', '="20261117"', '="20261117"'],
    ['open', '20261117 1026', '20261117 1026'],
    ['open', '20261117T1026', '20261117T1026'],
    ['open', '202611171026', '202611171026'],
    ['open', '202611171', '2*******1'],
    ['open', '18991117', '1******7'],
    ['open', '20261117x', '2******7x'],
    ['open', '20261117-1026', '2******7-1026'],
    ['open', '202611171026051', '20***********51'],
    ['open', '已付1234567元', '已付1*****7元'],
    ['open', '123456', '123456'],
    ['unknown', '测试张三 13800138000', '测* 1*********0'],
    ['unknown', 'A Test', 'A T*'],
    ['unknown', '123456 元', '123456 元'],
    ['merchant', '  ', ''],
    ['mobile', '１３８００１３８０００', '138****8000'],
  ] as const)('of the sort %s shows %s as %s', (mask, cell, shown) => {
    expect(maskCell(cell, mask)).toBe(shown);
  });

  it('shows forty characters and no more', () => {
    expect([maskCell('字'.repeat(40), 'open'), maskCell('字'.repeat(41), 'open')]).toEqual([
      '字'.repeat(40),
      `${'字'.repeat(40)}…`,
    ]);
  });

  it.each(['person', 'merchant', 'mobile', 'id', 'card', 'sn', 'unknown'] as const)(
    'of the sort %s never shows a mobile number whole',
    (mask) => {
      expect(maskCell('13800138000', mask)).not.toContain('13800138000');
    },
  );
});
