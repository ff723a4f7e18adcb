import { ok, refuse, type Result } from '../../domain/kernel/result.ts';
import { fieldsOf } from '../../domain/orders/import/fields.ts';
import { guessMapping, HEADER_SEARCH_ROWS, type MappingGuess } from '../../domain/orders/import/guess-mapping.ts';
import type { RememberedMapping } from '../../domain/orders/import/mapping.ts';
import { maskCell } from '../../domain/orders/import/mask-cell.ts';
import { columnLetter } from '../../domain/orders/import/problems.ts';
import type { RawRow } from '../../domain/orders/import/raw-row.ts';
import type { OrderKind } from '../../domain/orders/order.ts';
import type { ColumnGuess, Inspection } from '../../contract/desk-api/imports.ts';
import { openRows, unreadable } from './open-rows.ts';
import type { OrderFile } from './order-file.ts';
import type { RowSource } from './row-source.ts';

const SAMPLES = 3;
/** Enough to find a header below a long preamble and to see the values under it. */
const ROWS_LOOKED_AT = HEADER_SEARCH_ROWS + 60;

export interface InspectOptions extends OrderFile {
  /** As the person who brought the file knows it. */
  readonly fileName: string;
  /** What the person says it holds; null to guess. */
  readonly kind: OrderKind | null;
  /** The line (1-based) they say the header is on; null to find it. */
  readonly headerLine?: number | null | undefined;
  readonly recall: (fingerprint: string) => RememberedMapping | null;
}

export interface InspectedFile {
  readonly inspection: Inspection;
  readonly guess: MappingGuess;
  readonly source: RowSource;
}

/**
 * Says what a file is taken for, without importing anything. Sample values are masked.
 * Refuses `file_empty`, `file_type_unknown`, `file_unreadable` and `header_not_found`.
 */
export async function inspectFile(options: InspectOptions): Promise<Result<InspectedFile>> {
  const { fileName, kind, headerLine = null, recall } = options;
  const opened = await openRows(options);
  if (!opened.ok) return opened;
  const source = opened.value;
  const head = await headOf(source, ROWS_LOOKED_AT);
  if (!head.ok) return head;
  const guessed = guessMapping(head.value, kind, recall, headerLine);
  if (!guessed.ok) return guessed;
  const guess = guessed.value;
  const fields = fieldsOf(guess.kind);
  const columns = guess.columns.map(({ index, header, field, unit, confidence }): ColumnGuess => {
    const mask = (field === null ? undefined : fields.get(field))?.mask ?? 'unknown';
    return {
      index,
      letter: columnLetter(index),
      header,
      field,
      unit,
      confidence,
      samplesMasked: samples(head.value, guess.headerLine, index).map((cell) => maskCell(cell, mask)),
    };
  });
  return ok({
    guess,
    source,
    inspection: {
      fileName,
      format: source.format,
      encoding: source.encoding,
      delimiter: source.delimiter,
      kind: guess.kind,
      headerLine: guess.headerLine,
      columns,
      missing: [...guess.missing],
      approximateRows: source.approximateRows === null ? null : Math.max(0, source.approximateRows - guess.headerLine),
      mappingRemembered: guess.remembered,
    },
  });
}

/** The cells of the header a person chose. Refuses `header_not_found` where the file has no such line among its first. */
export async function headerAt(source: RowSource, line: number): Promise<Result<readonly string[]>> {
  const head = await headOf(source, Math.max(ROWS_LOOKED_AT, line));
  if (!head.ok) return head;
  const row = head.value.find((candidate) => candidate.line === line);
  return row ? ok(row.cells.map((cell) => cell.trim())) : refuse('header_not_found', { line });
}

async function headOf(source: RowSource, count: number): Promise<Result<RawRow[]>> {
  try {
    return ok(await source.head(count));
  } catch (error) {
    return unreadable(error);
  }
}

function samples(rows: readonly RawRow[], headerLine: number, index: number): string[] {
  const found = new Set<string>();
  for (const { line, cells } of rows) {
    const cell = cells[index] ?? '';
    if (line > headerLine && cell.trim() !== '') found.add(cell);
    if (found.size === SAMPLES) break;
  }
  return [...found];
}
