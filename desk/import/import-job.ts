import { Worker } from 'node:worker_threads';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { ImportProgress } from './run-import.ts';
import { importWorkerFile } from './worker-file.ts';
import type { FromImportWorker, ImportWorkerData, ToImportWorker } from './worker-messages.ts';

/**
 * What the thread may use before it is ended instead of the desk. A small nursery keeps the whole process, desk included, under
 * 300 MB at a hundred thousand rows; the rest leaves room for the order numbers of a million.
 */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 4 };

export interface ImportJobOptions extends ImportWorkerData {
  /** Where the bundled workers lie; without it the worker runs from its source. */
  readonly workersDir?: string | undefined;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
}

export type ImportEnding =
  | { readonly ended: 'done' }
  | { readonly ended: 'refused'; readonly refusal: Refusal }
  /** The thread died without a word: a bug, or out of memory. The run can be resumed. */
  | { readonly ended: 'crashed'; readonly cause: unknown };

export interface ImportJob {
  readonly runId: string;
  readonly ending: Promise<ImportEnding>;
  /** Asks the import to stop after the batch under way; `ending` follows. */
  cancel(): void;
  /** Ends the thread where it stands, as a crash would. */
  kill(): Promise<void>;
}

/** Carries out an entered run in a thread of its own. */
export function startImportJob({ workersDir, onProgress, ...data }: ImportJobOptions): ImportJob {
  const worker = new Worker(importWorkerFile(workersDir), {
    workerData: data satisfies ImportWorkerData,
    resourceLimits: RESOURCE_LIMITS,
  });
  const ending = new Promise<ImportEnding>((resolve) => {
    worker.on('message', (message: FromImportWorker) => {
      if (message.type === 'progress') onProgress?.(message.progress);
      else resolve(message.refusal === null ? { ended: 'done' } : { ended: 'refused', refusal: message.refusal });
    });
    worker.on('error', (cause) => resolve({ ended: 'crashed', cause }));
    worker.on('exit', (code) =>
      resolve({ ended: 'crashed', cause: new Error(`the import thread ended with ${code}`) }),
    );
  });
  return {
    runId: data.runId,
    ending,
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    cancel: () => worker.postMessage('cancel' satisfies ToImportWorker),
    kill: async () => {
      await worker.terminate();
    },
  };
}
