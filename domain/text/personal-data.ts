/** Personal numbers in what people typed: kept whole on record, masked wherever it is read. */
import { maskIdNo, maskMobile } from '../identifiers/mask.ts';
import { parseResidentId } from '../identifiers/resident-id.ts';
import { halfWidth } from './half-width.ts';

const NOT_BEHIND = String.raw`(?<![\dA-Za-z])`;
const NOT_LONGER = String.raw`(?![\dA-Za-z])`;
const GAP = String.raw`[\s-]?`;
const MOBILE = new RegExp(`${NOT_BEHIND}1[3-9]\\d${GAP}\\d{4}${GAP}\\d{4}${NOT_LONGER}`, 'gu');
const RESIDENT_ID = new RegExp(
  `${NOT_BEHIND}\\d{6}${GAP}(?:18|19|20)\\d{2}${GAP}\\d{4}${GAP}\\d{3}[\\dXx]${NOT_LONGER}`,
  'gu',
);

/**
 * A text with its mobile numbers and resident ids masked, as they would be in a field of their own; in half- or full-width
 * digits, with spaces or dashes between the groups. Numbers with letters in front (orders, serial numbers) stay. @rule V-12
 */
export function maskPersonalData(text: string): string {
  const folded = halfWidth(text);
  const found = [
    ...[...folded.matchAll(MOBILE)].map((match) => ({ match, shown: maskMobile(digitsOf(match[0])) })),
    ...[...folded.matchAll(RESIDENT_ID)]
      .filter((match) => parseResidentId(digitsOf(match[0])).ok)
      .map((match) => ({ match, shown: maskIdNo(digitsOf(match[0])) })),
  ].toSorted((one, other) => one.match.index - other.match.index);
  let masked = '';
  let position = 0;
  for (const { match, shown } of found) {
    masked += text.slice(position, match.index) + shown;
    position = match.index + match[0].length;
  }
  return masked + text.slice(position);
}

function digitsOf(number: string): string {
  return number.replaceAll(/[\s-]/gu, '');
}
