/** What the tortured desk process tells the harness, one JSON line each, the moment the desk has answered and not before. */
import type { Refusal } from '../../domain/kernel/refusal.ts';

/** How far a write-ahead log was committed when something was answered. */
export interface WalMark {
  /** The log's salts: another log has others. */
  readonly salts: string;
  /** Bytes up to the end of the last commit. */
  readonly end: number;
}

export interface Acknowledged {
  readonly type: 'done';
  readonly act: string;
  /** The events that the act left, by their ids and those of their commands. */
  readonly events: readonly { readonly eventId: string; readonly commandId: string }[];
  readonly draft?: { readonly key: string; readonly count: number };
  readonly evidence?: string;
  readonly run?: { readonly runId: string; readonly rowsRead: number; readonly rows: number; readonly bad: number };
  readonly wal?: { readonly desk: WalMark | null; readonly orders: WalMark | null };
}

export type JournalLine =
  | { readonly type: 'opening' | 'ready' }
  /** What is about to be asked for: it may be there afterwards or not. */
  | { readonly type: 'try'; readonly act: string; readonly evidence?: string; readonly draft?: Acknowledged['draft'] }
  | Acknowledged
  | { readonly type: 'refused'; readonly act: string; readonly refusal: Refusal }
  /** Neither an answer nor a refusal: what must never be. */
  | { readonly type: 'fault'; readonly act: string; readonly what: string };
