/** The short numbers on a sales slip. All keep their zeros: one that lost them is refused, not padded. @rule rules 7 */
import { compactIdentifier } from '../text/normalise.ts';
import { parsed, unparsed, type IdentifierProblem, type Parsed } from '../text/parsed.ts';

/** 参考号, DE37: 12 letters or digits. */
export function parseRrn(input: string): Parsed<string, IdentifierProblem> {
  return fixedWidth(input, 12, /^[0-9A-Z]+$/u);
}

/** 凭证号 or 流水号 (STAN, DE11): 6 digits. */
export function parseVoucherNo(input: string): Parsed<string, IdentifierProblem> {
  return fixedWidth(input, 6, /^\d+$/u);
}

/** 批次号, DE60.2: 6 digits. */
export function parseBatchNo(input: string): Parsed<string, IdentifierProblem> {
  return fixedWidth(input, 6, /^\d+$/u);
}

/** 授权码, DE38: 6 letters or digits. */
export function parseAuthCode(input: string): Parsed<string, IdentifierProblem> {
  return fixedWidth(input, 6, /^[0-9A-Z]+$/u);
}

function fixedWidth(input: string, width: number, characters: RegExp): Parsed<string, IdentifierProblem> {
  const value = compactIdentifier(input);
  if (value === '') return unparsed('empty');
  if (!characters.test(value)) return unparsed('wrong_characters');
  return value.length === width ? parsed(value) : unparsed('wrong_length');
}
