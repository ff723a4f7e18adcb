/**
 * The code a customer gets for a case, to be said on the phone: `CD-261122-7K3F9R` is the day in Asia/Shanghai, five
 * random characters and a check character. The alphabet has 29 characters, none of which is mistaken for another one
 * (no 0 O, 1 I L, 2 Z, 5 S pairs); 29 is prime, so a weighted sum finds every wrong character and every exchanged pair.
 * 29^5 codes a day make a collision rare, not impossible: the store refuses a double and the caller draws again.
 */
import type { LocalDate } from '../kernel/units.ts';
import { isCalendarDay } from '../text/calendar-day.ts';
import { compactIdentifier } from '../text/normalise.ts';
import { parsed, unparsed, type IdentifierProblem, type Parsed } from '../text/parsed.ts';

/** What stands behind the day. */
export const CASE_CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRTUVWXY';
const RANDOM_LENGTH = 5;
/** Without `CD` and dashes: the day, the random characters and the check character. */
export const CASE_CODE_LENGTH = 6 + RANDOM_LENGTH + 1;

/** How many different random parts there are: draw a whole number from 0 up to, not including, this one. */
export const CASE_CODE_RANDOM_RANGE = CASE_CODE_ALPHABET.length ** RANDOM_LENGTH;

export type CaseCodeProblem = IdentifierProblem | 'bad_date';

/** @param random a whole number in [0, {@link CASE_CODE_RANDOM_RANGE}), drawn by the caller. */
export function makeCaseCode(day: LocalDate, random: number): string {
  const date = day.replaceAll('-', '').slice(2);
  let rest = random;
  let body = '';
  for (let index = 0; index < RANDOM_LENGTH; index += 1) {
    body += CASE_CODE_ALPHABET.charAt(rest % CASE_CODE_ALPHABET.length);
    rest = Math.floor(rest / CASE_CODE_ALPHABET.length);
  }
  return `CD-${date}-${body}${checkCharacter(date, body)}`;
}

/**
 * Reads a case code as typed or heard: in any case, with or without `CD`, dashes and spaces; S, Z in the tail are read as
 * 5, 2, and O, I, L in the day as 0, 1, 1.
 */
export function parseCaseCode(input: string): Parsed<string, CaseCodeProblem> {
  const compact = compactIdentifier(input);
  if (compact === '') return unparsed('empty');
  const code = compact.replace(/^CD/u, '');
  if (code.length !== CASE_CODE_LENGTH) return unparsed('wrong_length');
  const date = code.slice(0, 6).replaceAll('O', '0').replace(/[IL]/gu, '1');
  const tail = code.slice(6).replaceAll('S', '5').replaceAll('Z', '2');
  if (!/^\d{6}$/u.test(date) || tail.split('').some((character) => !CASE_CODE_ALPHABET.includes(character))) {
    return unparsed('wrong_characters');
  }
  if (!isCalendarDay(2000 + Number(date.slice(0, 2)), Number(date.slice(2, 4)), Number(date.slice(4)))) {
    return unparsed('bad_date');
  }
  const body = tail.slice(0, RANDOM_LENGTH);
  return tail.endsWith(checkCharacter(date, body)) ? parsed(`CD-${date}-${tail}`) : unparsed('bad_checksum');
}

function checkCharacter(date: string, body: string): string {
  const values = [
    ...date.split('').map(Number),
    ...body.split('').map((character) => CASE_CODE_ALPHABET.indexOf(character)),
  ];
  let sum = 0;
  for (const [index, value] of values.entries()) sum += (index + 1) * value;
  return CASE_CODE_ALPHABET.charAt(sum % CASE_CODE_ALPHABET.length);
}
