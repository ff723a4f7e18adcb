import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CASE_CODE_RANDOM_RANGE, makeCaseCode, parseCaseCode } from './case-code.ts';

const random = fc.integer({ min: 0, max: CASE_CODE_RANDOM_RANGE - 1 });

describe('case codes', () => {
  it('are the day, five characters and one to check', () => {
    expect(makeCaseCode('2026-11-22', 1_234_567)).toMatch(/^CD-261122-[2-9A-HJKMNP-RT-Y]{6}$/u);
    expect(makeCaseCode('2026-11-22', 1)).not.toBe(makeCaseCode('2026-11-22', 2));
  });

  it('are read as they are made, typed and heard', () => {
    fc.assert(
      fc.property(random, (number) => {
        const code = makeCaseCode('2026-11-10', number);
        const heard = [code, code.toLowerCase(), code.replaceAll('-', ' '), code.replaceAll('-', '').slice(2)];
        for (const written of [...heard, code.replace('261110', '26IIIO'), code.replace('5', 'S')]) {
          expect(parseCaseCode(written)).toEqual({ ok: true, value: code });
        }
      }),
    );
  });

  it('find every single wrong character and every exchange of neighbours', () => {
    fc.assert(
      fc.property(
        random,
        fc.nat(5),
        fc.constantFrom(...Array.from('23456789ABCDEFGHJKMNPQRTUVWXY')),
        (number, position, other) => {
          const code = makeCaseCode('2026-11-10', number);
          const at = 10 + position;
          const wrong = code.slice(0, at) + other + code.slice(at + 1);
          const exchanged = code.slice(0, at - (at === 15 ? 1 : 0)) + swapAt(code, at);
          expect(parseCaseCode(wrong).ok).toBe(wrong === code);
          expect(parseCaseCode(exchanged).ok).toBe(exchanged === code);
        },
      ),
    );
  });

  it.each([
    ['', 'empty'],
    ['CD-261122-7K3', 'wrong_length'],
    ['CD-261322-7K3F9R', 'bad_date'],
    ['CD-26112A-7K3F9R', 'wrong_characters'],
    ['CD-261122-7K3F90', 'wrong_characters'],
  ])('refuses %j as %s', (code, problem) => {
    expect(parseCaseCode(code)).toEqual({ ok: false, problem });
  });
});

/** The rest of the code from a position on (the last but one at most), its first two characters exchanged. */
function swapAt(code: string, position: number): string {
  const at = position === 15 ? 14 : position;
  return code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2);
}
