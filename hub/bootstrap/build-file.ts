/** One ready file of orders: everything that a desk of this window may hold, as it would have written it itself. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { hashFile } from '../../db/open/hash-file.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { HubStore, PullPage } from '../store/store.ts';
import type { BuildData, BuildMessage, OrderRow } from './build-worker.ts';

export interface ReadyFile {
  readonly fileId: string;
  readonly path: string;
  readonly key: Uint8Array;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly orders: number;
  /** What is not orders, and lies before the cursor. */
  readonly references: PullPage['references'];
  readonly cursor: string;
  readonly builtAt: UtcMs;
}

export interface Building {
  readonly store: Pick<HubStore, 'readReferences'>;
  /** A folder of its own, which is made. */
  readonly folder: string;
  readonly fileId: string;
  readonly days: number | null;
  readonly now: UtcMs;
  /** Nobody waits for it any more. */
  readonly signal: AbortSignal;
  /** Told how many orders are in it. */
  readonly built: (orders: number) => void;
}

const ROWS_AT_ONCE = 2_000;

/** Throws what the store or the thread throws; what was written by then is left in the folder. */
export async function buildFile({ store, folder, fileId, days, now, signal, built }: Building): Promise<ReadyFile> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const key = randomBytes(32);
  const data: BuildData = { folder, key, now };
  const worker = new Worker(new URL('./build-worker.ts', import.meta.url), { workerData: data });
  // A fault of the thread is the fault of whoever waits for it.
  const failed = once(worker, 'error').then(([error]) => Promise.reject(error as Error));
  failed.catch(() => undefined);
  const write = async (rows: BuildMessage): Promise<void> => {
    const written = once(worker, 'message');
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    worker.postMessage(rows);
    await Promise.race([written, failed]);
  };
  try {
    const numbers = new Set<string>();
    const references: PullPage['references'][number][] = [];
    let cursor: string | null = null;
    for (let more = true; more;) {
      signal.throwIfAborted();
      const page = await store.readReferences({ days, cursor, limit: ROWS_AT_ONCE, now });
      const orders = page.references.filter(({ kind, body }) => kind === 'order' && body !== null);
      references.push(...page.references.filter(({ kind }) => kind !== 'order'));
      for (const { key: orderNo } of orders) numbers.add(orderNo);
      if (orders.length > 0) await write(orders.map(({ body }) => body as unknown as OrderRow));
      built(numbers.size);
      ({ cursor, more } = page);
    }
    await write(null);
    const path = join(folder, 'orders.db');
    const { size: sizeBytes } = statSync(path);
    const sha256 = await hashFile(path);
    const orders = numbers.size;
    return { fileId, path, key, sizeBytes, sha256, orders, references, cursor: cursor ?? '', builtAt: now };
  } finally {
    await worker.terminate();
  }
}
