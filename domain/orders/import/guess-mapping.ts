/**
 * Reads the first rows of a file and says what it takes them for: which kind of order, where the header is, which column
 * is which field, yuan or fen. A guess is shown and corrected before anything is imported; a mapping somebody confirmed
 * for the same headers wins over any guess.
 */
import { parseMobile } from '../../identifiers/mobile.ts';
import { parseResidentId } from '../../identifiers/resident-id.ts';
import { parseUscc } from '../../identifiers/uscc.ts';
import { ok, refuse, type Result } from '../../kernel/result.ts';
import type { AmountUnit } from '../../text/amount.ts';
import { stripGuards } from '../../text/normalise.ts';
import { ORDER_KINDS, type OrderKind } from '../order.ts';
import { fieldsOf, missingFields } from './fields.ts';
import { aliasesOf, matchHeader, unitOfHeader, type Aliases, type HeaderMatch } from './header.ts';
import { headerFingerprint, recallColumns, type ColumnMapping, type RememberedMapping } from './mapping.ts';
import { isBlank, type RawRow } from './raw-row.ts';

export type Confidence = 'remembered' | 'sure' | 'likely' | 'none';

export interface GuessedColumn extends ColumnMapping {
  readonly header: string;
  readonly confidence: Confidence;
}

export interface MappingGuess {
  readonly kind: OrderKind;
  readonly headerLine: number;
  readonly header: readonly string[];
  readonly columns: readonly GuessedColumn[];
  /** Required fields that no column fills. */
  readonly missing: readonly string[];
  readonly fingerprint: string;
  readonly remembered: boolean;
}

/** A header further down than this is none. */
export const HEADER_SEARCH_ROWS = 40;
const SAMPLE_ROWS = 50;
/** No export has more columns; each one looked at is compared with every name there is for a field. */
const MOST_COLUMNS = 512;

const ALIASES: Readonly<Record<OrderKind, Aliases>> = {
  terminal_application: aliasesOf(fieldsOf('terminal_application')),
  acquiring_txn: aliasesOf(fieldsOf('acquiring_txn')),
};

/**
 * @param rows the first rows of the file, blank ones included or not
 * @param kind what a person said it is; null to guess
 * @param recall what was confirmed for a header with this fingerprint, if anything
 * @param headerLine the line (1-based) a person says the header is on; null to find it
 * Refuses `file_empty` and `header_not_found`.
 */
export function guessMapping(
  rows: readonly RawRow[],
  kind: OrderKind | null,
  recall: (fingerprint: string) => RememberedMapping | null,
  headerLine: number | null = null,
): Result<MappingGuess> {
  const filled = rows
    .filter((row) => !isBlank(row))
    .map(({ line, cells }): RawRow => ({ line, cells: cells.slice(0, MOST_COLUMNS) }));
  if (filled.length === 0) return refuse('file_empty');
  const found =
    headerLine === null
      ? findHeader(filled.slice(0, HEADER_SEARCH_ROWS), kind, recall)
      : chosenHeader(filled, headerLine, kind, recall);
  if (!found) return refuse('header_not_found');
  const { row, remembered } = found;
  const header = trimmedEnd(row.cells);
  const samples = filled.filter(({ line }) => line > row.line).slice(0, SAMPLE_ROWS);
  const columns = remembered ? recalled(header, remembered) : guessColumns(header, found.kind, samples);
  return ok({
    kind: found.kind,
    headerLine: row.line,
    header,
    columns,
    missing: missingFields(
      found.kind,
      columns.flatMap(({ field }) => field ?? []),
    ),
    fingerprint: headerFingerprint(header),
    remembered: remembered !== null,
  });
}

function recalled(header: readonly string[], remembered: RememberedMapping): GuessedColumn[] {
  return recallColumns(header, remembered).map(({ index, field, unit }) => ({
    index,
    header: header[index] ?? '',
    field,
    unit,
    confidence: field === null ? 'none' : 'remembered',
  }));
}

interface FoundHeader {
  readonly row: RawRow;
  readonly kind: OrderKind;
  readonly remembered: RememberedMapping | null;
}

