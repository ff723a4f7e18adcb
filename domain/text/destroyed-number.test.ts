import { expect, it } from 'vitest';
import { destroyedNumber } from './destroyed-number.ts';

it.each(['1.58E+14', '1.58e+14', '１．５８Ｅ＋１４', "'6.22202E+15", '1E+15', '1,58E+14'])(
  '%s is a number Excel destroyed',
  (cell) => {
    expect(destroyedNumber(cell)).toBe('scientific');
  },
);

it('suspects a long number that ends where the precision of Excel ends', () => {
  expect(destroyedNumber('110101199003077000')).toBe('rounded');
});

it.each(['158000000000000', '110101199003077715', '13800138000', 'SN1E14', '158E12', '1.58', ''])(
  'leaves %j alone',
  (cell) => {
    expect(destroyedNumber(cell)).toBeNull();
  },
);
