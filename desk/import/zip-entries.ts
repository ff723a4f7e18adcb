import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { UnreadableFile } from './row-source.ts';

/** A workbook has a dozen parts, and a few more for each of its sheets. */
const MOST_ENTRIES = 10_000;
const MOST_DIRECTORY_BYTES = 8 * 1024 * 1024;

const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const LOCATOR_BYTES = 20;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const SIGNATURE = {
  local: 0x0403_4b50,
  entry: 0x0201_4b50,
  end: 0x0605_4b50,
  locator: 0x0706_4b50,
  end64: 0x0606_4b50,
};
/** What stands where a number did not fit: zip64 has it. */
const IN_ZIP64 = 0xffff_ffff;
const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;

export interface ZipEntry {
  /** As the directory names it; it is never a path of this machine. */
  readonly path: string;
  /** What the directory says, which need not be so. */
  readonly uncompressedSize: number;
  /** Its content, unpacked as it is asked for. */
  stream(): AsyncGenerator<Buffer, void, undefined>;
}

/**
 * The entries of a zip file by its directory. Throws `UnreadableFile`: `damaged`, and `too_large_unpacked` for a directory
 * that no workbook has, before it is read.
 */
export async function zipEntries(path: string): Promise<ZipEntry[]> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { count, offset, length } = await directoryOf(file, size);
    if (count > MOST_ENTRIES || length > MOST_DIRECTORY_BYTES) throw new UnreadableFile('too_large_unpacked');
    const directory = await bytesAt(file, offset, length);
    const entries: ZipEntry[] = [];
    for (let at = 0; entries.length < count;) {
      const end = at + ENTRY_BYTES;
      if (directory.length < end || directory.readUInt32LE(at) !== SIGNATURE.entry) throw new UnreadableFile('damaged');
      const nameEnd = end + directory.readUInt16LE(at + 28);
      const extraEnd = nameEnd + directory.readUInt16LE(at + 30);
      entries.push(
        entryAt(
          path,
          directory.subarray(at, end),
          directory.toString('utf8', end, nameEnd),
          directory.subarray(nameEnd, extraEnd),
        ),
      );
      at = extraEnd + directory.readUInt16LE(at + 32);
    }
    return entries;
  } finally {
    await file.close();
  }
}

interface Directory {
  readonly count: number;
  readonly offset: number;
  readonly length: number;
}

async function directoryOf(file: FileHandle, size: number): Promise<Directory> {
  const tailAt = Math.max(0, size - END_BYTES - LONGEST_COMMENT - LOCATOR_BYTES);
  const tail = await bytesAt(file, tailAt, size - tailAt);
  const end = lastEnd(tail);
  const said = {
    count: tail.readUInt16LE(end + 10),
    length: tail.readUInt32LE(end + 12),
    offset: tail.readUInt32LE(end + 16),
  };
  const locator = end - LOCATOR_BYTES;
  if (locator < 0 || tail.readUInt32LE(locator) !== SIGNATURE.locator) return said;
  const record = await bytesAt(file, integer(tail, locator + 8), 56);
  if (record.length < 56 || record.readUInt32LE(0) !== SIGNATURE.end64) throw new UnreadableFile('damaged');
  return { count: integer(record, 32), length: integer(record, 40), offset: integer(record, 48) };
}

function lastEnd(tail: Buffer): number {
  for (let at = tail.length - END_BYTES; at >= 0; at -= 1) if (tail.readUInt32LE(at) === SIGNATURE.end) return at;
  throw new UnreadableFile('damaged');
}

function entryAt(path: string, fixed: Buffer, name: string, extra: Buffer): ZipEntry {
  const large = largeNumbers(extra);
  // Only those that did not fit are in zip64, in this order.
  const numberAt = (at: number): number => {
    const said = fixed.readUInt32LE(at);
    return said === IN_ZIP64 ? (large.shift() ?? said) : said;
  };
  const uncompressedSize = numberAt(24);
  const packedSize = numberAt(20);
  const offset = numberAt(42);
  const method = fixed.readUInt16LE(10);
  const readable = (fixed.readUInt16LE(8) & ENCRYPTED) === 0 && (method === STORED || method === DEFLATED);
  const crc = fixed.readUInt32LE(16);
  return {
    path: name,
    uncompressedSize,
    stream: async function* () {
      if (!readable) throw new UnreadableFile('damaged');
      let sum = 0;
      for await (const chunk of unpacked(path, await contentAt(path, offset), packedSize, method)) {
        sum = crc32(chunk, sum);
        yield chunk;
      }
      if (sum !== crc) throw new UnreadableFile('damaged');
    },
  };
}

/** The 64-bit numbers of an entry's zip64 field, if it has one. */
function largeNumbers(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length;) {
    const length = extra.readUInt16LE(at + 2);
    const field = extra.subarray(at + 4, at + 4 + length);
    if (extra.readUInt16LE(at) === 1)
      return Array.from({ length: Math.floor(field.length / 8) }, (_, index) => integer(field, index * 8));
    at += 4 + length;
  }
  return [];
}

/** Where an entry's bytes begin: behind a header of its own, whose names may be longer than those of the directory. */
async function contentAt(path: string, offset: number): Promise<number> {
  const file = await open(path);
  try {
    const header = await bytesAt(file, offset, LOCAL_BYTES);
    if (header.length < LOCAL_BYTES || header.readUInt32LE(0) !== SIGNATURE.local) throw new UnreadableFile('damaged');
    return offset + LOCAL_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
  } finally {
    await file.close();
  }
}

async function* unpacked(
  path: string,
  start: number,
  length: number,
  method: number,
): AsyncGenerator<Buffer, void, undefined> {
  if (length === 0) return;
  const packed = createReadStream(path, { start, end: start + length - 1 });
  if (method === STORED) {
    yield* packed as AsyncIterable<Buffer>;
    return;
  }
  const inflater = createInflateRaw();
  // A fault of either arrives at the inflater, from which the loop throws it; whoever stops early stops both.
  pipeline(packed, inflater, () => {});
  yield* inflater as AsyncIterable<Buffer>;
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

function integer(bytes: Buffer, at: number): number {
  const value = Number(bytes.readBigUInt64LE(at));
  if (!Number.isSafeInteger(value)) throw new UnreadableFile('damaged');
  return value;
}
