import { grown, readXml } from './read-xml.ts';
import type { XmlReader } from './read-xml.ts';
import { UnreadableFile } from './row-source.ts';

/** Text of this many characters fits in one packed block. */
const BLOCK_BYTES = 1024 * 1024;
/** A sheet refers to its texts by number, so all of them stay in memory while it is read. */
const MOST_BYTES = 192 * 1024 * 1024;
/** Forty columns of half a million rows, all different. */
const MOST_TEXTS = 20_000_000;

/**
 * The texts of a workbook, packed as UTF-8: a hundred thousand orders have two million of them, which as strings would be a
 * garbage collector's burden.
 */
export class SharedStrings {
  private readonly blocks: Buffer[] = [];
  private offsets = new Uint32Array(4096);
  private count = 0;
  private used = 0;

  get size(): number {
    return this.count;
  }

  add(text: string): void {
    const length = Buffer.byteLength(text);
    if (this.used + length > MOST_BYTES || this.count >= MOST_TEXTS) throw new UnreadableFile('too_large_unpacked');
    this.makeRoom(length);
    let written = 0;
    const bytes = Buffer.from(text);
    while (written < length) {
      const block = this.blocks[Math.floor((this.used + written) / BLOCK_BYTES)];
      if (!block) break;
      written += bytes.copy(block, (this.used + written) % BLOCK_BYTES, written);
    }
    this.used += length;
    this.count += 1;
    this.offsets[this.count] = this.used;
  }

  /** Empty where there is no such text. */
  get(index: number): string {
    if (!Number.isInteger(index) || index < 0 || index >= this.count) return '';
    const start = this.offsets[index] ?? 0;
    const end = this.offsets[index + 1] ?? start;
    const first = Math.floor(start / BLOCK_BYTES);
    const last = Math.floor(Math.max(start, end - 1) / BLOCK_BYTES);
    if (first === last)
      return this.blocks[first]?.toString('utf8', start % BLOCK_BYTES, (start % BLOCK_BYTES) + end - start) ?? '';
    return Buffer.concat(this.blocks.slice(first, last + 1))
      .subarray(start - first * BLOCK_BYTES, end - first * BLOCK_BYTES)
      .toString('utf8');
  }

  private makeRoom(length: number): void {
    while (this.blocks.length * BLOCK_BYTES < this.used + length) this.blocks.push(Buffer.allocUnsafeSlow(BLOCK_BYTES));
    if (this.count + 2 > this.offsets.length) {
      const larger = new Uint32Array(this.offsets.length * 2);
      larger.set(this.offsets);
      this.offsets = larger;
    }
  }
}

/** What a sheet looks its texts up in. */
export interface Texts {
  get(index: number): string;
}

/** A reader that fills `strings` from `sharedStrings.xml`. Phonetic hints beside a text are left out. */
export function sharedStringsReader(strings: SharedStrings): XmlReader {
  let text = '';
  let inText = false;
  let inPhonetic = false;
  return readXml({
    openTag: (name, _, __, selfClosing) => {
      if (name === 'si') text = '';
      if (name === 'rPh') inPhonetic = !selfClosing;
      if (name === 't') inText = !selfClosing && !inPhonetic;
    },
    text: (part) => {
      if (inText) text = grown(text, part);
    },
    closeTag: (name) => {
      if (name === 't') inText = false;
      if (name === 'rPh') inPhonetic = false;
      if (name === 'si') strings.add(unescapeControl(text));
    },
  });
}

/** `_x000D_` is how spreadsheets write a control character. */
export function unescapeControl(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x(?<code>[0-9A-Fa-f]{4})_/gu, (_, code: string) =>
    String.fromCodePoint(Number.parseInt(code, 16)),
  );
}
