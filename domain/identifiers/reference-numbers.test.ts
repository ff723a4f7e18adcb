import { expect, it } from 'vitest';
import { parseAuthCode, parseBatchNo, parseRrn, parseVoucherNo } from './reference-numbers.ts';

it.each([
  ['RRN', parseRrn, "'000012345678", '000012345678'],
  ['voucher', parseVoucherNo, '０００１２３', '000123'],
  ['batch', parseBatchNo, '`000001\t', '000001'],
  ['auth code', parseAuthCode, 'a1b2c3', 'A1B2C3'],
] as const)('reads a %s with its zeros', (_, parse, written, value) => {
  expect(parse(written)).toEqual({ ok: true, value });
});

it.each([
  ['RRN', parseRrn, '12345678', 'wrong_length'],
  ['voucher that lost its zeros', parseVoucherNo, '123', 'wrong_length'],
  ['voucher', parseVoucherNo, '00012A', 'wrong_characters'],
  ['batch', parseBatchNo, '', 'empty'],
  ['auth code', parseAuthCode, '12345*', 'wrong_characters'],
] as const)('refuses a %s', (_, parse, written, problem) => {
  expect(parse(written)).toEqual({ ok: false, problem });
});
