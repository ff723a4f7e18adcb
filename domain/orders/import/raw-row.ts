/** One record of a file as text, before anything is known about its columns. */
export interface RawRow {
  /** 1-based: the line on which the record starts (CSV), the row (spreadsheet). */
  readonly line: number;
  readonly cells: readonly string[];
}

export function isBlank(row: RawRow): boolean {
  return row.cells.every((cell) => cell.trim() === '');
}
