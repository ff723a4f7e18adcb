import type { UtcMs } from '../kernel/units.ts';
import type { CallbackEventMap } from './events.ts';

export type CallbackStatus = 'scheduled' | 'rescheduled' | 'completed' | 'cancelled' | 'exhausted';

export interface CallbackState {
  readonly callbackId: string;
  readonly request: CallbackEventMap['CallbackScheduled'];
  readonly slotStart: UtcMs;
  readonly status: CallbackStatus;
  readonly attempts: readonly UtcMs[];
  /** The calls in which nobody was reached. */
  readonly triedIn: readonly string[];
}
