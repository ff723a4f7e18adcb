/**
 * The rows that were not taken, as a file of the shape they came in: the same header, columns, encoding and type, and one
 * more column that says what is wrong. Corrected, it can be imported as it is.
 */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import iconv from 'iconv-lite';
import writeExcelFile from 'write-excel-file/node';
import type { ReadableDb } from '../../db/open/database.ts';
import { listBadRows, type BadRow, type ImportRunRow } from '../../db/queries/imports.ts';
import { describeProblem, type ReportLanguage } from '../../domain/orders/import/problem-words.ts';

const PAGE_ROWS = 500;
/** A spreadsheet is made whole in memory; more rows than this come as text. */
const MOST_SPREADSHEET_ROWS = 10_000;
const PROBLEM_HEADER = '问题/Problem';
/** What a spreadsheet would take for a formula. */
const FORMULA_START = /^\s*[=+\-@]|^[\t\r](?!\w)/u;
/** What a spreadsheet would round or strip of its zeros when somebody opens the text file to correct it. */
const FRAGILE_NUMBER = /^(?:\d{12,}|0\d+)$/u;

/** The name to save the file under; its type may differ from the run's where that would not fit. */
export function badRowsFileName(run: ImportRunRow): string {
  const base = run.fileName.replace(/\.[^.]*$/u, '');
  return `${base}.bad-rows.${isSpreadsheet(run) ? 'xlsx' : 'csv'}`;
}

/** Writes the bad rows of a run to `path`; answers how many. */
export async function exportBadRows(
  db: ReadableDb,
  run: ImportRunRow,
  path: string,
  language: ReportLanguage,
): Promise<number> {
  let count = 0;
  const rows = function* (): Generator<string[]> {
    const { header } = run.mapping;
    yield [...header, PROBLEM_HEADER];
    for (const row of badRows(db, run.runId)) {
      count += 1;
      const cells = header.map((_, index) => row.cells[index] ?? '');
      // What stands beyond the header stays beyond it, so that the row is refused again until somebody moved it.
      yield [...cells, describe(row, language), ...row.cells.slice(header.length)];
    }
  };
  if (isSpreadsheet(run)) {
    await writeExcelFile([...rows()].map((cells) => cells.map((value) => ({ value, type: String })))).toFile(path);
    return count;
  }
  await pipeline(Readable.from(encoded(rows(), run)), createWriteStream(path, { mode: 0o600 }));
  return count;
}

function* encoded(rows: Iterable<string[]>, { mapping }: ImportRunRow): Generator<Buffer> {
  const encoding = mapping.encoding === 'gb18030' ? 'gb18030' : mapping.encoding === 'utf-16le' ? 'utf16le' : 'utf8';
  if (mapping.encoding === 'utf-8-bom' || mapping.encoding === 'utf-16le') yield iconv.encode('\ufeff', encoding);
  for (const cells of rows) {
    const text = stringify([cells.map(guarded)], { delimiter: mapping.delimiter ?? ',', record_delimiter: 'windows' });
    yield iconv.encode(text, encoding);
  }
}

function guarded(cell: string): string {
  if (FORMULA_START.test(cell)) return `'${cell}`;
  return FRAGILE_NUMBER.test(cell) ? `\t${cell}` : cell;
}

function* badRows(db: ReadableDb, runId: string): Generator<BadRow> {
  let after = 0;
  for (;;) {
    const page = listBadRows(db, runId, after, PAGE_ROWS);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < PAGE_ROWS) return;
    after = last.line;
  }
}

function describe({ problems, line }: BadRow, language: ReportLanguage): string {
  const said = problems.map((problem) => {
    const { what, fix } = describeProblem(problem, language);
    const words = language === 'zh' ? `${what}；${fix}` : `${what}; ${fix}`;
    return problem.column === '' ? words : `${problem.column}: ${words}`;
  });
  return `${language === 'zh' ? `第 ${line} 行` : `line ${line}`}: ${said.join(' | ')}`;
}

function isSpreadsheet({ mapping, bad }: ImportRunRow): boolean {
  return mapping.format === 'xlsx' && bad <= MOST_SPREADSHEET_ROWS;
}
