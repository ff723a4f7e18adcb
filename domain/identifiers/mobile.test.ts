import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMobile, parsePhone } from './mobile.ts';

describe('mainland mobiles (rules 7)', () => {
  it.each([
    '13800138000',
    '+8613800138000',
    '+86 138-0013-8000',
    '008613800138000',
    '8613800138000',
    '138 0013 8000',
    '１３８００１３８０００',
    '(+86)138 0013 8000',
    "'13800138000",
    '138\u200b00138000\t',
  ])('reads %j', (written) => {
    expect(parseMobile(written)).toEqual({ ok: true, value: '13800138000' });
  });

  it.each([
    ['12800138000', 'unknown_number'],
    ['1380013800', 'wrong_length'],
    ['138001380001', 'wrong_length'],
    ['', 'empty'],
    ['138OO138000', 'wrong_characters'],
    ['138****8000', 'wrong_characters'],
    ['0571-87654321', 'not_mobile'],
    ['400-800-1234', 'service_number'],
    ['8008101234', 'service_number'],
    ['95516', 'service_number'],
    ['955161234', 'service_number'],
    ['10086', 'service_number'],
    ['12363', 'service_number'],
    ['0755 95516', 'unknown_number'],
  ])('refuses %j as %s', (written, problem) => {
    expect(parseMobile(written)).toEqual({ ok: false, problem });
  });

  it('reads any mobile in any wrapping', () => {
    const mobile = fc.stringMatching(/^1[3-9]\d{9}$/u);
    const wrapping = fc.constantFrom('', '+86', '0086', '+86 ', '86', '＋８６');
    fc.assert(
      fc.property(mobile, wrapping, fc.constantFrom('', '-', ' ', '－'), (number, prefix, gap) => {
        const written = prefix + [number.slice(0, 3), number.slice(3, 7), number.slice(7)].join(gap);
        expect(parseMobile(written)).toEqual({ ok: true, value: number });
      }),
    );
  });
});

describe('landlines', () => {
  it.each([
    ['0571-87654321', '057187654321', null],
    ['(010) 8765 4321', '01087654321', null],
    ['+86 21 6543 2109', '02165432109', null],
    ['0571-87654321转801', '057187654321', '801'],
  ])('reads %s', (written, number, extension) => {
    expect(parsePhone(written)).toEqual({ ok: true, value: { type: 'landline', number, extension } });
  });

  it('needs the area code', () => {
    expect(parsePhone('87654321')).toEqual({ ok: false, problem: 'unknown_number' });
  });
});
