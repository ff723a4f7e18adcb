import { compactIdentifier } from '../text/normalise.ts';
import { parsed, unparsed, type IdentifierProblem, type Parsed } from '../text/parsed.ts';

export const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2] as const;

/**
 * Reads a unified social credit code of 18 characters (GB 32100-2015). The check is the code's own; the organisation
 * code inside has another ({@link organisationCodeChecks}), which registrars did not always keep, so it refuses nothing.
 * @rule rules 7
 */
export function parseUscc(input: string): Parsed<string, IdentifierProblem> {
  const uscc = compactIdentifier(input);
  if (uscc === '') return unparsed('empty');
  if (uscc.length !== 18) return unparsed('wrong_length');
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/u.test(uscc)) return unparsed('wrong_characters');
  return uscc[17] === checkCharacterOf(uscc) ? parsed(uscc) : unparsed('bad_checksum');
}

/** The check character that belongs to the first 17. */
function checkCharacterOf(uscc: string): string {
  let sum = 0;
  for (const [index, weight] of WEIGHTS.entries()) sum += USCC_ALPHABET.indexOf(uscc.charAt(index)) * weight;
  return USCC_ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** Whether characters 9-17 are an organisation code that checks (GB 11714). */
export function organisationCodeChecks(uscc: string): boolean {
  const code = uscc.slice(8, 17);
  let sum = 0;
  for (const [index, weight] of ORGANISATION_WEIGHTS.entries()) sum += Number.parseInt(code.charAt(index), 36) * weight;
  const check = 11 - (sum % 11);
  return code[8] === (check === 11 ? '0' : check === 10 ? 'X' : String(check));
}
