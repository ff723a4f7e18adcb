/**
 * One cell, one value. Each reader answers the value, or the code of what is wrong with data for its sentence. An empty
 * cell never comes here.
 */
import { parseBankCard } from '../../identifiers/bank-card.ts';
import { parseMerchantNo } from '../../identifiers/merchant-no.ts';
import { parseMobile } from '../../identifiers/mobile.ts';
import { parseAuthCode, parseBatchNo, parseRrn, parseVoucherNo } from '../../identifiers/reference-numbers.ts';
import { parseResidentId } from '../../identifiers/resident-id.ts';
import { parseTerminalNo, parseTerminalSn } from '../../identifiers/terminal.ts';
import { parseUscc } from '../../identifiers/uscc.ts';
import { DAY_MS, SHANGHAI_OFFSET_MS, type Fen, type UtcMs } from '../../kernel/units.ts';
import { parseAmount, type AmountProblem, type AmountUnit } from '../../text/amount.ts';
import { parseInstant, type InstantProblem } from '../../text/instant.ts';
import { foldWidth, normaliseIdentifier, normaliseText, stripGuards } from '../../text/normalise.ts';
import type { Parsed } from '../../text/parsed.ts';
import type { ProblemData, RowProblemCode } from './problems.ts';
import { comparable, DICTIONARIES, examplesOf, type WordField, type WordOf } from './words.ts';

export type CellResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: RowProblemCode; readonly data: ProblemData };

/** UnionPay's 15, and the widths of the two large code schemes. */
const MERCHANT_NO_WIDTHS = [10, 15, 16];
const MAX_COUNT = 100_000_000;
/** Clocks of other systems run ahead a little. */
const FUTURE_TOLERANCE_MS = DAY_MS;

function value<T>(read: T): CellResult<T> {
  return { ok: true, value: read };
}

function wrong(
  code: RowProblemCode,
  data: ProblemData = {},
): { readonly ok: false; readonly code: RowProblemCode; readonly data: ProblemData } {
  return { ok: false, code, data };
}

/** Free text: as meant (X01), on one line. A formula is text like any other. @rule X01 */
export function readText(cell: string, maxLength: number): CellResult<string> {
  const text = normaliseText(stripGuardsOfText(cell));
  return text.length > maxLength ? wrong('too_long', { max: maxLength, length: text.length }) : value(text);
}

