import { compactIdentifier } from '../text/normalise.ts';
import { parsed, unparsed, type IdentifierProblem, type Parsed } from '../text/parsed.ts';

/** All that is ever kept of a card number (P-04). `first6` is unknown where only the tail was given. */
export interface CardTail {
  readonly first6: string | null;
  readonly last4: string;
}

/**
 * Reads a full card number (13-19 digits, Luhn) or one masked already (`6226****8223`, `****8223`), and keeps the first
 * six and last four digits only: the full number does not leave this function.
 * @rule rules 7, V-12
 */
export function parseBankCard(input: string): Parsed<CardTail, IdentifierProblem> {
  const card = compactIdentifier(input);
  if (card === '') return unparsed('empty');
  const masked = /^(?<head>\d{4,6})?[*X•]{2,}(?<last4>\d{4})$/u.exec(card)?.groups;
  if (masked?.['last4'] !== undefined) {
    const head = masked['head'];
    return parsed({ first6: head?.length === 6 ? head : null, last4: masked['last4'] });
  }
  if (!/^\d+$/u.test(card)) return unparsed('wrong_characters');
  if (card.length < 13 || card.length > 19) return unparsed('wrong_length');
  if (!passesLuhn(card)) return unparsed('bad_checksum');
  return parsed({ first6: card.slice(0, 6), last4: card.slice(-4) });
}

/** The Luhn check over a string of digits. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = digit * 2;
    sum += index % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/**
 * Prefixes issued to cards, each with the lengths in use. 62 is UnionPay; 9 stands for the old domestic ranges (955880…).
 */
const ISSUED: readonly RegExp[] = [
  /^62\d{14,17}$/u,
  /^4(?:\d{12}|\d{15}|\d{18})$/u,
  /^5[1-5]\d{14}$/u,
  /^2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}$/u,
  /^3[47]\d{13}$/u,
  /^35(?:2[89]|[3-8]\d)\d{12,15}$/u,
  /^6(?:0|4[4-9]|5)\d{13,17}$/u,
  /^9\d{15,18}$/u,
];

/**
 * Whether digits are to be taken for a card number: an issued prefix of the right length, and Luhn. One in ten order
 * numbers passes Luhn by chance, therefore the prefix: dates (20…), 1… and 8… never count.
 */
export function looksLikeCard(digits: string): boolean {
  return ISSUED.some((range) => range.test(digits)) && passesLuhn(digits);
}
