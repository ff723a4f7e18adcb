/**
 * Spreadsheets are read as a stream: the package is opened by its directory, its texts are packed, and the sheet passes
 * through without ever being whole in memory.
 */
import { posix } from 'node:path';
import type { RawRow } from '../../domain/orders/import/raw-row.ts';
import type { OrderFile } from './order-file.ts';
import { readXml, type XmlHooks } from './read-xml.ts';
import { firstRows, UnreadableFile, type RowSource } from './row-source.ts';
import { SharedStrings, sharedStringsReader, type Texts } from './shared-strings.ts';
import { sheetReader } from './sheet-rows.ts';
import type { FileSurvey } from './survey-file.ts';
import { readDateStyles } from './xlsx-styles.ts';
import { localName } from './xml-name.ts';
import { zipEntries, type ZipEntry } from './zip-entries.ts';

export interface UnpackLimits {
  /** Of the sheet and of the whole package, in bytes unpacked. */
  readonly packageBytes: number;
  /** Of each of the small parts, which are held in memory whole. */
  readonly partBytes: number;
}
/** A million rows of thirty columns come to about 1.5 GiB. */
const LIMITS: UnpackLimits = { packageBytes: 2 * 1024 ** 3, partBytes: 16 * 1024 ** 2 };

export function openXlsx(file: OrderFile, survey: FileSurvey, limits: UnpackLimits = LIMITS): RowSource {
  return {
    format: 'xlsx',
    encoding: 'xlsx',
    delimiter: null,
    sha256: survey.sha256,
    approximateRows: null,
    head: (count) => headOfXlsx(file, limits, count),
    read: (onProgress) => readXlsx(file, limits, onProgress),
  };
}

async function* readXlsx(
  file: OrderFile,
  limits: UnpackLimits,
  onProgress: ((share: number) => void) | undefined,
): AsyncGenerator<RawRow[], void, undefined> {
  const book = await openBook(file, limits);
  yield* sheetRows(book, await readTexts(book, Infinity), onProgress);
}

/** Two passes over the beginning of the sheet: which texts it refers to, and, with those alone in memory, what it says. */
async function headOfXlsx(file: OrderFile, limits: UnpackLimits, count: number): Promise<RawRow[]> {
  const book = await openBook(file, limits);
  let last = -1;
  const noting: Texts = {
    get: (index) => {
      last = Math.max(last, index);
      return '';
    },
  };
  await firstRows(sheetRows(book, noting, undefined), count);
  return firstRows(sheetRows(book, await readTexts(book, last + 1), undefined), count);
}

interface Book {
  readonly sheet: ZipEntry;
  readonly texts: ZipEntry | undefined;
  readonly dateStyles: readonly boolean[];
  readonly date1904: boolean;
  readonly limits: UnpackLimits;
}

async function openBook(file: OrderFile, limits: UnpackLimits): Promise<Book> {
  const entries = await openPackage(file, limits);
  const workbook = await readWorkbook(entries, limits);
  const styles = entries.get(workbook.stylesPath);
  const dateStyles = styles ? readDateStyles(await wholeText(styles, limits.partBytes)) : [];
  const sheet = entries.get(workbook.sheetPath);
  if (!sheet) throw new UnreadableFile('no_sheet');
  return { sheet, texts: entries.get(workbook.sharedStringsPath), dateStyles, date1904: workbook.date1904, limits };
}

/** The first `count` shared texts of the workbook. */
async function readTexts({ texts, limits }: Book, count: number): Promise<SharedStrings> {
  const strings = new SharedStrings();
  if (!texts || count === 0) return strings;
  const reader = sharedStringsReader(strings);
  for await (const text of decoded(texts, limits.packageBytes)) {
    reader.write(text);
    if (strings.size >= count) return strings;
  }
  reader.end();
  return strings;
}

async function* sheetRows(
  { sheet, dateStyles, date1904, limits }: Book,
  strings: Texts,
  onProgress: ((share: number) => void) | undefined,
): AsyncGenerator<RawRow[], void, undefined> {
  const { reader, take } = sheetReader({ strings, dateStyles, date1904 });
  let read = 0;
  for await (const text of decoded(sheet, limits.packageBytes, (bytes) => (read = bytes))) {
    reader.write(text);
    const rows = take();
    onProgress?.(Math.min(1, read / Math.max(1, sheet.uncompressedSize)));
    if (rows.length > 0) yield rows;
  }
  reader.end();
  onProgress?.(1);
}

