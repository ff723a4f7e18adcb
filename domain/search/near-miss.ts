/**
 * What an identifier that finds nothing may have been meant to be (B23): exchanged neighbours, a character read for
 * another, one too many, one too few. The candidates are probed on the exact index, so the list is short.
 */
import { parseCaseCode } from '../identifiers/case-code.ts';
import { parseMobile } from '../identifiers/mobile.ts';
import { parseResidentId } from '../identifiers/resident-id.ts';
import { parseUscc } from '../identifiers/uscc.ts';
import type { Fen } from '../kernel/units.ts';
import type { IdentifierQuery, IdentifierQueryKind } from './classify.ts';

export type Slip = 'transposed' | 'confused' | 'extra' | 'missing';

export interface NearMiss {
  readonly value: string;
  readonly slip: Slip;
}

const MAX_NEAR_MISSES = 64;

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

/** A candidate that cannot exist is not worth a probe. */
const POSSIBLE: Readonly<Partial<Record<IdentifierQueryKind, (value: string) => boolean>>> = {
  mobile: (value) => parseMobile(value).ok,
  id_no: (value) => parseResidentId(value).ok,
  uscc: (value) => parseUscc(value).ok,
  case_code: (value) => parseCaseCode(value).ok,
  merchant_no: (value) => /^[0-9A-Z]{4,}$/u.test(value),
  rrn: (value) => /^[0-9A-Z]{12}$/u.test(value),
  voucher_no: (value) => /^\d{6}$/u.test(value),
};

/**
 * At most 64 alternates of an identifier in its stored form, the likeliest slips first, none twice, never the value
 * itself. Kinds with a fixed shape or check digits yield only values that keep them. The last four of a card and a
 * suffix yield none: too much would fit.
 * @rule B23
 */
export function nearMisses(query: IdentifierQuery): NearMiss[] {
  if (query.kind === 'card_last4' || query.kind === 'suffix') return [];
  const { value } = query;
  const possible = POSSIBLE[query.kind] ?? ((candidate: string) => candidate.length >= 6);
  const seen = new Set([value]);
  const found: NearMiss[] = [];
  for (const candidate of candidates(value)) {
    if (found.length === MAX_NEAR_MISSES) break;
    if (seen.has(candidate.value) || !possible(candidate.value)) continue;
    seen.add(candidate.value);
    found.push(candidate);
  }
  return found;
}

/** Fen for yuan and yuan for fen; the second only where it comes out whole. @rule B23 */
export function nearMissAmounts(amountFen: Fen): Fen[] {
  if (amountFen <= 0) return [];
  return amountFen % 100 === 0 ? [amountFen * 100, amountFen / 100] : [amountFen * 100];
}

function* candidates(value: string): Generator<NearMiss> {
  for (let index = 0; index + 1 < value.length; index += 1) {
    yield {
      value: value.slice(0, index) + value.charAt(index + 1) + value.charAt(index) + value.slice(index + 2),
      slip: 'transposed',
    };
  }
  for (let index = 0; index < value.length; index += 1) {
    for (const other of CONFUSED[value.charAt(index)] ?? '') {
      yield { value: value.slice(0, index) + other + value.slice(index + 1), slip: 'confused' };
    }
  }
  for (let index = 0; index < value.length; index += 1) {
    yield { value: value.slice(0, index) + value.slice(index + 1), slip: 'extra' };
  }
  // A repeated digit is the one most often left out.
  for (let index = 0; index < value.length; index += 1) {
    yield { value: value.slice(0, index) + value.charAt(index) + value.slice(index), slip: 'missing' };
  }
  for (let index = value.length; index >= 0; index -= 1) {
    for (const digit of '0123456789')
      yield { value: value.slice(0, index) + digit + value.slice(index), slip: 'missing' };
  }
}
