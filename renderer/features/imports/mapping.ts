import type { Inspection, MappingInput } from '../../../contract/desk-api/imports.ts';
import { fieldsOf, missingFields } from '../../../domain/orders/import/fields.ts';
import type { OrderKind } from '../../../domain/orders/order.ts';

type Unit = 'yuan' | 'fen' | null;

/** What one column of the file is to fill, as it stands on the screen. */
export interface ColumnChoice {
  readonly field: string | null;
  /** Of amounts only; null: each cell says it. */
  readonly unit: Unit;
  /** Chosen by hand, so that the guess no longer counts. */
  readonly chosen: boolean;
}

/** Where correcting begins: what was guessed. One choice for each column, in their order. */
export function choicesOf(inspection: Inspection): readonly ColumnChoice[] {
  return inspection.columns.map(({ field, unit }) => ({ field, unit, chosen: false }));
}

export function isAmount(kind: OrderKind, field: string | null): boolean {
  return field !== null && fieldsOf(kind).get(field)?.kind === 'amount';
}

/** Gives a column a field. A field is filled by one column: the one that had it is left out. */
export function chooseField(
  choices: readonly ColumnChoice[],
  at: number,
  field: string | null,
): readonly ColumnChoice[] {
  return choices.map((choice, index) => {
    if (index === at) return { field, unit: choice.unit, chosen: true };
    return field !== null && choice.field === field ? { field: null, unit: null, chosen: true } : choice;
  });
}

export function chooseUnit(choices: readonly ColumnChoice[], at: number, unit: Unit): readonly ColumnChoice[] {
  return choices.map((choice, index) => (index === at ? { ...choice, unit, chosen: true } : choice));
}

/** Required fields that no column fills. */
export function missingOf(kind: OrderKind, choices: readonly ColumnChoice[]): readonly string[] {
  return missingFields(
    kind,
    choices.flatMap(({ field }) => field ?? []),
  );
}

/** The mapping to import with; a unit stands with amounts only. */
export function mappingOf({ kind, headerLine, columns }: Inspection, choices: readonly ColumnChoice[]): MappingInput {
  return {
    kind,
    headerLine,
    columns: columns.map(({ index }, position) => {
      const { field = null, unit = null } = choices[position] ?? {};
      return { index, field, unit: isAmount(kind, field) ? unit : null };
    }),
  };
}
