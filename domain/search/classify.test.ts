import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeCaseCode } from '../identifiers/case-code.ts';
import { classifyQuery } from './classify.ts';

const CASE_CODE = makeCaseCode('2026-11-22', 1_234_567);

describe('the search box knows what was typed', () => {
  it.each([
    ['13800138000', 'mobile', '13800138000'],
    ['+86 138 0013 8000', 'mobile', '13800138000'],
    ['１３８００１３８０００', 'mobile', '13800138000'],
    ['手机号：13800138000', 'mobile', '13800138000'],
    [CASE_CODE.toLowerCase(), 'case_code', CASE_CODE],
    [CASE_CODE.replaceAll('-', ' '), 'case_code', CASE_CODE],
    ['110101199003077715', 'id_no', '110101199003077715'],
    ['11010519491231002x', 'id_no', '11010519491231002X'],
    ['91350100M000100Y43', 'uscc', '91350100M000100Y43'],
    ['102581083986056', 'merchant_no', '102581083986056'],
    ["'123456789012", 'rrn', '123456789012'],
    ['000123', 'voucher_no', '000123'],
    ['SF1234567890123', 'tracking_no', 'SF1234567890123'],
    ['EA123456789CN', 'tracking_no', 'EA123456789CN'],
    ['TA20261117-0001', 'order_no', 'TA20261117-0001'],
    ['订单编号 TA20261117-0001', 'order_no', 'TA20261117-0001'],
    ['2026111710260512345', 'order_no', '2026111710260512345'],
    ['5678', 'card_last4', '5678'],
    ['6222****7894', 'card_last4', '7894'],
    ['6222 0212 3456 7894', 'card_last4', '7894'],
    ['张三', 'name_han', '张三'],
    ['便利店 KFC', 'name_han', '便利店 kfc'],
    ['信用ka卡', 'name_han', '信用卡'],
    ['zhangsan', 'name_pinyin', 'zhangsan'],
    ['lüliang', 'name_pinyin', 'lvliang'],
    ['zs', 'name_initials', 'zs'],
    ['iu', 'name_word', 'iu'],
  ])('%j first of all as %s', (typed, kind, value) => {
    expect(classifyQuery(typed)[0]).toEqual({ kind, value });
  });

  it.each([
    ['5678', ['card_last4', 'suffix', 'name_word']],
    ['000123', ['voucher_no', 'order_no', 'terminal_sn', 'suffix']],
    ['04C7A1', ['order_no', 'terminal_sn', 'suffix', 'name_word']],
    ['N90004C7A1', ['order_no', 'terminal_sn', 'name_word']],
    ['123456789012', ['rrn', 'order_no', 'terminal_sn', 'tracking_no']],
    ['kfc', ['name_initials', 'name_word']],
    ['KXFR', ['name_initials', 'name_word', 'suffix']],
    ['wang', ['name_pinyin', 'name_initials', 'name_word', 'suffix']],
    ['zhangsan', ['name_pinyin', 'name_word']],
  ])('%j in every way it can be meant', (typed, kinds) => {
    expect(classifyQuery(typed).map((query) => query.kind)).toEqual(kinds);
  });

  it('takes the widths of merchant numbers in use', () => {
    expect(classifyQuery('1234567890', { merchantNoWidths: [10] })[0]).toEqual({
      kind: 'merchant_no',
      value: '1234567890',
    });
  });
});

it.each(['', '   ', '\u200b', 'x'.repeat(101), '。'])('asks nothing for %j', (typed) => {
  expect(classifyQuery(typed)).toEqual([]);
});

it('never keeps a card number as anything but its last four and a possible order number', () => {
  const kinds = classifyQuery('6228480012345678903').map((query) => query.kind);
  expect(kinds).toEqual(['card_last4', 'order_no']);
});

it('gives each reading once, for any input', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => {
      const readings = classifyQuery(typed).map(({ kind, value }) => `${kind} ${value}`);
      expect(new Set(readings).size).toBe(readings.length);
    }),
  );
});
