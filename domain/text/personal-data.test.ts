import { describe, expect, it } from 'vitest';
import { maskPersonalData } from './personal-data.ts';

describe('personal numbers in what people typed', () => {
  it.each([
    ['请回电13800138000，谢谢', '请回电138****8000，谢谢'],
    ['新号 138 0013 8000', '新号 138****8000'],
    ['新号１３８００１３８０００。', '新号138****8000。'],
    ['身份证110101199003077715不符', '身份证1****************5不符'],
    ['110101 1990 0307 7715 与 199-0000-2222', '1****************5 与 199****2222'],
  ])('are masked as in a field of their own: %s', (typed, shown) => {
    expect(maskPersonalData(typed)).toBe(shown);
  });

  it.each([
    ['订单 TA13800138000'],
    ['流水 1380013800012'],
    ['不是身份证 110101199003077716'],
    ['¥1,299.00，2026-03-10 14:00 前'],
    ['凭证号 000123，参考号 138001380001'],
  ])('are not seen where there are none: %s', (typed) => {
    expect(maskPersonalData(typed)).toBe(typed);
  });
});