/** The line a person chose, whether or not its words are known. */
function chosenHeader(
  rows: readonly RawRow[],
  line: number,
  wanted: OrderKind | null,
  recall: (fingerprint: string) => RememberedMapping | null,
): FoundHeader | null {
  const row = rows.find((candidate) => candidate.line === line);
  if (!row) return null;
  return findHeader([row], wanted, recall) ?? { row, kind: wanted ?? ORDER_KINDS[0], remembered: null };
}

function findHeader(
  rows: readonly RawRow[],
  wanted: OrderKind | null,
  recall: (fingerprint: string) => RememberedMapping | null,
): FoundHeader | null {
  for (const row of rows) {
    const remembered = recall(headerFingerprint(trimmedEnd(row.cells)));
    if (remembered && (wanted === null || wanted === remembered.kind))
      return { row, kind: remembered.kind, remembered };
  }
  let best: (FoundHeader & { score: number }) | null = null;
  for (const row of rows) {
    for (const kind of wanted === null ? ORDER_KINDS : [wanted]) {
      const score = headerScore(row, kind);
      if (score > (best?.score ?? 0)) best = { row, kind, remembered: null, score };
    }
  }
  return best;
}

/** Fields recognised, required ones twice; 0 where the row is no header. */
function headerScore(row: RawRow, kind: OrderKind): number {
  const cells = row.cells.filter((cell) => cell.trim() !== '');
  const fields = new Set<string>();
  for (const cell of cells) {
    const match = cell.length > 60 ? null : matchHeader(cell, ALIASES[kind]);
    if (match?.sure === true) fields.add(match.field);
  }
  const enough = fields.size >= 3 || (fields.size === 2 && cells.length <= 4);
  if (!enough) return 0;
  const required = [...fields].filter((name) => fieldsOf(kind).get(name)?.required === true).length;
  return fields.size + required;
}

function guessColumns(header: readonly string[], kind: OrderKind, samples: readonly RawRow[]): GuessedColumn[] {
  const matches = header.map((cell, index) => ({
    index,
    match: matchHeader(cell, ALIASES[kind]) ?? matchValues(samples, index),
  }));
  const ranked = matches
    .filter((entry): entry is { index: number; match: HeaderMatch } => entry.match !== null)
    .sort(
      (one, other) =>
        Number(other.match.sure) - Number(one.match.sure) ||
        other.match.weight - one.match.weight ||
        one.index - other.index,
    );
  const fieldByColumn = new Map<number, HeaderMatch>();
  const taken = new Set<string>();
  for (const { index, match } of ranked) {
    if (taken.has(match.field)) continue;
    taken.add(match.field);
    fieldByColumn.set(index, match);
  }
  return header.map((cell, index) => {
    const match = fieldByColumn.get(index);
    if (!match) return { index, header: cell, field: null, unit: null, confidence: 'none' };
    const isAmount = fieldsOf(kind).get(match.field)?.kind === 'amount';
    const unit = isAmount ? (unitOfHeader(cell) ?? unitOfValues(samples, index)) : null;
    return { index, header: cell, field: match.field, unit, confidence: match.sure ? 'sure' : 'likely' };
  });
}

/** A column whose header says nothing, all of whose values are numbers that check. */
function matchValues(samples: readonly RawRow[], index: number): HeaderMatch | null {
  const values = samples.map(({ cells }) => cells[index] ?? '').filter((cell) => cell.trim() !== '');
  if (values.length < 3) return null;
  const readers = [
    ['mobile', parseMobile],
    ['idNo', parseResidentId],
    ['uscc', parseUscc],
  ] as const;
  const reader = readers.find(([, parse]) => values.every((value) => parse(value).ok));
  return reader ? { field: reader[0], sure: false, weight: 0 } : null;
}

/** Decimals and 元 mean yuan; 分 means fen; whole numbers alone mean nothing. */
function unitOfValues(samples: readonly RawRow[], index: number): AmountUnit | null {
  const values = samples.map(({ cells }) => stripGuards(cells[index] ?? '')).filter((value) => value !== '');
  if (values.length > 0 && values.every((value) => /^\d+分$/u.test(value))) return 'fen';
  return values.some((value) => /^[¥\d,]*\d\.\d{1,2}(?:元|$)|^¥|\d元$/u.test(value)) ? 'yuan' : null;
}

function trimmedEnd(cells: readonly string[]): string[] {
  const last = cells.findLastIndex((cell) => cell.trim() !== '');
  return cells.slice(0, last + 1).map((cell) => cell.trim());
}
