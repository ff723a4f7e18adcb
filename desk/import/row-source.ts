import type { RawRow } from '../../domain/orders/import/raw-row.ts';

export type FileFormat = 'csv' | 'xlsx';

/** A file of rows that can be read from its beginning, as often as needed, a few hundred rows at a time. */
export interface RowSource {
  readonly format: FileFormat;
  /** `utf-8`, `utf-8-bom`, `utf-16le`, `gb18030`; `xlsx` for a spreadsheet. */
  readonly encoding: string;
  /** Null for a spreadsheet. */
  readonly delimiter: string | null;
  readonly sha256: string;
  /** Lines of the file, or null where only reading it would tell. */
  readonly approximateRows: number | null;
  /** The first records, reading no more of the file than they need. Throws `UnreadableFile` where not even one can be read. */
  head(count: number): Promise<RawRow[]>;
  /** Every record in order, blank ones included. Throws `UnreadableFile`. */
  read(onProgress?: (share: number) => void): AsyncGenerator<RawRow[], void, undefined>;
}

/** The first records of a reading. A fault behind them is for the import to report, with the rows before it taken. */
export async function firstRows(batches: AsyncIterable<readonly RawRow[]>, count: number): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  try {
    for await (const batch of batches) {
      rows.push(...batch);
      if (rows.length >= count) break;
    }
  } catch (error) {
    if (rows.length === 0) throw error;
  }
  return rows.slice(0, count);
}

export type UnreadableReason =
  | 'damaged'
  | 'too_large_unpacked'
  | 'no_sheet'
  | 'record_too_long'
  | 'quote_not_closed'
  | 'changed_since';

/** The file itself cannot be read on, at `line` where that is known. Expected: callers turn it into a refusal. */
export class UnreadableFile extends Error {
  readonly reason: UnreadableReason;
  readonly line: number | null;
  constructor(reason: UnreadableReason, line: number | null = null) {
    super(`unreadable file: ${reason}`);
    this.reason = reason;
    this.line = line;
  }
}
