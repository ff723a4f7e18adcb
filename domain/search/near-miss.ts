/**
 * What an identifier that finds nothing may have been meant to be (B23): exchanged neighbours, a character read for
 * another, one too many, one too few, one wrong under a check character. The candidates are probed on the exact index, so
 * the list is short.
 */
import { CASE_CODE_ALPHABET, CASE_CODE_LENGTH, parseCaseCode } from '../identifiers/case-code.ts';
import { parseResidentId } from '../identifiers/resident-id.ts';
import { parseUscc, USCC_ALPHABET } from '../identifiers/uscc.ts';
import type { Fen } from '../kernel/units.ts';
import { compactIdentifier } from '../text/normalise.ts';
import type { Parsed } from '../text/parsed.ts';
import type { IdentifierQuery, IdentifierQueryKind } from './classify.ts';

export type Slip = 'transposed' | 'confused' | 'wrong' | 'extra' | 'missing';

export interface NearMiss {
  /** As stored. */
  readonly value: string;
  readonly slip: Slip;
}

const DIGITS = '0123456789';
const MAX_NEAR_MISSES = 64;
/** All the mobiles that ten digits can have been. */
const MAX_NEAR_MOBILES = 100;

/** Characters taken for one another, on paper and on a label. */
const CONFUSED: Readonly<Record<string, string>> = {
  '0': 'OD',
  O: '0Q',
  D: '0',
  Q: 'O0',
  '1': 'IL7',
  I: '1L',
  L: '1I',
  '7': '1',
  '2': 'Z',
  Z: '2',
  '5': 'S6',
  S: '5',
  '6': '5G',
  G: '6',
  '8': 'B3',
  B: '8',
  '3': '8',
  U: 'V',
  V: 'U',
};

interface Form {
  /** Where every value is of one length, only the slips that lead to it are tried. */
  readonly length?: number;
  /** What may have been left out or written wrongly. */
  readonly characters?: string;
  /** Whether any one character may be wrong: only where check characters leave few of the many that could be meant. */
  readonly anyWrong?: boolean;
  /** A candidate as it would be stored; null for one that cannot exist, which is not worth a probe. */
  readonly stored: (candidate: string) => string | null;
  readonly most?: number;
}

const parsedBy =
  (parse: (candidate: string) => Parsed<string, string>) =>
  (candidate: string): string | null => {
    const read = parse(candidate);
    return read.ok ? read.value : null;
  };
const matching =
  (form: RegExp) =>
  (candidate: string): string | null =>
    form.test(candidate) ? candidate : null;

const ANY_FORM: Form = { stored: matching(/^.{6,}$/u) };
const FORMS: Readonly<Partial<Record<IdentifierQueryKind, Form>>> = {
  mobile: { length: 11, stored: matching(/^1[3-9]\d{9}$/u), most: MAX_NEAR_MOBILES },
  id_no: { length: 18, characters: `${DIGITS}X`, stored: parsedBy(parseResidentId) },
  uscc: { length: 18, characters: USCC_ALPHABET, stored: parsedBy(parseUscc) },
  case_code: {
    length: CASE_CODE_LENGTH,
    characters: CASE_CODE_ALPHABET + '01',
    anyWrong: true,
    stored: parsedBy(parseCaseCode),
  },
  merchant_no: { stored: matching(/^[0-9A-Z]{4,}$/u) },
  rrn: { length: 12, stored: matching(/^[0-9A-Z]{12}$/u) },
  voucher_no: { length: 6, stored: matching(/^\d{6}$/u) },
};

/**
 * At most 64 alternates of an identifier (100 of a mobile), as stored, the likeliest slips first, none twice, never the
 * value itself. Kinds with a fixed shape or check digits yield only values that keep them. The last four of a card and a
 * suffix yield none: too much would fit.
 * @rule B23
 */
export function nearMisses({ kind, value }: IdentifierQuery): NearMiss[] {
  if (kind === 'card_last4' || kind === 'suffix') return [];
  const form = FORMS[kind] ?? ANY_FORM;
  const typed = kind === 'case_code' ? compactIdentifier(value).replace(/^CD/u, '') : value;
  const seen = new Set([value]);
  const found: NearMiss[] = [];
  for (const { value: candidate, slip } of candidates(typed, form)) {
    if (found.length === (form.most ?? MAX_NEAR_MISSES)) break;
    const stored = form.stored(candidate);
    if (stored === null || seen.has(stored)) continue;
    seen.add(stored);
    found.push({ value: stored, slip });
  }
  return found;
}

/** Fen for yuan and yuan for fen; the second only where it comes out whole. @rule B23 */
export function nearMissAmounts(amountFen: Fen): Fen[] {
  if (amountFen <= 0) return [];
  return amountFen % 100 === 0 ? [amountFen * 100, amountFen / 100] : [amountFen * 100];
}

function* candidates(value: string, { length, characters = DIGITS, anyWrong = false }: Form): Generator<NearMiss> {
  const excess = length === undefined ? null : value.length - length;
  const withAt = (index: number, cut: number, put: string): string =>
    value.slice(0, index) + put + value.slice(index + cut);
  if (excess === null || excess === 0) {
    for (let index = 0; index + 1 < value.length; index += 1) {
      yield { value: withAt(index, 2, value.charAt(index + 1) + value.charAt(index)), slip: 'transposed' };
    }
    for (let index = 0; index < value.length; index += 1) {
      for (const other of CONFUSED[value.charAt(index)] ?? '') {
        yield { value: withAt(index, 1, other), slip: 'confused' };
      }
    }
  }
  if (anyWrong && excess === 0) {
    for (let index = 0; index < value.length; index += 1) {
      for (const other of characters) yield { value: withAt(index, 1, other), slip: 'wrong' };
    }
  }
  if (excess === null || excess === 1) {
    for (let index = 0; index < value.length; index += 1) yield { value: withAt(index, 1, ''), slip: 'extra' };
  }
  if (excess !== null && excess !== -1) return;
  // A repeated digit is the one most often left out.
  for (let index = 0; index < value.length; index += 1) {
    yield { value: withAt(index, 0, value.charAt(index)), slip: 'missing' };
  }
  for (let index = value.length; index >= 0; index -= 1) {
    for (const character of characters) yield { value: withAt(index, 0, character), slip: 'missing' };
  }
}
