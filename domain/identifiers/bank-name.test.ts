import { expect, it } from 'vitest';
import { bankNameKey } from './bank-name.ts';

it.each([
  [['工行', '工商银行', '中国工商银行', '中国工商银行股份有限公司', ' 工 商 银 行 ']],
  [['中行', '中国银行', '中国银行股份有限公司']],
  [['邮储', '邮储银行', '邮政储蓄银行', '中国邮政储蓄银行有限责任公司']],
  [['浦发', '浦发银行', '浦东发展银行', '上海浦东发展银行']],
  [['招行', '招商银行']],
  [['Test Bank', 'TESTBANK', 'ｔｅｓｔ　ｂａｎｋ']],
])('people name one bank in many ways: %j', (names) => {
  expect(new Set(names.map(bankNameKey)).size).toBe(1);
});

it('different banks stay different', () => {
  const names = ['工商银行', '农业银行', '中国银行', '建设银行', '交通银行', '招商银行', '杭州银行', '民生银行'];

  expect(new Set(names.map(bankNameKey)).size).toBe(names.length);
});
