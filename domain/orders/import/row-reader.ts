import { destroyedNumber } from '../../text/destroyed-number.ts';
import type { UtcMs } from '../../kernel/units.ts';
import type { AmountUnit } from '../../text/amount.ts';
import type { FieldDefinition, MaskKind } from './field-definition.ts';
import { fieldsOf } from './fields.ts';
import { maskCell } from './mask-cell.ts';
import type { ImportMapping } from './mapping.ts';
import { columnLetter, type ProblemData, type RowProblem, type RowProblemCode } from './problems.ts';
import type { RawRow } from './raw-row.ts';
import type { CellResult } from './read-cell.ts';

export interface PlannedColumn {
  readonly index: number;
  readonly header: string;
  readonly unit: AmountUnit | null;
  readonly definition: FieldDefinition;
}

/** A mapping made ready for many rows. */
export interface RowPlan {
  readonly kind: ImportMapping['kind'];
  readonly header: readonly string[];
  readonly columns: ReadonlyMap<string, PlannedColumn>;
  /** Cells beyond this have no header. */
  readonly width: number;
}

/** @param mapping one that `checkMapping` accepted */
export function planRows(mapping: ImportMapping, header: readonly string[]): RowPlan {
  const columns = new Map<string, PlannedColumn>();
  for (const { index, field, unit } of mapping.columns) {
    const definition = field === null ? undefined : fieldsOf(mapping.kind).get(field);
    if (field !== null && definition) columns.set(field, { index, header: header[index] ?? '', unit, definition });
  }
  const width = Math.max(header.length, ...mapping.columns.map(({ index }) => index + 1));
  return { kind: mapping.kind, header, columns, width };
}

/** Cells that stand for nothing in exports. */
const NOTHING = /^(?:-+|—+|\/|\\N|N\/A|NULL|null|none|nil|无|暂无)$/u;
/** What a spreadsheet shows where it has no value to show. */
const CELL_ERROR = /^(?:#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)|#{3,})$/u;
/** No field is longer, however it is guarded, and reading what is takes more than its share of time. */
const LONGEST_CELL = 4_000;
/** Numbers of which a destroyed digit would name somebody else. */
const FREE_OF_NUMBERS = new Set(['text', 'word', 'count', 'rate']);

/** Reads the cells of one row by field and gathers what is wrong with them. */
export class RowReader {
  readonly problems: RowProblem[] = [];
  readonly now: UtcMs;
  private readonly row: RawRow;
  private readonly plan: RowPlan;

  constructor(row: RawRow, plan: RowPlan, now: UtcMs) {
    this.row = row;
    this.plan = plan;
    this.now = now;
  }

  /** Whether the file has a column for this field. */
  has(field: string): boolean {
    return this.plan.columns.has(field);
  }

  /** The value of a field; null where there is no column, the cell is empty, or the value is wrong and was noted so. */
  read<T>(
    field: string,
    read: (cell: string, definition: FieldDefinition, unit: AmountUnit | null) => CellResult<T>,
  ): T | null {
    const column = this.plan.columns.get(field);
    if (!column) return null;
    const cell = this.row.cells[column.index] ?? '';
    const { definition } = column;
    const trimmed = cell.trim();
    if (trimmed === '' || NOTHING.test(trimmed)) {
      if (definition.required) this.note(field, 'missing_required');
      return null;
    }
    if (trimmed.length > LONGEST_CELL) {
      this.note(field, 'too_long', { max: definition.maxLength, length: trimmed.length });
      return null;
    }
    if (CELL_ERROR.test(trimmed)) {
      this.note(field, 'cell_error');
      return null;
    }
    if (!FREE_OF_NUMBERS.has(definition.kind)) {
      const destroyed = destroyedNumber(cell);
      if (destroyed === 'scientific') {
        this.note(field, 'destroyed_number');
        return null;
      }
      if (destroyed === 'rounded' && definition.kind !== 'amount') this.note(field, 'rounded_number');
    }
    const result = read(cell, definition, column.unit);
    if (result.ok) return result.value;
    this.note(field, result.code, result.data);
    return null;
  }

  /** Notes a problem of one field, with its cell masked. */
  note(field: string, code: RowProblemCode, data: ProblemData = {}): void {
    const column = this.plan.columns.get(field);
    this.problems.push({
      line: this.row.line,
      letter: column ? columnLetter(column.index) : '',
      header: column?.header ?? '',
      field,
      code,
      valueMasked: column ? shown(this.row.cells[column.index] ?? '', column.definition.mask) : '',
      data,
    });
  }

  /** Notes a problem of the row as a whole. */
  noteRow(code: RowProblemCode, data: ProblemData = {}): void {
    this.problems.push({ line: this.row.line, letter: '', header: '', field: null, code, valueMasked: '', data });
  }

  wasNoted(field: string): boolean {
    return this.problems.some((problem) => problem.field === field);
  }
}

/** A destroyed number and a spreadsheet's error hold nothing to hide, and showing them is the explanation. */
function shown(cell: string, mask: MaskKind): string {
  const trimmed = cell.trim();
  return destroyedNumber(cell) === 'scientific' || CELL_ERROR.test(trimmed)
    ? trimmed.slice(0, 20)
    : maskCell(cell, mask);
}
