import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compactIdentifier, foldWidth, normaliseIdentifier, normaliseText, stripGuards } from './normalise.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      '\u200b',
      "'",
      '`',
      '=',
      '"',
      ' ',
      '\t',
      '１',
      'e',
      '\u0301',
      '\ufeff',
      '´',
      '-',
      'ka',
      '刷',
      '卡',
      '投',
      '子',
    ),
  }),
);

describe('obfuscated spellings (X01)', () => {
  it.each([
    ['身份fen证', '身份证'],
    ['个人信xi息', '个人信息'],
    ['身份信XI息', '身份信息'],
    ['个人身份zheng证明', '个人身份证明'],
    ['刷ka卡', '刷卡'],
    ['信用ka卡', '信用卡'],
    ['积芬', '积分'],
    ['继续投子', '继续投资'],
    ['中华人民pos合同法', '中华人民共和国合同法'],
    ['中华人民pos消费者权益保护法', '中华人民共和国消费者权益保护法'],
    ['刷ｋａ卡', '刷卡'],
    ['刷k\u200ba卡', '刷卡'],
  ])('%s is read as %s', (written, meant) => {
    expect(normaliseText(written)).toBe(meant);
  });

  it('leaves a POS terminal that is no law alone', () => {
    expect(normaliseText('为中华人民pos机')).toBe('为中华人民pos机');
  });
});

describe('identifiers out of exports', () => {
  it.each([
    '`0012345',
    "'0012345",
    '0012345\t',
    '\ufeff0012345',
    '="0012345"',
    '００１２３４５',
    ' 00 12\u200b345 ',
    '’0012345',
  ])('%j loses its guard and keeps its zeros', (cell) => {
    expect(normaliseIdentifier(cell)).toBe('0012345');
  });

  it('keeps the dashes of an order number and drops those of a serial number', () => {
    expect(normaliseIdentifier('ta-2026－0001')).toBe('TA-2026-0001');
    expect(compactIdentifier('n9-00 04—c7a1')).toBe('N90004C7A1');
  });

  it('takes the guard off a date and leaves the space inside', () => {
    expect(stripGuards("'2026-11-17 10:26:05\t")).toBe('2026-11-17 10:26:05');
  });
});

it('normalising twice is normalising once', () => {
  for (const normalise of [foldWidth, normaliseText, normaliseIdentifier, compactIdentifier, stripGuards]) {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = normalise(text);
        expect(normalise(once)).toBe(once);
      }),
    );
  }
});
