/**
 * What a line typed into the search box may be (issue point 2). Nothing is asked of the user: every reading that is
 * possible is given, the likeliest first, each with the value in the form in which it is stored, so that the box can say
 * what it took the input for and the search can stop at the first reading that finds something.
 */
import { looksLikeCard } from '../identifiers/bank-card.ts';
import { CASE_CODE_ALPHABET, parseCaseCode } from '../identifiers/case-code.ts';
import { MERCHANT_NO_WIDTHS, parseMerchantNo } from '../identifiers/merchant-no.ts';
import { parseMobile } from '../identifiers/mobile.ts';
import { parseRrn, parseVoucherNo } from '../identifiers/reference-numbers.ts';
import { parseResidentId } from '../identifiers/resident-id.ts';
import { parseTerminalSn } from '../identifiers/terminal.ts';
import { parseUscc } from '../identifiers/uscc.ts';
import { compactIdentifier, normaliseIdentifier, normaliseText } from '../text/normalise.ts';
import { hasHan, segmentPinyin } from './pinyin.ts';

export const IDENTIFIER_QUERY_KINDS = [
  'case_code',
  'mobile',
  'id_no',
  'uscc',
  'order_no',
  'terminal_sn',
  'merchant_no',
  'rrn',
  'voucher_no',
  'tracking_no',
  'card_last4',
  'suffix',
] as const;
export type IdentifierQueryKind = (typeof IDENTIFIER_QUERY_KINDS)[number];

export const NAME_QUERY_KINDS = ['name_han', 'name_pinyin', 'name_initials', 'name_word'] as const;
export type NameQueryKind = (typeof NAME_QUERY_KINDS)[number];

export interface IdentifierQuery {
  readonly kind: IdentifierQueryKind;
  /**
   * As stored: upper case, no separators (an order number keeps its dashes). A line that looks like a full card number
   * is cut to its last four; the one other reading it keeps is an order number, since one in ten passes Luhn.
   */
  readonly value: string;
}

export interface NameQuery {
  readonly kind: NameQueryKind;
  /** Folded and in lower case. */
  readonly value: string;
}

export type Classified = IdentifierQuery | NameQuery;

export interface ClassifyOptions {
  /** Widths of merchant numbers in use. */
  readonly merchantNoWidths?: readonly number[];
}

/** What people paste along with a number. */
const LABEL =
  /^\s*(?:订单(?:编?号)?|手机号?码?|电话(?:号码)?|商户(?:编?号)|终端序列号|序列号|机身号|参考号|凭证号|流水号|运单号?|快递单?号|案件编?号|卡号|尾号|身份证号?码?|统一社会信用代码|信用代码)\s*(?:[:\uff1a是为]\s*|(?=[\da-z]))/iu;
