import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCardData } from './card-data.ts';

const CARD = '6222021234567894';

describe('scenario 32: card data in a note is found and masked', () => {
  it.each([
    ['6222021234567894', '622202******7894'],
    ['6222 0212 3456 7894', '622202******7894'],
    ['6222-0212-3456-7894', '622202******7894'],
    ['6222.0212.3456.7894', '622202******7894'],
    ['６２２２０２１２３４５６７８９４', '622202******7894'],
    ['6222\u200b0212\u200b3456\u200b7894', '622202******7894'],
    ['卡6228480012345678903号', '卡622848******8903号'],
    ['6228 4800 1234 5678 903', '622848******8903'],
    ['6217000012345678907', '621700******8907'],
    ['visa 4111111111111111', 'visa 411111******1111'],
    ['5555555555554444', '555555******4444'],
    ['378282246310005', '378282******0005'],
    ['3530111333300000', '353011******0000'],
  ])('the number in %j', (text, masked) => {
    expect(findCardData(text)).toEqual({ kinds: ['pan'], masked });
  });

  it.each([
    ['安全码123', ['cvv'], '安全码***'],
    ['CVV2：456', ['cvv'], 'CVV2：***'],
    ['cvn是 789', ['cvv'], 'cvn是 ***'],
    ['他说123是安全码', ['cvv'], '他说***是安全码'],
    ['背面后三位 123', ['cvv'], '背面后三位 ***'],
    ['有效期12/29', ['expiry'], '有效期***'],
    ['有效期 0929', ['expiry'], '有效期 ***'],
    ['信用卡有效期2029年5月', ['expiry'], '信用卡有效期***'],
    ['密码是123456', ['pin'], '密码是***'],
    ['PIN 1234', ['pin'], 'PIN ***'],
    ['短信验证码：８８６６４２', ['one_time_code'], '短信验证码：***'],
  ])('the secret in %j', (text, kinds, masked) => {
    expect(findCardData(text)).toEqual({ kinds, masked });
  });

  it('number, expiry and security code read out one after the other', () => {
    expect(findCardData(`卡号${CARD}，安全码123，有效期12/29`)).toEqual({
      kinds: ['pan', 'cvv', 'expiry'],
      masked: '卡号622202******7894，安全码***，有效期***',
    });
    expect(findCardData('6222 0212 3456 7894 0929 123')).toEqual({
      kinds: ['pan', 'cvv', 'expiry'],
      masked: '622202******7894 *** ***',
    });
    expect(findCardData(`${CARD} 09/29 123`).masked).toBe('622202******7894 *** ***');
    expect(findCardData(`${CARD} 123`).masked).toBe('622202******7894 ***');
  });

  it('two numbers in one note', () => {
    expect(findCardData(`${CARD} 4111111111111111`).masked).toBe('622202******7894 411111******1111');
  });
});

describe('what is no card data stays as it is', () => {
  it.each([
    '手机13800138000，回电 138 0013 8000',
    '订单2026111710260512345',
    '订单号6222021234567891',
    '身份证110101199003077715',
    '身份证620102199003071109',
    '商户号102581083986056',
    '参考号123456789012 凭证号000123 批次号000001',
    '密码错误3次',
    '验证码已发送至尾号5678',
    '验证码发送到138****5678',
    '身份证有效期2030.05.06',
    '证件有效期至2030年5月',
    '优惠有效期12个月',
    '金额¥1,299.00，2026-11-17 10:26:05',
    '统一社会信用代码91350100M000100Y43',
    '6222****7894 尾号7894',
    '',
  ])('%j', (text) => {
    expect(findCardData(text)).toEqual({ kinds: [], masked: text });
  });

  it('keeps the amount that follows a number', () => {
    expect(findCardData(`${CARD} 299元`).masked).toBe('622202******7894 299元');
  });
});

it('what is masked once holds no card data any more', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      CARD,
      '4111111111111111',
      '安全码123',
      '有效期12/29',
      '密码123456',
      '验证码4321',
      ' ',
      '，',
      '-',
      '是',
    ),
    fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), maxLength: 20 }),
    fc.string({ maxLength: 5 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const { masked } = findCardData(pieces.join(''));
      expect(findCardData(masked)).toEqual({ kinds: [], masked });
    }),
    { numRuns: 500 },
  );
});

it('never lets the middle of a card number through, however it is grouped', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(CARD, '6228480012345678903', '6217000012345678907', '4111111111111111'),
      fc.array(fc.constantFrom('', ' ', '-', '.', '  ', '\u200b'), { minLength: 18, maxLength: 18 }),
      (card, gaps) => {
        const written = card.replace(
          /\d/gu,
          (digit, index: number) => digit + (index < card.length - 1 ? gaps[index] : ''),
        );
        const { kinds, masked } = findCardData(`他报了${written}。`);
        expect(kinds).toContain('pan');
        expect(masked).not.toMatch(/\d{7}/u);
        expect(masked.replace(/\D/gu, '').length).toBeLessThanOrEqual(10);
      },
    ),
  );
});
