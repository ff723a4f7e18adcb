/** One pass over a file that settles what it is: its hash, whether it is a spreadsheet, and how its text is encoded. */
import { createHash } from 'node:crypto';
import { openBytes, type OrderFile } from './order-file.ts';

export type TextEncoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'gb18030';

export interface FileSurvey {
  readonly sha256: string;
  readonly bytes: number;
  /** `ole` is an old .xls or a spreadsheet behind a password. */
  readonly container: 'text' | 'zip' | 'ole' | 'binary';
  readonly encoding: TextEncoding;
  readonly lines: number;
}

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const NEWLINE = 10;

/**
 * Reads the whole file once. Text that is not UTF-8 from beginning to end is taken for GB18030, the encoding of Chinese
 * Windows; the beginning alone would not do, because many exports open with a thousand lines of ASCII.
 */
export async function surveyFile(file: OrderFile): Promise<FileSurvey> {
  const hash = createHash('sha256');
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let head = Buffer.alloc(0);
  let bytes = 0;
  let lines = 0;
  let isUtf8 = true;
  for await (const chunk of openBytes(file).bytes as AsyncIterable<Buffer>) {
    if (head.length < 512) head = Buffer.concat([head, chunk.subarray(0, 512)]);
    hash.update(chunk);
    bytes += chunk.length;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) lines += 1;
    isUtf8 = isUtf8 && decodes(utf8, chunk);
  }
  isUtf8 = isUtf8 && decodes(utf8);
  return { sha256: hash.digest('hex'), bytes, container: containerOf(head), encoding: encodingOf(head, isUtf8), lines };
}

/** Without a chunk: whether the text ended at the end of a character. */
function decodes(decoder: TextDecoder, chunk?: Buffer): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}

function encodingOf(head: Buffer, isUtf8: boolean): TextEncoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (!isUtf8) return 'gb18030';
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 'utf-8-bom' : 'utf-8';
}

function containerOf(head: Buffer): FileSurvey['container'] {
  if (head.subarray(0, 4).equals(ZIP)) return 'zip';
  if (head.subarray(0, 8).equals(OLE)) return 'ole';
  const isUtf16 = head[0] === 0xff && head[1] === 0xfe;
  return !isUtf16 && head.includes(0) ? 'binary' : 'text';
}