/** Letters, digits and what people join them with. */
export function readIdentifier(cell: string, maxLength: number): CellResult<string> {
  const text = normaliseIdentifier(cell);
  if (text.length > maxLength) return wrong('too_long', { max: maxLength, length: text.length });
  return /^[\p{Script=Han}\dA-Z][\p{Script=Han}\dA-Z\-_./#]*$/u.test(text) ? value(text) : wrong('wrong_characters');
}

/** The same without Chinese, three characters or more: what can be typed into a search box. */
export function readOrderNo(cell: string, maxLength: number): CellResult<string> {
  const read = readIdentifier(cell, maxLength);
  if (!read.ok) return read;
  if (/\p{Script=Han}/u.test(read.value)) return wrong('wrong_characters');
  return read.value.length < 3 ? wrong('wrong_length') : read;
}

/** Fen. Without a unit of the column the value must say its own: decimals, ¥ and 元 mean yuan, 分 means fen. */
export function readAmount(cell: string, unit: AmountUnit | null): CellResult<Fen> {
  const text = stripGuards(cell);
  const own = text.endsWith('分') ? 'fen' : /^(?:¥|RMB|CNY)|[元圆]整?$|\.\d/iu.test(text) ? 'yuan' : null;
  const meant = unit ?? own;
  if (meant === null) {
    const zero = parseAmount(text, 'fen');
    return zero.ok && zero.value === 0
      ? value(0)
      : zero.ok
        ? wrong('ambiguous_unit')
        : wrong(AMOUNT_PROBLEMS[zero.problem]);
  }
  if (unit === 'fen' && own === 'yuan' && !/\.0+$/u.test(text)) return wrong('unit_conflict', { unit });
  if (unit === 'yuan' && own === 'fen') return wrong('unit_conflict', { unit });
  const amount = parseAmount(unit === 'fen' ? text.replace(/\.0+$/u, '') : text, meant);
  return amount.ok ? value(amount.value) : wrong(AMOUNT_PROBLEMS[amount.problem]);
}

const AMOUNT_PROBLEMS: Readonly<Record<AmountProblem, RowProblemCode>> = {
  empty: 'bad_amount',
  wrong_characters: 'bad_amount',
  bad_grouping: 'bad_amount',
  scientific_notation: 'destroyed_number',
  negative: 'negative_amount',
  too_precise: 'amount_too_precise',
  too_large: 'amount_too_large',
};

const DATE_PROBLEMS: Readonly<Record<InstantProblem, RowProblemCode>> = {
  empty: 'unknown_date_shape',
  unknown_shape: 'unknown_date_shape',
  no_such_time: 'impossible_date',
  ambiguous: 'ambiguous_date',
  out_of_range: 'date_out_of_range',
  destroyed_number: 'destroyed_number',
};

/** An instant that is not in the future of `now`. A day alone is its midnight in Shanghai. */
export function readInstant(cell: string, now: UtcMs): CellResult<UtcMs> {
  const instant = parseInstant(cell);
  if (!instant.ok) return wrong(DATE_PROBLEMS[instant.problem]);
  return instant.value.at > now + FUTURE_TOLERANCE_MS ? wrong('date_in_future') : value(instant.value.at);
}

/** The meaning of a status word, or `unknown_word` with some that are understood. */
export function readWord<F extends WordField>(cell: string, field: F): CellResult<WordOf<F>> {
  // The value type of the dictionary is that of the field; Map's own typing cannot say so for a union.
  const dictionary = DICTIONARIES[field] as ReadonlyMap<string, WordOf<F>>;
  const meaning = dictionary.get(comparable(cell));
  return meaning === undefined ? wrong('unknown_word', { examples: examplesOf(field) }) : value(meaning);
}

export function readCount(cell: string): CellResult<number> {
  const text = stripGuards(cell)
    .replace(/[笔次个]$/u, '')
    .replace(/(?<=\d),(?=\d{3})/gu, '')
    .replace(/\.0+$/u, '');
  return /^\d+$/u.test(text) && Number(text) <= MAX_COUNT ? value(Number(text)) : wrong('bad_number');
}

/**
 * Basis points, rounded to whole ones: `0.6%`, `0.6`, `0.006` and `60bp` are 60; what comes after a plus (`0.6%+3`) is a fee per
 * transaction and left out. A bare number up to 0.05 is taken for a fraction, up to 10 for per cent.
 */
export function readRate(cell: string): CellResult<number> {
  const text = stripGuards(cell).replace(/\s+/gu, '').replace(/\+.*$/u, '');
  const groups = /^(?<number>\d+(?:\.\d+)?)(?<unit>%|‰|bps?|BPS?)?$/u.exec(text)?.groups;
  if (!groups) return wrong('bad_rate');
  const number = Number(groups['number']);
  const unit = groups['unit']?.toLowerCase() ?? (number <= 0.05 ? 'fraction' : '%');
  const factor = unit === '%' ? 100 : unit === '‰' ? 10 : unit === 'fraction' ? 10_000 : 1;
  const bps = Math.round(number * factor);
  return bps <= 1000 ? value(bps) : wrong('bad_rate');
}

export function readMobile(cell: string): CellResult<string> {
  const mobile = parseMobile(cell);
  if (mobile.ok) return mobile;
  if (mobile.problem === 'empty' || mobile.problem === 'wrong_length') return wrong('wrong_length', { expected: 11 });
  return wrong(mobile.problem === 'wrong_characters' ? 'wrong_characters' : 'not_a_mobile');
}

export function readResidentId(cell: string, now: UtcMs): CellResult<string> {
  const today = new Date(now + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
  const id = parseResidentId(cell, today);
  if (id.ok) return id;
  return id.problem === 'bad_region' || id.problem === 'bad_birth_date'
    ? wrong(id.problem)
    : identifierProblem(id.problem, 18);
}

export const readUscc = (cell: string): CellResult<string> => identifier(parseUscc(cell), 18);
export const readMerchantNo = (cell: string): CellResult<string> =>
  identifier(parseMerchantNo(cell, MERCHANT_NO_WIDTHS), 15);
export const readTerminalNo = (cell: string): CellResult<string> => identifier(parseTerminalNo(cell), 8);
export const readRrn = (cell: string): CellResult<string> => identifier(parseRrn(cell), 12);
export const readVoucherNo = (cell: string): CellResult<string> => identifier(parseVoucherNo(cell), 6);
export const readBatchNo = (cell: string): CellResult<string> => identifier(parseBatchNo(cell), 6);
export const readAuthCode = (cell: string): CellResult<string> => identifier(parseAuthCode(cell), 6);

/** First six and last four; the number itself goes no further. @rule P-04 */
export function readCard(cell: string): CellResult<{ first6: string | null; last4: string }> {
  const compact = normaliseIdentifier(cell);
  if (/^\d{4}$/u.test(compact)) return value({ first6: null, last4: compact });
  return identifier(parseBankCard(cell), 19);
}

/** One or several serial numbers, separated by a comma, semicolon, slash, 、 or line break. */
export function readTerminalSns(cell: string): CellResult<readonly string[]> {
  const parts = foldWidth(stripGuards(cell))
    .split(/[,;、/|\n\r\t]+|\s{2,}/u)
    .filter((part) => part.trim() !== '');
  const sns: string[] = [];
  for (const part of parts) {
    const sn = parseTerminalSn(part);
    if (!sn.ok) return identifierProblem(sn.problem, 50);
    if (!sns.includes(sn.value)) sns.push(sn.value);
  }
  return value(sns);
}

function identifier<T>(
  result: Parsed<T, 'empty' | 'wrong_length' | 'wrong_characters' | 'bad_checksum'>,
  expected: number,
): CellResult<T> {
  return result.ok ? result : identifierProblem(result.problem, expected);
}

function identifierProblem(
  problem: 'empty' | 'wrong_length' | 'wrong_characters' | 'bad_checksum',
  expected: number,
): CellResult<never> {
  if (problem === 'empty' || problem === 'wrong_length') return wrong('wrong_length', { expected });
  return wrong(problem);
}

/** Only the guards in front: quotation marks inside or behind a name belong to it. */
function stripGuardsOfText(cell: string): string {
  return cell.trim().replace(/^["'`]+(?=[=\d])/u, '');
}
