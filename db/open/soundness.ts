/** What tells a damaged file from one that belongs to another key, before SQLite is asked. */
import { createHmac } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';

/** Beside the file: a value that only its key gives, and that gives nothing of the key away. */
const CHECK_SUFFIX = '-check';

function checkValue(key: Uint8Array): string {
  return createHmac('sha256', key).update('chedan-desk key check').digest('hex');
}

/** Whether this is the key a file was last opened with; null where no file of that path was ever opened. */
export function isKeyOf(path: string, key: Uint8Array): boolean | null {
  if (!existsSync(`${path}${CHECK_SUFFIX}`)) return null;
  return readFileSync(`${path}${CHECK_SUFFIX}`, 'utf8').trim() === checkValue(key);
}

/** Remembers the key that opened a file. An aid alone: where the disk does not take it, the file is open all the same. */
export function rememberKeyOf(path: string, key: Uint8Array): void {
  if (isKeyOf(path, key) === true) return;
  const draft = `${path}${CHECK_SUFFIX}.part`;
  try {
    const file = openSync(draft, 'w', 0o600);
    try {
      writeSync(file, `${checkValue(key)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, `${path}${CHECK_SUFFIX}`);
  } catch {
    // Written at the next opening.
  }
}

const HEAD_BYTES = 24;

/**
 * Whether what must be there is there, and the part of a file's head that no seal covers is as SQLite writes it. A file that
 * was never opened may be missing or empty.
 */
export function looksWhole(path: string, key: Uint8Array): boolean {
  const size = existsSync(path) ? statSync(path).size : 0;
  if (size === 0) return isKeyOf(path, key) === null;
  const head = Buffer.alloc(HEAD_BYTES);
  const file = openSync(path, 'r');
  try {
    if (readSync(file, head, 0, HEAD_BYTES, 0) < HEAD_BYTES) return false;
  } finally {
    closeSync(file);
  }
  const pageSize = head.readUInt16BE(16);
  const isPowerOfTwo = pageSize >= 512 && (pageSize & (pageSize - 1)) === 0;
  const [writeVersion = 0, readVersion = 0, ...fixed] = head.subarray(18);
  return (
    isPowerOfTwo &&
    writeVersion === readVersion &&
    (writeVersion === 1 || writeVersion === 2) &&
    fixed.join() === [SEAL_BYTES, 64, 32, 32].join()
  );
}

/** The seal at the end of every page: a nonce of 16 bytes and an HMAC of 64. */
const SEAL_BYTES = 80;
