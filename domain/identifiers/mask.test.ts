import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  maskAccount,
  maskAddress,
  maskCard,
  maskIdNo,
  maskMerchantName,
  maskMobile,
  maskName,
  maskSn,
} from './mask.ts';

describe('masking defaults (V-12)', () => {
  it.each([
    [maskMobile('13812345678'), '138****5678'],
    [maskMobile('057187654321'), '****4321'],
    [maskMobile('95516'), '***'],
    [maskIdNo('11010519491231002X'), '1****************X'],
    [maskIdNo('11010519491231002X', 6, 4), '110105********002X'],
    [maskIdNo('11010519491231002X', 14, 18), '110105********002X'],
    [maskIdNo('E1234567'), '***'],
    [maskCard({ first6: '622202', last4: '7894' }), '622202******7894'],
    [maskCard({ first6: null, last4: '7894' }), '****7894'],
    [maskAccount('3301040160001234567'), '****4567'],
    [maskAccount('1234'), '***'],
    [maskName('张三'), '张*'],
    [maskName('张小明'), '张*明'],
    [maskName('欧阳小明'), '欧阳*明'],
    [maskName('欧阳明'), '欧阳*'],
    [maskName('欧阳'), '欧*'],
    [maskName('张'), '*'],
    [maskName(''), '*'],
    [maskName('Test Person'), 'T***'],
    [maskMerchantName('杭州测试便利店'), '杭州***利店'],
    [maskMerchantName('杭州西湖测试便利店'), '杭州***便利店'],
    [maskMerchantName('测试小店'), '测***店'],
    [maskMerchantName('小店'), '小***'],
    [maskMerchantName('店'), '***'],
    [maskAddress('浙江省杭州市西湖区测试路1号2幢301室'), '浙江省杭州市西湖区***'],
    [maskAddress('北京市朝阳区测试街9号'), '北京市朝阳区***'],
    [maskAddress('内蒙古自治区呼和浩特市新城区测试路'), '内蒙古自治区呼和浩特市新城区***'],
    [maskAddress('浙江省杭州市桐庐县测试镇'), '浙江省杭州市桐庐县***'],
    [maskAddress('浙江省义乌市测试路'), '浙江省义乌市***'],
    [maskAddress('测试小区3栋'), '***'],
    [maskAddress('测试路1号'), '***'],
    [maskSn('0000020404C7A1'), '…04C7A1'],
    [maskSn('04C7A1'), '***'],
  ])('%s is %s', (masked, expected) => {
    expect(masked).toBe(expected);
  });
});

describe('masking never shows the hidden part', () => {
  const digits = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), minLength, maxLength });

  it.each([
    ['mobile', maskMobile, 7],
    ['account', maskAccount, 4],
    ['serial number', maskSn, 6],
    ['resident id', (value: string) => maskIdNo(value, 99, 99), 10],
  ] as const)('%s', (_, mask, most) => {
    fc.assert(
      fc.property(digits(0, 30), (value) => {
        const shown = mask(value).replace(/\D/gu, '');
        expect(shown.length).toBeLessThanOrEqual(most);
        expect(shown.length === 0 || shown.length < value.length).toBe(true);
      }),
    );
  });

  it('two numbers that differ in the middle only look the same', () => {
    fc.assert(
      fc.property(digits(4, 4), digits(4, 4), (one, other) => {
        expect(maskMobile(`138${one}5678`)).toBe(maskMobile(`138${other}5678`));
      }),
    );
  });

  it('no name is shown whole', () => {
    const han = fc.string({
      unit: fc.constantFrom(...Array.from('欧阳司马张三李四王小明店')),
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(han, (name) => {
        expect(maskName(name)).not.toContain(name);
        expect(maskMerchantName(name)).not.toContain(name);
        expect(maskAddress(`${name}路1号`)).not.toContain('1');
      }),
    );
  });
});
