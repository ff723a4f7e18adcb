/**
 * What SQLite passes over in silence: it takes the first frame of a write-ahead log that does not fit for the log's end, as after a
 * power cut, and whatever was committed behind it is gone. A power cut can only tear the last transaction, because every commit waits
 * for the disk before the next one begins. A frame that does not fit, with the end of its transaction behind it and a frame of the
 * next one that follows on from there, is damage. Format: https://www.sqlite.org/fileformat2.html#walformat
 */
import { existsSync, readFileSync } from 'node:fs';

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const LITTLE_ENDIAN_MAGIC = 0x377f0682;
const BIG_ENDIAN_MAGIC = 0x377f0683;
const USUAL_PAGE_BYTES = 4096;
/** Each time the log was begun anew while it was read. */
const MAX_READS = 5;

/**
 * Whether commits in the log beside the file at `path` cannot be reached any more. Content is encrypted and is not looked at: the sums
 * are of what is on the disk. Damage in the last transaction cannot be told from a power cut and is not reported.
 */
export function isLogDamaged(path: string): boolean {
  const log = `${path}-wal`;
  if (!existsSync(log)) return false;
  for (let read = 1; read <= MAX_READS; read += 1) {
    const bytes = readFileSync(log);
    if (!losesCommits(bytes)) return false;
    // Another connection may have begun the log anew between the reading of its head and of its frames.
    const again = readFileSync(log).subarray(0, HEADER_BYTES);
    if (again.equals(bytes.subarray(0, HEADER_BYTES))) return true;
  }
  return false;
}

type Sums = readonly [number, number];

interface Frame {
  readonly salts: string;
  readonly ends: boolean;
  /** Whether it follows on from the frame before it, or the head. */
  readonly fits: boolean;
}

function losesCommits(log: Buffer): boolean {
  if (log.length < HEADER_BYTES) return false;
  const headFits = isHeadWhole(log);
  const frames = framesOf(log);
  const salts = headFits ? log.toString('hex', 16, 24) : frames[0]?.salts;
  const belongs = (frame: Frame | undefined): frame is Frame => frame !== undefined && frame.salts === salts;
  const broken = headFits ? frames.findIndex((frame) => !belongs(frame) || !frame.fits) : 0;
  if (broken === -1) return false;
  return frames.some((frame, at) => {
    const next = frames[at + 1];
    return at >= broken && belongs(frame) && frame.ends && belongs(next) && next.fits;
  });
}

function isHeadWhole(log: Buffer): boolean {
  const magic = log.readUInt32BE(0);
  if (magic !== LITTLE_ENDIAN_MAGIC && magic !== BIG_ENDIAN_MAGIC) return false;
  return isSumAt(log, 24, sumsOf(log, 0, 24, [0, 0]));
}

function framesOf(log: Buffer): Frame[] {
  const told = log.readUInt32BE(8);
  const pageBytes = told >= 512 && told <= 65_536 && (told & (told - 1)) === 0 ? told : USUAL_PAGE_BYTES;
  const frameBytes = FRAME_HEADER_BYTES + pageBytes;
  const frames: Frame[] = [];
  let before: Sums = [log.readUInt32BE(24), log.readUInt32BE(28)];
  for (let at = HEADER_BYTES; at + frameBytes <= log.length; at += frameBytes) {
    const ofHead = sumsOf(log, at, at + 8, before);
    const sums = sumsOf(log, at + FRAME_HEADER_BYTES, at + frameBytes, ofHead);
    frames.push({
      salts: log.toString('hex', at + 8, at + 16),
      ends: log.readUInt32BE(at + 4) > 0,
      fits: isSumAt(log, at + 16, sums),
    });
    before = [log.readUInt32BE(at + 16), log.readUInt32BE(at + 20)];
  }
  return frames;
}

function isSumAt(log: Buffer, at: number, [first, second]: Sums): boolean {
  return log.readUInt32BE(at) === first && log.readUInt32BE(at + 4) === second;
}

/** The running sums over words of four bytes, in the byte order that the log's first word names. */
function sumsOf(log: Buffer, from: number, to: number, [first, second]: Sums): Sums {
  const words = new DataView(log.buffer, log.byteOffset, log.length);
  const isLittleEndian = log.readUInt32BE(0) !== BIG_ENDIAN_MAGIC;
  let one = first;
  let other = second;
  for (let at = from; at < to; at += 8) {
    one = (one + words.getUint32(at, isLittleEndian) + other) >>> 0;
    other = (other + words.getUint32(at + 4, isLittleEndian) + one) >>> 0;
  }
  return [one, other];
}
