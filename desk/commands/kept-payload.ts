import { findCardData } from '../../domain/text/card-data.ts';

/** Names of fields that hold an identifier of ours or of an order: a few of those look like a card number and are none. */
const IDENTIFIER_FIELD = /(?:Id|Ids|No|Sn|Sns|Code|Version|Hash|sha256)$/u;

/**
 * A payload as it may be kept: what people typed loses card numbers and security codes, as the events made of it have.
 * Everything that is not an identifier by its name counts as typed.
 * @rule P-04
 */
export function keptPayload(value: unknown, field = ''): unknown {
  if (typeof value === 'string') return IDENTIFIER_FIELD.test(field) ? value : findCardData(value).masked;
  if (Array.isArray(value)) return value.map((each: unknown) => keptPayload(each, field));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, keptPayload(inner, name)]));
}
