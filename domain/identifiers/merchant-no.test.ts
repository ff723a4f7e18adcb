import { expect, it } from 'vitest';
import { merchantNoParts, parseMerchantNo } from './merchant-no.ts';

it('reads a merchant number of UnionPay and its parts', () => {
  expect(parseMerchantNo("'102581083986056")).toEqual({ ok: true, value: '102581083986056' });
  expect(merchantNoParts('102581083986056')).toEqual({
    institution: '102',
    area: '5810',
    mcc: '8398',
    sequence: '6056',
  });
});

it('keeps zeros and letters', () => {
  expect(parseMerchantNo('00010058109a001')).toEqual({ ok: true, value: '00010058109A001' });
  expect(merchantNoParts('M00000000000001AB')).toBeNull();
});

it('takes the widths of the institution', () => {
  expect(parseMerchantNo('1234567890')).toEqual({ ok: false, problem: 'wrong_length' });
  expect(parseMerchantNo('1234567890', [10, 15])).toEqual({ ok: true, value: '1234567890' });
  expect(parseMerchantNo('')).toEqual({ ok: false, problem: 'empty' });
  expect(parseMerchantNo('10258108398605*')).toEqual({ ok: false, problem: 'wrong_characters' });
});
