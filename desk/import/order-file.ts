/**
 * A file of orders as it lies on the disk: somebody's own, in the clear, or a copy in the spool under a key of its own. That
 * key stands in the encrypted database only and is used for one file written once, so the counter begins at zero. Nothing
 * is authenticated here: a run compares the hash of the whole file before it reads a row.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import type { Readable, Transform } from 'node:stream';

export interface OrderFile {
  readonly path: string;
  /** 32 bytes in hex; none for a file in the clear. */
  readonly key?: string | undefined;
}

const ALGORITHM = 'aes-256-ctr';
const KEY_BYTES = 32;
const BLOCK_BYTES = 16;

export function newFileKey(): string {
  return randomBytes(KEY_BYTES).toString('hex');
}

export function encrypting(key: string): Transform {
  return createCipheriv(ALGORITHM, Buffer.from(key, 'hex'), Buffer.alloc(BLOCK_BYTES));
}

export interface OpenBytes {
  readonly bytes: Readable;
  /** How many of them have come from the disk. */
  readonly read: () => number;
}

/** The bytes from `start` to `end`, both included, as they were before they were encrypted. */
export function openBytes(
  { path, key }: OrderFile,
  { start = 0, end }: { start?: number; end?: number } = {},
): OpenBytes {
  const file = createReadStream(path, { start, ...(end === undefined ? {} : { end }) });
  const read = (): number => file.bytesRead;
  if (key === undefined) return { bytes: file, read };
  const counter = Buffer.alloc(BLOCK_BYTES);
  counter.writeBigUInt64BE(BigInt(Math.floor(start / BLOCK_BYTES)), BLOCK_BYTES - 8);
  const decipher = createDecipheriv(ALGORITHM, Buffer.from(key, 'hex'), counter);
  // Into the middle of a block: what stands before is passed over.
  decipher.update(Buffer.alloc(start % BLOCK_BYTES));
  // A fault of the file arrives at whoever reads the bytes.
  return { bytes: pipeline(file, decipher, () => {}), read };
}

export async function sizeOf({ path }: OrderFile): Promise<number> {
  return (await stat(path)).size;
}
