import type { LocalDate } from '../kernel/units.ts';
import { isCalendarDay } from '../text/calendar-day.ts';
import { compactIdentifier } from '../text/normalise.ts';
import { parsed, unparsed, type IdentifierProblem, type Parsed } from '../text/parsed.ts';

export type ResidentIdProblem = IdentifierProblem | 'bad_region' | 'bad_birth_date';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';
/** The province codes of GB/T 2260, with 91 for holders from abroad. */
const PROVINCES = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)/u;

/**
 * Reads a resident identity number of 18 characters, upper-case X (GB 11643-1999).
 * @param today a day in Asia/Shanghai: a birth date after it is refused. Without it that check is left out.
 * @rule rules 7
 */
export function parseResidentId(input: string, today?: LocalDate): Parsed<string, ResidentIdProblem> {
  const id = compactIdentifier(input);
  if (id === '') return unparsed('empty');
  if (id.length !== 18) return unparsed('wrong_length');
  if (!/^\d{17}[\dX]$/u.test(id)) return unparsed('wrong_characters');
  if (!PROVINCES.test(id)) return unparsed('bad_region');
  const birthday = birthDateOf(id);
  const [year = 0, month = 0, day = 0] = birthday.split('-').map(Number);
  if (year < 1800 || !isCalendarDay(year, month, day)) return unparsed('bad_birth_date');
  if (today !== undefined && birthday > today) return unparsed('bad_birth_date');
  return id[17] === checkCharacterOf(id) ? parsed(id) : unparsed('bad_checksum');
}

/** The check character that belongs to the first 17 digits. */
function checkCharacterOf(id: string): string {
  let sum = 0;
  for (const [index, weight] of WEIGHTS.entries()) sum += Number(id[index]) * weight;
  return CHECK_CHARACTERS.charAt(sum % 11);
}

function birthDateOf(id: string): LocalDate {
  return `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`;
}
