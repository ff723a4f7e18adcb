import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseResidentId } from './resident-id.ts';

describe('resident identity numbers (rules 7)', () => {
  it.each(['11010519491231002X', '440524188001010014', '110101199003077715', '310101198504120032'])(
    'reads %s',
    (id) => {
      expect(parseResidentId(id)).toEqual({ ok: true, value: id });
    },
  );

  it.each([
    "'110101199003077715",
    '110101 19900307 7715',
    '１１０１０１１９９００３０７７７１５',
    '`110101199003077715\t',
  ])('takes the wrapping off %j', (written) => {
    expect(parseResidentId(written)).toEqual({ ok: true, value: '110101199003077715' });
  });

  it('reads a small x', () => {
    expect(parseResidentId('11010519491231002x')).toEqual({ ok: true, value: '11010519491231002X' });
  });

  it.each([
    ['110105194912310021', 'bad_checksum'],
    ['', 'empty'],
    ['11010119900307771', 'wrong_length'],
    ['1101011990030777AB', 'wrong_characters'],
    ['990101199003077715', 'bad_region'],
    ['110101199002307715', 'bad_birth_date'],
  ])('refuses %j as %s', (id, problem) => {
    expect(parseResidentId(id)).toEqual({ ok: false, problem });
  });

  it('refuses a birth date after the day that is given as today', () => {
    expect(parseResidentId('110101199003077715', '1990-03-06')).toEqual({ ok: false, problem: 'bad_birth_date' });
    expect(parseResidentId('110101199003077715', '1990-03-07').ok).toBe(true);
  });

  it('finds every single wrong digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (position, shift) => {
        const id = '110101199003077715';
        const digit = (Number(id[position]) + shift) % 10;
        expect(parseResidentId(id.slice(0, position) + digit + id.slice(position + 1)).ok).toBe(false);
      }),
    );
  });
});
