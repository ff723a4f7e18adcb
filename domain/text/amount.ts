import Nzh from 'nzh';
import type { Fen } from '../kernel/units.ts';
import { foldWidth, normaliseIdentifier } from './normalise.ts';
import { parsed, unparsed, type Parsed } from './parsed.ts';

export type AmountUnit = 'yuan' | 'fen';
export type AmountProblem =
  | 'empty'
  | 'wrong_characters'
  | 'scientific_notation'
  | 'negative'
  | 'too_precise'
  | 'too_large'
  | 'bad_grouping';

/** DE4 of a card message holds twelve digits of fen. */
const MAX_FEN_DIGITS = 12;
const CURRENCY = /^(?:¥|RMB|CNY|人民币)|(?:元整?|圆整?|RMB|CNY|分)$/gu;

/**
 * Reads an amount as exports and people write it (`¥1,299.00`, `1299元`, full-width digits) into fen.
 * A value in yuan has at most two decimals, a value in fen none. Refuses signs, scientific notation, commas that do not
 * group by three and `1.299,00`: a guess about money is worse than a question.
 */
export function parseAmount(input: string, unit: AmountUnit): Parsed<Fen, AmountProblem> {
  const written = normaliseIdentifier(input);
  if (unit === 'yuan' && written.endsWith('分')) return unparsed('wrong_characters');
  if (unit === 'fen' && /[元圆]/u.test(written)) return unparsed('wrong_characters');
  const text = written.replace(CURRENCY, '');
  if (text === '') return unparsed('empty');
  if (/^[-−–(]/u.test(text) || text.endsWith('-')) return unparsed('negative');
  if (/^\d+(?:\.\d+)?E[+-]?\d+$/u.test(text)) return unparsed('scientific_notation');
  if (!/^[\d,]*\.?\d+$|^[\d,]+\.?$/u.test(text)) return unparsed('wrong_characters');
  const [whole = '', decimals = ''] = text.split('.');
  if (whole.includes(',') && !/^\d{1,3}(?:,\d{3})+$/u.test(whole)) return unparsed('bad_grouping');
  if (decimals.length > (unit === 'yuan' ? 2 : 0)) return unparsed('too_precise');
  const digits = `${whole.replaceAll(',', '')}${unit === 'yuan' ? decimals.padEnd(2, '0') : ''}`.replace(/^0+/u, '');
  if (digits.length > MAX_FEN_DIGITS) return unparsed('too_large');
  return parsed(Number(digits));
}

/** Fen as `¥1,299.00`; a negative amount (a deduction) as `-¥1.00`. */
export function formatAmount(amountFen: Fen): string {
  return `${amountFen < 0 ? '-' : ''}¥${yuanDigits(amountFen).replace(/\B(?=(?:\d{3})+\.)/gu, ',')}`;
}

/** 大写 for slips and forms: 29900 fen is 贰佰玖拾玖元整. Takes zero or more fen. */
export function amountInWords(amountFen: Fen): string {
  return foldWidth(Nzh.cn.toMoney(yuanDigits(amountFen), { outSymbol: false, forceZheng: true }));
}

/** Written from the integer, never through a float. */
function yuanDigits(amountFen: Fen): string {
  const digits = String(Math.abs(amountFen)).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
