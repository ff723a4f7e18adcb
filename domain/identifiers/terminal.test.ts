import { expect, it } from 'vitest';
import { parseTerminalNo, parseTerminalSn, sameTerminalSn } from './terminal.ts';

it('reads a terminal number of eight characters with its zeros', () => {
  expect(parseTerminalNo("'00012345")).toEqual({ ok: true, value: '00012345' });
  expect(parseTerminalNo('1234567')).toEqual({ ok: false, problem: 'wrong_length' });
  expect(parseTerminalNo('1234567终')).toEqual({ ok: false, problem: 'wrong_characters' });
  expect(parseTerminalNo(' ')).toEqual({ ok: false, problem: 'empty' });
});

it('reads a serial number as it is printed, scanned or typed', () => {
  for (const written of ['000002-04-04c7a1', '000002 04 04C7A1', 'SN：0000020404C7A1', 'tusn:0000020404c7a1']) {
    expect(parseTerminalSn(written)).toEqual({ ok: true, value: '0000020404C7A1' });
  }
});

it('refuses what is longer than fifty, empty, or not of the vendor', () => {
  expect(parseTerminalSn('1'.repeat(50)).ok).toBe(true);
  expect(parseTerminalSn('1'.repeat(51))).toEqual({ ok: false, problem: 'wrong_length' });
  expect(parseTerminalSn('—')).toEqual({ ok: false, problem: 'empty' });
  expect(parseTerminalSn('N9*04')).toEqual({ ok: false, problem: 'wrong_characters' });
  expect(parseTerminalSn('N90004', /^\d{14}$/u)).toEqual({ ok: false, problem: 'wrong_characters' });
});

it('compares without case, spaces and dashes', () => {
  expect(sameTerminalSn('n9-0004 c7a1', 'N90004C7A1')).toBe(true);
  expect(sameTerminalSn('N90004C7A1', 'N90004C7A2')).toBe(false);
  expect(sameTerminalSn('', '')).toBe(false);
});
