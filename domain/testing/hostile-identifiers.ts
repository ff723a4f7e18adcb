/** One good identifier of each kind, and ways to write it that are the same one or none at all. All are made up. */
import { parseBankCard } from '../identifiers/bank-card.ts';
import { makeCaseCode, parseCaseCode } from '../identifiers/case-code.ts';
import { parseMerchantNo } from '../identifiers/merchant-no.ts';
import { parseMobile } from '../identifiers/mobile.ts';
import { parseRrn, parseVoucherNo } from '../identifiers/reference-numbers.ts';
import { parseResidentId } from '../identifiers/resident-id.ts';
import { parseTerminalNo, parseTerminalSn } from '../identifiers/terminal.ts';
import { parseUscc } from '../identifiers/uscc.ts';
import { readOrderNo } from '../orders/import/read-cell.ts';

export interface IdentifierKind {
  readonly kind: string;
  readonly good: string;
  /** The value read, whatever its shape, or null where it is refused. */
  readonly read: (input: string) => string | null;
  /** A check digit finds a wrong one. */
  readonly checked: boolean;
  /** One character more or less makes another identifier, not a wrong one. */
  readonly anyLength?: boolean;
}

type Reader = (input: string) => { readonly ok: boolean } & Partial<Record<'value', unknown>>;
const kind = (
  name: string,
  good: string,
  read: Reader,
  more: { checked: boolean; anyLength?: boolean },
): IdentifierKind => ({
  kind: name,
  good,
  read: (input) => {
    const result = read(input);
    return result.ok ? JSON.stringify(result.value) : null;
  },
  ...more,
});

export const IDENTIFIER_KINDS: readonly IdentifierKind[] = [
  kind('resident id', '110101199003077715', parseResidentId, { checked: true }),
  kind('USCC', '91350100M000100Y43', parseUscc, { checked: true }),
  kind('mobile', '13800138000', parseMobile, { checked: false }),
  kind('card', '6222021234567894', parseBankCard, { checked: true }),
  kind('serial number', 'TESTSN00000042', parseTerminalSn, { checked: false, anyLength: true }),
  kind('terminal number', '10000042', parseTerminalNo, { checked: false }),
  kind('merchant number', '102581083986056', parseMerchantNo, { checked: false }),
  kind('order number', 'A2026000000000042', (input) => readOrderNo(input, 64), { checked: false, anyLength: true }),
  kind('reference number', '123456789012', parseRrn, { checked: false }),
  kind('voucher number', '000042', parseVoucherNo, { checked: false }),
  kind('case code', makeCaseCode('2026-11-22', 4_711), parseCaseCode, { checked: true }),
];

const wide = (text: string): string =>
  text.replace(/[!-~]/gu, (character) => String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0));
const between =
  (mark: string) =>
  (good: string): string =>
    good.slice(0, 4) + mark + good.slice(4);
const otherLast = (good: string): string => good.slice(0, -1) + (good.endsWith('7') ? '8' : '7');

export interface Spelling {
  readonly name: string;
  readonly write: (good: string) => string;
}

/** The same identifier, however it is dressed. */
export const SAME: readonly Spelling[] = [
  { name: 'as it is', write: (good) => good },
  { name: 'in full width', write: wide },
  { name: 'in small letters', write: (good) => good.toLowerCase() },
  { name: 'with blanks around it', write: (good) => ` \t${good}\r\n\u3000` },
  { name: 'with guards of a spreadsheet', write: (good) => `="${good}"` },
  { name: 'with a zero-width space in it', write: between('\u200b') },
  { name: 'with a joiner in it', write: between('\u200d') },
  { name: 'with a soft hyphen in it', write: between('\u00ad') },
  { name: 'with a byte order mark in it', write: between('\ufeff') },
  { name: 'written from right to left', write: (good) => `\u202e${good}\u202c` },
  { name: 'isolated in its direction', write: (good) => `\u2067${good}\u2069` },
  { name: 'with a zero byte behind it', write: (good) => `${good}\0` },
];

/** No identifier at all. */
export const NONE: readonly Spelling[] = [
  { name: 'nothing', write: () => '' },
  { name: 'blanks', write: () => ' \u3000\t' },
  { name: 'nothing to be seen', write: () => '\u200b\u200d\ufeff' },
  { name: 'with an accent upon it', write: between('\u0301') },
  { name: 'with a face in it', write: between('😀') },
  {
    name: 'in Arabic digits',
    write: (good) => good.replace(/\d/gu, (digit) => String.fromCodePoint(0x0660 + Number(digit))),
  },
  { name: 'with SQL behind it', write: (good) => `${good}' OR '1'='1` },
  { name: 'with a statement behind it', write: (good) => `${good}; DROP TABLE x` },
  { name: 'as a path', write: (good) => `../${good}` },
  { name: 'as an encoded path', write: (good) => `..%2f${good}` },
  { name: 'as a page', write: (good) => `<b>${good}</b>` },
  { name: 'as a formula', write: (good) => `=cmd|'${good}'!A0` },
  { name: 'with a lone surrogate in it', write: between('\ud800') },
  { name: 'a hundred thousand times', write: (good) => good.repeat(100_000) },
  { name: 'an object', write: () => '[object Object]' },
  { name: 'with a question mark for a digit', write: (good) => `${good.slice(0, -1)}?` },
];

/** Of another length. */
export const OTHER_LENGTH: readonly Spelling[] = [
  { name: 'one short', write: (good) => good.slice(0, -1) },
  { name: 'one long', write: (good) => `${good}1` },
  { name: 'its first half', write: (good) => good.slice(0, Math.floor(good.length / 2)) },
  { name: 'twice', write: (good) => good + good },
];

/** With a check digit that is not its own. */
export const OTHER_CHECK: readonly Spelling[] = [
  { name: 'with another last character', write: otherLast },
  {
    name: 'with two neighbours exchanged',
    write: (good) => good.replace(/(?<a>[^-])(?<b>(?!\k<a>)[^-])(?=[^-]?$)/u, '$<b>$<a>'),
  },
];
