import { compactIdentifier } from '../text/normalise.ts';
import { parsed, unparsed, type IdentifierProblem, type Parsed } from '../text/parsed.ts';

/** UnionPay's width. Other institutions use their own: pass them. */
export const MERCHANT_NO_WIDTHS: readonly number[] = [15];

/**
 * Reads a merchant number (MID, DE42): letters and digits, zeros kept, one of the given widths.
 * @rule rules 7
 */
export function parseMerchantNo(
  input: string,
  widths: readonly number[] = MERCHANT_NO_WIDTHS,
): Parsed<string, IdentifierProblem> {
  const merchantNo = compactIdentifier(input);
  if (merchantNo === '') return unparsed('empty');
  if (!/^[0-9A-Z]+$/u.test(merchantNo)) return unparsed('wrong_characters');
  return widths.includes(merchantNo.length) ? parsed(merchantNo) : unparsed('wrong_length');
}

/** The parts of a UnionPay merchant number, or null where it is not built that way. */
export interface MerchantNoParts {
  readonly institution: string;
  readonly area: string;
  readonly mcc: string;
  readonly sequence: string;
}

export function merchantNoParts(merchantNo: string): MerchantNoParts | null {
  const groups = /^(?<institution>[0-9A-Z]{3})(?<area>\d{4})(?<mcc>\d{4})(?<sequence>[0-9A-Z]{4})$/u.exec(
    merchantNo,
  )?.groups;
  const { institution, area, mcc, sequence } = groups ?? {};
  if (institution === undefined || area === undefined || mcc === undefined || sequence === undefined) return null;
  return { institution, area, mcc, sequence };
}
