import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { ImportProgress } from './run-import.ts';

/** What a worker is started with. The keys go by structured clone, never by argument or environment. */
export interface ImportWorkerData {
  readonly dataDir: string;
  readonly keys: { readonly desk: Uint8Array; readonly orders: Uint8Array };
  readonly sqliteBinding: string | undefined;
  readonly runId: string;
}

export type ToImportWorker = 'cancel';

export type FromImportWorker =
  | { readonly type: 'progress'; readonly progress: ImportProgress }
  | { readonly type: 'ended'; readonly refusal: Refusal | null };