/** Refuses a package whose directory declares more than a real export unpacks to (a zip bomb). */
async function openPackage(book: OrderFile, { packageBytes }: UnpackLimits): Promise<ReadonlyMap<string, ZipEntry>> {
  const files = await zipEntries(book);
  const declared = files.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (declared > packageBytes) throw new UnreadableFile('too_large_unpacked');
  return new Map(files.map((file) => [file.path.replaceAll('\\', '/'), file]));
}

interface Workbook {
  readonly sheetPath: string;
  readonly sharedStringsPath: string;
  readonly stylesPath: string;
  readonly date1904: boolean;
}

/** The first sheet that is not hidden, and the parts it needs. */
async function readWorkbook(entries: ReadonlyMap<string, ZipEntry>, { partBytes }: UnpackLimits): Promise<Workbook> {
  const root = await relationships(entries, '_rels/.rels', '', partBytes);
  const workbookPath = [...root.values()].find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  const workbook = entries.get(workbookPath);
  if (!workbook) throw new UnreadableFile('damaged');
  const folder = posix.dirname(workbookPath);
  const parts = await relationships(
    entries,
    posix.join(folder, '_rels', `${posix.basename(workbookPath)}.rels`),
    folder,
    partBytes,
  );
  let sheetId: string | null = null;
  let date1904 = false;
  readWhole(await wholeText(workbook, partBytes), (name, attributes) => {
    if (name === 'workbookPr') date1904 = /^(?:1|true)$/u.test(attributes()['date1904'] ?? '');
    if (name !== 'sheet' || sheetId !== null) return;
    const stated = attributes();
    const id = Object.entries(stated).find(([key]) => key.includes(':') && localName(key) === 'id')?.[1];
    if ((stated['state'] ?? 'visible') === 'visible' && id !== undefined) sheetId = id;
  });
  const sheetPath = sheetId === null ? undefined : parts.get(sheetId)?.target;
  if (sheetPath === undefined) throw new UnreadableFile('no_sheet');
  const partOf = (wanted: string): string => [...parts.values()].find(({ type }) => type === wanted)?.target ?? '';
  return { sheetPath, sharedStringsPath: partOf('sharedStrings'), stylesPath: partOf('styles'), date1904 };
}

type Relationships = ReadonlyMap<string, { readonly type: string; readonly target: string }>;

async function relationships(
  entries: ReadonlyMap<string, ZipEntry>,
  path: string,
  folder: string,
  partBytes: number,
): Promise<Relationships> {
  const found = new Map<string, { type: string; target: string }>();
  const entry = entries.get(path);
  if (!entry) return found;
  readWhole(await wholeText(entry, partBytes), (name, attributes, decode) => {
    if (name !== 'Relationship') return;
    const { Id = '', Type = '', Target = '' } = attributes();
    const target = decode(Target);
    found.set(Id, {
      type: Type.slice(Type.lastIndexOf('/') + 1),
      target: target.startsWith('/') ? target.slice(1) : posix.join(folder, target),
    });
  });
  return found;
}

/** Goes through a small part at once. */
function readWhole(xml: string, openTag: XmlHooks['openTag']): void {
  const reader = readXml({ openTag });
  reader.write(xml);
  reader.end();
}

async function wholeText(entry: ZipEntry, mostBytes: number): Promise<string> {
  let whole = '';
  for await (const text of decoded(entry, mostBytes)) whole += text;
  return whole;
}

/** Unpacked text of an entry. What a directory declares need not be true, so the bytes are counted as they come. */
async function* decoded(
  entry: ZipEntry,
  mostBytes: number,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder('utf-8');
  let bytes = 0;
  try {
    for await (const chunk of entry.stream()) {
      bytes += chunk.length;
      if (bytes > mostBytes) throw new UnreadableFile('too_large_unpacked');
      onBytes?.(bytes);
      yield decoder.decode(chunk, { stream: true });
    }
  } catch (error) {
    throw error instanceof UnreadableFile ? error : new UnreadableFile('damaged');
  }
}
