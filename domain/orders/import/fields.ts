import type { OrderKind } from '../order.ts';
import { ACQUIRING_FIELDS } from './acquiring-fields.ts';
import { APPLICATION_FIELDS } from './application-fields.ts';
import type { FieldDefinition } from './field-definition.ts';

/** The canonical fields of a kind with their words and header spellings, in the order in which to show them. */
export function fieldsOf(kind: OrderKind): ReadonlyMap<string, FieldDefinition> {
  return kind === 'terminal_application' ? APPLICATION : ACQUIRING;
}

const APPLICATION: ReadonlyMap<string, FieldDefinition> = new Map(Object.entries(APPLICATION_FIELDS));
const ACQUIRING: ReadonlyMap<string, FieldDefinition> = new Map(Object.entries(ACQUIRING_FIELDS));

/** Fields of a kind that no column fills and without which no row can be an order. */
export function missingFields(kind: OrderKind, mapped: Iterable<string>): string[] {
  const present = new Set(mapped);
  return [...fieldsOf(kind)].filter(([field, { required }]) => required && !present.has(field)).map(([field]) => field);
}
