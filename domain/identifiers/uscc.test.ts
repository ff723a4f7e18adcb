import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { organisationCodeChecks, parseUscc } from './uscc.ts';

const USCC = '91350100M000100Y43';

describe('unified social credit codes (rules 7)', () => {
  it.each([USCC, '91000000000000000K'])('reads %s, and its organisation code checks', (uscc) => {
    expect(parseUscc(uscc)).toEqual({ ok: true, value: uscc });
    expect(organisationCodeChecks(uscc)).toBe(true);
  });

  it('reads small letters, guards and full-width digits', () => {
    expect(parseUscc(" '９1350100m000100y43\t")).toEqual({ ok: true, value: USCC });
  });

  it.each([
    ['', 'empty'],
    ['91350100M000100Y4', 'wrong_length'],
    ['9135O100M000100Y43', 'wrong_characters'],
    ['91350100I000100Y43', 'wrong_characters'],
    ['91350100M000100Y44', 'bad_checksum'],
  ])('refuses %j as %s', (uscc, problem) => {
    expect(parseUscc(uscc)).toEqual({ ok: false, problem });
  });

  it('finds every single wrong character', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 17 }),
        fc.constantFrom(...Array.from('0123456789ABCDEFGHJKLMNPQRTUWXY')),
        (position, other) => {
          fc.pre(USCC[position] !== other);
          expect(parseUscc(USCC.slice(0, position) + other + USCC.slice(position + 1)).ok).toBe(false);
        },
      ),
    );
  });

  it('tells an organisation code that does not check', () => {
    expect(organisationCodeChecks('91350100M000100Y53')).toBe(false);
  });
});
