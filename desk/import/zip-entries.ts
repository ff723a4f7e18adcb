import type { Readable } from 'node:stream';
import { fromRandomAccessReaderPromise, RandomAccessReader } from 'yauzl';
import type { ZipFile } from 'yauzl';
import { openBytes, sizeOf } from './order-file.ts';
import type { OrderFile } from './order-file.ts';
import { UnreadableFile } from './row-source.ts';

/** A workbook has a dozen parts, and a few more for each of its sheets. */
const MOST_ENTRIES = 10_000;

export interface ZipEntry {
  /** As the directory names it; it is never a path of this machine. */
  readonly path: string;
  /** What the directory says, which need not be so. */
  readonly uncompressedSize: number;
  /** Its content, unpacked as it is asked for. */
  stream(): AsyncGenerator<Buffer, void, undefined>;
}

/** Any range of a file of orders, as it was before it was encrypted. */
class OrderFileReader extends RandomAccessReader {
  readonly #file: OrderFile;

  constructor(file: OrderFile) {
    super();
    this.#file = file;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return openBytes(this.#file, { start, end: end - 1 }).bytes;
  }
}

async function openZip(file: OrderFile): Promise<ZipFile> {
  const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true };
  return fromRandomAccessReaderPromise(new OrderFileReader(file), await sizeOf(file), options);
}

/**
 * The entries of a zip file by its directory. Throws `UnreadableFile`: `damaged`, and `too_large_unpacked` for a directory
 * that no workbook has.
 */
export async function zipEntries(file: OrderFile): Promise<ZipEntry[]> {
  try {
    const zip = await openZip(file);
    if (zip.entryCount > MOST_ENTRIES) throw new UnreadableFile('too_large_unpacked');
    const entries: ZipEntry[] = [];
    for await (const entry of zip.eachEntry()) {
      entries.push({
        path: entry.fileName,
        uncompressedSize: entry.uncompressedSize,
        stream: async function* () {
          try {
            yield* (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>;
          } catch (error) {
            throw asUnreadable(error);
          }
        },
      });
    }
    return entries;
  } catch (error) {
    throw asUnreadable(error);
  }
}

/** The library tells its faults apart by their words alone. */
function asUnreadable(error: unknown): UnreadableFile {
  if (error instanceof UnreadableFile) return error;
  const isMoreThanSaid = error instanceof Error && error.message.startsWith('too many bytes in the stream');
  return new UnreadableFile(isMoreThanSaid ? 'too_large_unpacked' : 'damaged');
}
