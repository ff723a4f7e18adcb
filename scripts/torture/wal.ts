/** Reads the outline of a write-ahead log: where each commit ends and which pages it holds. Their content is encrypted and not looked at. */
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import type { WalMark } from './journal.ts';

const HEADER_BYTES = 32;
export const FRAME_HEADER_BYTES = 24;
const PAGE_SIZE_AT = 8;
const SALTS_AT = 16;

export interface WalOutline {
  readonly salts: string;
  readonly frameBytes: number;
  readonly frames: readonly { readonly page: number; readonly end: number; readonly commits: boolean }[];
}

/** Null where there is no log, or one that holds nothing. */
export function outlineOf(path: string): WalOutline | null {
  if (!existsSync(path)) return null;
  const file = openSync(path, 'r');
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    if (readSync(file, header, 0, HEADER_BYTES, 0) < HEADER_BYTES) return null;
    const salts = header.subarray(SALTS_AT, SALTS_AT + 8);
    const frameBytes = FRAME_HEADER_BYTES + header.readUInt32BE(PAGE_SIZE_AT);
    const size = fstatSync(file).size;
    const frames = [];
    const frame = Buffer.alloc(FRAME_HEADER_BYTES);
    for (let at = HEADER_BYTES; at + frameBytes <= size; at += frameBytes) {
      readSync(file, frame, 0, FRAME_HEADER_BYTES, at);
      // What is left of the log before this one.
      if (!frame.subarray(8, 16).equals(salts)) break;
      frames.push({ page: frame.readUInt32BE(0), end: at + frameBytes, commits: frame.readUInt32BE(4) > 0 });
    }
    return { salts: salts.toString('hex'), frameBytes, frames };
  } finally {
    closeSync(file);
  }
}

export function markOf(path: string): WalMark | null {
  const outline = outlineOf(path);
  if (outline === null) return null;
  return { salts: outline.salts, end: outline.frames.findLast(({ commits }) => commits)?.end ?? 0 };
}
