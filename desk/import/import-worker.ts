/** The thread an import runs in, so that the desk stays free for people: a connection of its own, progress out, cancel in. */
import { parentPort, workerData } from 'node:worker_threads';
import { v7 as uuidv7 } from 'uuid';
import { openDeskDb } from '../../db/open/open-desk-db.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { runImport } from './run-import.ts';
import type { FromImportWorker, ImportWorkerData, ToImportWorker } from './worker-messages.ts';

/** Pages of a bulk load are written once and seldom read again. */
const CACHE_MIB = { desk: 2, orders: 16 };
const CHECKPOINT_PAGES = 8_000;

const port = parentPort;
if (!port) throw new Error('the import worker runs as a worker thread only');
const data = workerData as ImportWorkerData;
const cancellation = new AbortController();
port.on('message', (message: ToImportWorker) => {
  if (message === 'cancel') cancellation.abort();
});

const tell = (message: FromImportWorker): void => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
  port.postMessage(message);
};
void workAndEnd(port);

// Not awaited up here: in Electron this file is CommonJS, which has no top-level await.
async function workAndEnd(parent: NonNullable<typeof parentPort>): Promise<void> {
  tell({ type: 'ended', refusal: await work() });
  parent.close();
}

async function work(): Promise<Refusal | null> {
  const opened = openDeskDb({
    ...data,
    now: Date.now(),
    cacheMib: CACHE_MIB,
    checkpointPages: CHECKPOINT_PAGES,
  });
  if (!opened.ok) return opened.refusal;
  const { db } = opened.value;
  try {
    const outcome = await runImport({
      db,
      runId: data.runId,
      now: Date.now,
      newId: uuidv7,
      signal: cancellation.signal,
      onProgress: (progress) => tell({ type: 'progress', progress }),
    });
    return outcome.ok ? null : outcome.refusal;
  } finally {
    db.close();
  }
}
