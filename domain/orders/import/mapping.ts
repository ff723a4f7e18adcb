import { ok, refuse, type Result } from '../../kernel/result.ts';
import type { AmountUnit } from '../../text/amount.ts';
import type { OrderKind } from '../order.ts';
import { fieldsOf, missingFields } from './fields.ts';
import { comparable } from './words.ts';

/** Which column fills which field. What a person confirmed, and all that an import needs to know about a file's shape. */
export interface ImportMapping {
  readonly kind: OrderKind;
  /** 1-based line of the header; lines up to it are not orders. */
  readonly headerLine: number;
  readonly columns: readonly ColumnMapping[];
}

export interface ColumnMapping {
  /** 0-based. */
  readonly index: number;
  /** Null for a column that is left out. */
  readonly field: string | null;
  /** Of amounts only; null where neither header nor values say it, so that each value must. */
  readonly unit: AmountUnit | null;
}

/** A confirmed mapping as it is kept: by header, so that columns may move. */
export interface RememberedMapping {
  readonly kind: OrderKind;
  readonly columns: readonly {
    readonly header: string;
    readonly field: string | null;
    readonly unit: AmountUnit | null;
  }[];
}

/** What two files have in common if they come from the same export: the same headers, in any order. */
export function headerFingerprint(header: readonly string[]): string {
  return headerKeys(header)
    .filter((key) => !key.startsWith('#'))
    .sort()
    .join('|');
}

export function rememberMapping(header: readonly string[], mapping: ImportMapping): RememberedMapping {
  const keys = headerKeys(header);
  return {
    kind: mapping.kind,
    columns: mapping.columns.map(({ index, field, unit }) => ({ header: keys[index] ?? `#${index}`, field, unit })),
  };
}

/** The columns of a remembered mapping in the order of this file. */
export function recallColumns(header: readonly string[], remembered: RememberedMapping): ColumnMapping[] {
  const byHeader = new Map(remembered.columns.map((column) => [column.header, column]));
  return headerKeys(header).map((key, index) => {
    const column = byHeader.get(key);
    return { index, field: column?.field ?? null, unit: column?.unit ?? null };
  });
}

/**
 * Checks a mapping against its kind. Refuses `mapping_incomplete` with the required fields that no column fills, and
 * `invalid_input` where a field is unknown or filled twice.
 */
export function checkMapping(mapping: ImportMapping): Result<ImportMapping> {
  const mapped = mapping.columns.map(({ field }) => field).filter((field) => field !== null);
  const known = fieldsOf(mapping.kind);
  const wrong = mapped.find((field, position) => !known.has(field) || mapped.indexOf(field) !== position);
  if (wrong !== undefined) return refuse('invalid_input', { field: wrong });
  const missing = missingFields(mapping.kind, mapped);
  return missing.length > 0 ? refuse('mapping_incomplete', { missing }) : ok(mapping);
}

/** Comparable headers, the second and later ones of the same words numbered; columns without words by their position. */
function headerKeys(header: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return header.map((cell, index) => {
    const words = comparable(cell);
    if (words === '') return `#${index}`;
    const count = (seen.get(words) ?? 0) + 1;
    seen.set(words, count);
    return count === 1 ? words : `${words}/${count}`;
  });
}
