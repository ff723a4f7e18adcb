/**
 * Uploaded files lie in the data folder while they are inspected and imported, encrypted, each under a key of its own, and are
 * removed when their run has ended or is given up. What is kept of them afterwards is in the encrypted database.
 */
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { encrypting, newFileKey, type OrderFile } from './order-file.ts';

function spoolFolder(dataDir: string): string {
  return join(dataDir, 'tmp', 'imports');
}

/** Where a file of this name goes. Makes the folder. */
export async function spoolPath(dataDir: string, name: string): Promise<string> {
  await mkdir(spoolFolder(dataDir), { recursive: true, mode: 0o700 });
  return join(spoolFolder(dataDir), name);
}

/** Writes an upload to a file of its own, encrypted; answers where and under which key. */
export async function spoolUpload(dataDir: string, uploadId: string, file: Blob): Promise<OrderFile> {
  const path = await spoolPath(dataDir, uploadId);
  const key = newFileKey();
  try {
    // The DOM's stream type and Node's name one thing.
    await pipeline(
      Readable.fromWeb(file.stream() as unknown as ReadableStream),
      encrypting(key),
      // On the disk before a run names it: after a power cut the run can go on.
      createWriteStream(path, { mode: 0o600, flush: true }),
    );
    return { path, key };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/** Whether a file is a copy of ours. A path elsewhere is somebody's own file. */
export function isSpooled(dataDir: string, path: string): boolean {
  return path.startsWith(spoolFolder(dataDir) + sep);
}

/** Removes a spooled file; somebody's own file stays. */
export async function removeSpooled(dataDir: string, path: string): Promise<void> {
  if (isSpooled(dataDir, path)) await rm(path, { force: true });
}

/** Removes what no run can go on with, after a crash. */
export async function sweepSpool(dataDir: string, keep: ReadonlySet<string>): Promise<void> {
  const names = await readdir(spoolFolder(dataDir)).catch(() => []);
  for (const name of names) {
    const path = join(spoolFolder(dataDir), name);
    if (!keep.has(path)) await rm(path, { force: true });
  }
}
