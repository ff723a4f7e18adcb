/**
 * What a line that found nothing may have been meant to be (B23). Beside the readings it has, it is read by its shape alone:
 * a resident id, credit code or case code whose check digits fail, and a mobile of ten or twelve digits, are no readings to
 * search by, but those are the slips that people make.
 */
import { looksLikeCard } from '../identifiers/bank-card.ts';
import { compactIdentifier } from '../text/normalise.ts';
import { isNameQuery, MAX_QUERY_LENGTH, withoutLabel } from './classify.ts';
import type { Classified, IdentifierQuery } from './classify.ts';
import { nearMisses } from './near-miss.ts';
import type { NearMiss } from './near-miss.ts';

/** One reading of a line with what it may have been meant to be; at least one value. */
export interface Misreading {
  readonly query: IdentifierQuery;
  readonly near: readonly NearMiss[];
}

/** Values to look up for one line, whatever it can be read as. */
export const MAX_PROBES = 256;

/** A digit, or a letter that is written for one. */
const DIGIT = '[0-9OQDILZSGB]';
const SHAPES: readonly (readonly [IdentifierQuery['kind'], RegExp])[] = [
  // Without its CD a code is told from other numbers by the letters behind the day.
  ['case_code', /^(?:CD[0-9A-Z]{11,13}|(?=.*[A-Z])[0-9OIL]{5,7}[0-9A-Z]{6})$/u],
  ['mobile', new RegExp(`^1[3-9]${DIGIT}{8,10}$`, 'u')],
  ['id_no', new RegExp(`^${DIGIT}{16,18}[0-9XOQDILZSGB]$`, 'u')],
  ['uscc', /^(?=(?:.*\d){9})[0-9A-Z]{17,19}$/u],
];
const COUNTRY_CODE = /^(?:\+|00)86(?=1)/u;

/**
 * The readings of a line, likeliest first, each with its near misses: those its shape alone gives, then those it was searched
 * by. At most {@link MAX_PROBES} values in all. None for a card number: nothing else is made of it.
 * @rule B23
 */
export function misreadings(input: string, readings: readonly Classified[]): Misreading[] {
  const raw = withoutLabel(input);
  const compact = compactIdentifier(raw).replace(COUNTRY_CODE, '');
  if (raw.length > MAX_QUERY_LENGTH || looksLikeCard(compact)) return [];
  const searched = readings.filter((reading): reading is IdentifierQuery => !isNameQuery(reading));
  const byShape = SHAPES.filter(
    ([kind, shape]) => shape.test(compact) && searched.every((query) => query.kind !== kind),
  );
  const queries = [...byShape.map(([kind]): IdentifierQuery => ({ kind, value: compact })), ...searched];
  const found: Misreading[] = [];
  let left = MAX_PROBES;
  for (const query of queries) {
    const near = nearMisses(query).slice(0, left);
    left -= near.length;
    if (near.length > 0) found.push({ query, near });
  }
  return found;
}
