import { pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import iconv from 'iconv-lite';
import type { RawRow } from '../../domain/orders/import/raw-row.ts';
import { openBytes, type OrderFile } from './order-file.ts';
import { firstRows, UnreadableFile, type RowSource } from './row-source.ts';
import type { FileSurvey, TextEncoding } from './survey-file.ts';

const BATCH_ROWS = 250;
/** A quotation mark that is never closed would swallow the rest of the file. */
const LONGEST_RECORD = 128 * 1024;
const DELIMITERS = [',', '\t', ';', '|'] as const;

const ICONV_NAME: Readonly<Record<TextEncoding, string>> = {
  'utf-8': 'utf8',
  'utf-8-bom': 'utf8',
  'utf-16le': 'utf16le',
  gb18030: 'gb18030',
};

/** A text file of records, decoded and split as it is read. */
export async function openCsv(file: OrderFile, survey: FileSurvey): Promise<RowSource> {
  const shape = shapeOf(await firstCharacters(file, survey.encoding));
  return {
    format: 'csv',
    encoding: survey.encoding,
    delimiter: shape.delimiter,
    sha256: survey.sha256,
    approximateRows: survey.lines,
    head: (count) => firstRows(readCsv(file, survey, shape, undefined), count),
    read: (onProgress) => readCsv(file, survey, shape, onProgress),
  };
}

async function* readCsv(
  file: OrderFile,
  { encoding, bytes }: FileSurvey,
  { delimiter, width, newline }: Shape,
  onProgress: ((share: number) => void) | undefined,
): AsyncGenerator<RawRow[], void, undefined> {
  const open = openBytes(file);
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LONGEST_RECORD,
  });
  // Records of another length than the first cost the parser an error object each, and the first is often a title: a line of
  // the usual width goes before it, which also tells the parser how lines end.
  parser.write(delimiter.repeat(width - 1) + newline);
  // Errors of any part arrive at the parser, from which the loop below throws them.
  pipeline(open.bytes, iconv.decodeStream(ICONV_NAME[encoding]), parser, () => {});
  let batch: RawRow[] = [];
  let lastLine = 0;
  let isRuler = true;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (isRuler) {
        isRuler = false;
        continue;
      }
      batch.push({ line: lastLine + 1, cells: record });
      lastLine = info.lines - 1;
      if (batch.length >= BATCH_ROWS) {
        onProgress?.(bytes === 0 ? 1 : open.read() / bytes);
        yield batch;
        batch = [];
      }
    }
    if (batch.length > 0) yield batch;
    onProgress?.(1);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // What was read before the fault is good.
    if (batch.length > 0) yield batch;
    throw new UnreadableFile(
      error.code === 'CSV_MAX_RECORD_SIZE' ? 'record_too_long' : 'quote_not_closed',
      lastLine + 1,
    );
  } finally {
    open.bytes.destroy();
  }
}

async function firstCharacters(file: OrderFile, encoding: TextEncoding): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of openBytes(file, { end: 64 * 1024 - 1 }).bytes as AsyncIterable<Buffer>) chunks.push(chunk);
  return iconv.decode(Buffer.concat(chunks), ICONV_NAME[encoding]);
}

interface Shape {
  readonly delimiter: string;
  /** Cells of most records. */
  readonly width: number;
  readonly newline: string;
}

/** The separator that stands equally often in most lines; a preamble of prose counts against none. */
function shapeOf(text: string): Shape {
  const lines = text
    .replace(/"[^"]*"/gu, '')
    .split(/\r\n|\n|\r/u)
    .slice(0, 60)
    .filter((line) => line.trim() !== '');
  const newline = /\r\n|\n|\r/u.exec(text)?.[0] ?? '\n';
  let best: Shape & { readonly weight: number } = { delimiter: ',', width: 1, newline, weight: 0 };
  for (const delimiter of DELIMITERS) {
    const linesByCount = new Map<number, number>();
    for (const line of lines) {
      const count = line.split(delimiter).length - 1;
      if (count > 0) linesByCount.set(count, (linesByCount.get(count) ?? 0) + 1);
    }
    for (const [count, agreeing] of linesByCount) {
      if (count * agreeing > best.weight) best = { delimiter, width: count + 1, newline, weight: count * agreeing };
    }
  }
  return best;
}
