/**
 * Uploaded files lie in the data folder while they are inspected and imported, readable by their owner alone, and are
 * removed when their run has ended. They hold personal data in the clear for that time; what is kept of them afterwards is in the
 * encrypted database.
 */
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';

function spoolFolder(dataDir: string): string {
  return join(dataDir, 'tmp', 'imports');
}

/** Where a file of this name goes. Makes the folder. */
export async function spoolPath(dataDir: string, name: string): Promise<string> {
  await mkdir(spoolFolder(dataDir), { recursive: true, mode: 0o700 });
  return join(spoolFolder(dataDir), name);
}

/** Writes an upload to a file of its own; answers its path. */
export async function spoolUpload(dataDir: string, uploadId: string, file: Blob): Promise<string> {
  const path = await spoolPath(dataDir, uploadId);
  try {
    // The DOM's stream type and Node's name one thing.
    await pipeline(
      Readable.fromWeb(file.stream() as unknown as ReadableStream),
      // On the disk before a run names it: after a power cut the run can go on.
      createWriteStream(path, { mode: 0o600, flush: true }),
    );
    return path;
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/** Removes a spooled file. A path elsewhere is somebody's own file and stays. */
export async function removeSpooled(dataDir: string, path: string): Promise<void> {
  if (path.startsWith(spoolFolder(dataDir))) await rm(path, { force: true });
}

/** Removes what no run can go on with, after a crash. */
export async function sweepSpool(dataDir: string, keep: ReadonlySet<string>): Promise<void> {
  const names = await readdir(spoolFolder(dataDir)).catch(() => []);
  for (const name of names) {
    const path = join(spoolFolder(dataDir), name);
    if (!keep.has(path)) await rm(path, { force: true });
  }
}