export const MAX_QUERY_LENGTH = 100;
/** The couriers' own prefixes, and EMS with two letters at both ends: nothing else looks like these. */
const COURIER_NO = /^(?:(?:SF|JD[A-Z]{0,2}|YT|JT|STO|ZTO|DPK|YD|TT|EMS)\d{9,15}|[A-Z]{2}\d{9}[A-Z]{2})$/u;
/** Couriers that number in digits alone. */
const TRACKING_NO = /^\d{12,15}$/u;
/** Every platform has its own; what they share is a digit and no spaces. */
const ORDER_NO = /^(?=.*\d)[0-9A-Z/#_.-]{6,64}$/u;
/** Only a case code ends in so many letters, and not in any: what else is letters alone is a name. */
const LETTER_SUFFIX = new RegExp(`^[${CASE_CODE_ALPHABET.replace(/\d/gu, '')}]{4,8}$`, 'u');
/** Letters that no syllable begins with cannot be initials. */
const INITIALS = /^[a-hj-tw-z]{2,6}$/u;

export function withoutLabel(input: string): string {
  return input.replace(LABEL, '');
}

export function isNameQuery(query: Classified): query is NameQuery {
  return (NAME_QUERY_KINDS as readonly string[]).includes(query.kind);
}

export function isIdentifierQuery(query: Classified): query is IdentifierQuery {
  return !isNameQuery(query);
}

/**
 * The possible readings of a line, the likeliest first; none for blank input or input of more than 100 characters.
 * A reading whose check digits pass (case code, USCC, resident id) stands before one that only has the right shape.
 */
export function classifyQuery(input: string, options: ClassifyOptions = {}): Classified[] {
  const raw = withoutLabel(input);
  const text = normaliseText(raw).toLowerCase();
  if (text === '' || raw.length > MAX_QUERY_LENGTH) return [];
  if (hasHan(text)) return [{ kind: 'name_han', value: text }];
  const identifiers = identifierReadings(raw, options.merchantNoWidths ?? MERCHANT_NO_WIDTHS);
  return /^[a-zü' ]+$/u.test(text)
    ? [...letterReadings(text), ...identifiers]
    : [...identifiers, ...wordReadings(text)];
}

function identifierReadings(raw: string, merchantNoWidths: readonly number[]): IdentifierQuery[] {
  const compact = compactIdentifier(raw);
  const written = normaliseIdentifier(raw);
  const mobile = parseMobile(raw);
  const digitsOnly = /^\d+$/u.test(compact);
  const certain: IdentifierQuery[] = [];
  const caseCode = parseCaseCode(raw);
  const residentId = parseResidentId(raw);
  const uscc = parseUscc(raw);
  if (caseCode.ok) certain.push({ kind: 'case_code', value: caseCode.value });
  if (mobile.ok) certain.push({ kind: 'mobile', value: mobile.value });
  if (residentId.ok) certain.push({ kind: 'id_no', value: residentId.value });
  if (uscc.ok) certain.push({ kind: 'uscc', value: uscc.value });

  const masked = /^(?:\d{4,6})?[*•]{2,}(?<last4>\d{4})$/u.exec(compact)?.groups?.['last4'];
  if (masked !== undefined) return [{ kind: 'card_last4', value: masked }];
  const orderNo: IdentifierQuery[] = ORDER_NO.test(written) ? [{ kind: 'order_no', value: written }] : [];
  if (digitsOnly && looksLikeCard(compact) && !residentId.ok) {
    return [{ kind: 'card_last4', value: compact.slice(-4) }, ...orderNo];
  }
  if (!/^[0-9A-Z]*\d[0-9A-Z]*$/u.test(compact)) {
    const suffix: IdentifierQuery[] = LETTER_SUFFIX.test(compact) ? [{ kind: 'suffix', value: compact }] : [];
    return [...certain, ...orderNo, ...suffix];
  }

  const possible: IdentifierQuery[] = [];
  const length = compact.length;
  const merchantNo = parseMerchantNo(raw, merchantNoWidths);
  const rrn = parseRrn(raw);
  const voucherNo = parseVoucherNo(raw);
  const sn = parseTerminalSn(raw);
  if (digitsOnly && length === 4) possible.push({ kind: 'card_last4', value: compact });
  if (COURIER_NO.test(compact)) possible.push({ kind: 'tracking_no', value: compact });
  if (voucherNo.ok) possible.push({ kind: 'voucher_no', value: voucherNo.value });
  if (merchantNo.ok) possible.push({ kind: 'merchant_no', value: merchantNo.value });
  if (rrn.ok && /\d{6}/u.test(compact)) possible.push({ kind: 'rrn', value: rrn.value });
  possible.push(...orderNo);
  if (sn.ok && length >= 6) possible.push({ kind: 'terminal_sn', value: sn.value });
  if (TRACKING_NO.test(compact)) possible.push({ kind: 'tracking_no', value: compact });
  if (length >= 4 && length <= 8) possible.push({ kind: 'suffix', value: compact });
  return [...certain, ...possible];
}

/** Letters alone: `zhangsan` is first of all pinyin, `zs` initials, `kfc` either initials or a word. */
function letterReadings(text: string): NameQuery[] {
  const letters = text.replaceAll('ü', 'v').replaceAll(' ', "'");
  const bare = letters.replaceAll("'", '');
  const readings: NameQuery[] = [];
  if (segmentPinyin(letters).length > 0) readings.push({ kind: 'name_pinyin', value: letters });
  if (INITIALS.test(bare)) readings.push({ kind: 'name_initials', value: bare });
  return [...readings, ...wordReadings(text)];
}

/** A Latin word in a merchant's name, or a number of up to four digits (85度C, 7天). */
function wordReadings(text: string): NameQuery[] {
  return /^(?:\d{1,4}|(?=.*[a-z])[a-z0-9]{2,15})$/u.test(text) ? [{ kind: 'name_word', value: text }] : [];
}
