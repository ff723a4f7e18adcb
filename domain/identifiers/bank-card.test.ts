import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLikeCard, parseBankCard, passesLuhn } from './bank-card.ts';

const CARDS = ['6222021234567894', '6228480012345678903', '6217000012345678907'];

describe('bank cards (rules 7)', () => {
  it.each(CARDS)('keeps the first six and last four of %s', (card) => {
    expect(parseBankCard(card)).toEqual({ ok: true, value: { first6: card.slice(0, 6), last4: card.slice(-4) } });
  });

  it('reads groups, full-width digits and numbers masked by the acquirer', () => {
    const value = { first6: '622202', last4: '7894' };
    expect(parseBankCard('6222 0212-3456 7894')).toEqual({ ok: true, value });
    expect(parseBankCard('６２２２０２１２３４５６７８９４')).toEqual({ ok: true, value });
    expect(parseBankCard('622202******7894')).toEqual({ ok: true, value });
    expect(parseBankCard('6226****8223')).toEqual({ ok: true, value: { first6: null, last4: '8223' } });
    expect(parseBankCard('****8223')).toEqual({ ok: true, value: { first6: null, last4: '8223' } });
  });

  it.each([
    ['', 'empty'],
    ['622202123456', 'wrong_length'],
    ['62220212345678941234', 'wrong_length'],
    ['62220212345678AB', 'wrong_characters'],
    ['6222021234567891', 'bad_checksum'],
  ])('refuses %j as %s', (card, problem) => {
    expect(parseBankCard(card)).toEqual({ ok: false, problem });
  });

  it('finds every single wrong digit', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CARDS), fc.nat(12), fc.integer({ min: 1, max: 9 }), (card, position, shift) => {
        const digit = (Number(card[position]) + shift) % 10;
        expect(passesLuhn(card.slice(0, position) + digit + card.slice(position + 1))).toBe(false);
      }),
    );
  });
});

it('takes issued prefixes of the right length for cards, dates and others not', () => {
  for (const card of CARDS) expect(looksLikeCard(card)).toBe(true);
  expect(passesLuhn('2026111710260002')).toBe(true);
  expect(looksLikeCard('2026111710260002')).toBe(false);
  expect(looksLikeCard('6222021234567891')).toBe(false);
});
