/**
 * What can be wrong with a row of an order file. A problem names the place and the sort, never an unmasked value, so
 * that it may stand in a report, an export and on a screen. The words are in `problem-words.ts`.
 */
export const ROW_PROBLEM_CODES = [
  'missing_required',
  'no_party',
  'destroyed_number',
  'rounded_number',
  'cell_error',
  'wrong_length',
  'wrong_characters',
  'bad_checksum',
  'bad_region',
  'bad_birth_date',
  'not_a_mobile',
  'unknown_date_shape',
  'impossible_date',
  'ambiguous_date',
  'date_out_of_range',
  'date_in_future',
  'unknown_word',
  'bad_amount',
  'negative_amount',
  'amount_too_precise',
  'amount_too_large',
  'ambiguous_unit',
  'unit_conflict',
  'bad_number',
  'bad_rate',
  'too_long',
  'too_many_cells',
  'dates_out_of_order',
  'refunded_exceeds_amount',
  'total_mismatch',
  'not_a_sale',
  'duplicate_row',
  'duplicate_order_no',
  'other_kind_on_file',
  'file_breaks_off',
] as const;
export type RowProblemCode = (typeof ROW_PROBLEM_CODES)[number];

/** Values for the sentence: counts, field keys, dates. Never a raw cell. */
export type ProblemData = Readonly<Record<string, string | number>>;

export interface RowProblem {
  /** 1-based line (CSV) or row (spreadsheet) of the file. */
  readonly line: number;
  /** Spreadsheet letter of the column, empty where the row as a whole is meant. */
  readonly letter: string;
  readonly header: string;
  /** The canonical field, null where the row as a whole is meant. */
  readonly field: string | null;
  readonly code: RowProblemCode;
  /** Empty where there is no one value. */
  readonly valueMasked: string;
  readonly data: ProblemData;
}

/** A warning is reported but the row is imported: what it says is a suspicion, not a fact. */
export function isWarning(code: RowProblemCode): boolean {
  return code === 'rounded_number';
}

/** A, B, … Z, AA, AB: how spreadsheets name the column at a 0-based index. */
export function columnLetter(index: number): string {
  const head = Math.floor(index / 26);
  const tail = String.fromCodePoint(65 + (index % 26));
  return head === 0 ? tail : columnLetter(head - 1) + tail;
}
