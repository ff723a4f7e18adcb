import type { RecordedDomainEvent } from '../events.ts';
import { parseStreamId } from '../kernel/stream.ts';
import { CALLBACK_MAX_ATTEMPTS } from './slots.ts';
import type { CallbackState } from './state.ts';

/** Folds one event of a callback's stream; null before it was scheduled. @rule 5.5 */
export function evolveCallback(state: CallbackState | null, event: RecordedDomainEvent): CallbackState | null {
  if (event.type === 'CallbackScheduled') {
    return {
      callbackId: parseStreamId(event.stream).id,
      request: event.data,
      slotStart: event.data.slotStart,
      status: 'scheduled',
      attempts: [],
      triedIn: [],
    };
  }
  if (state === null) return null;
  switch (event.type) {
    case 'CallbackAttempted': {
      const attempts = [...state.attempts, event.capturedAt];
      const { contactId } = event.data;
      const triedIn = contactId === null ? state.triedIn : [...state.triedIn, contactId];
      return {
        ...state,
        attempts,
        triedIn,
        status: attempts.length >= CALLBACK_MAX_ATTEMPTS ? 'exhausted' : state.status,
      };
    }
    case 'CallbackRescheduled':
      return { ...state, slotStart: event.data.slotStart, status: 'rescheduled' };
    case 'CallbackCompleted':
      return { ...state, status: 'completed' };
    case 'CallbackCancelled':
      return { ...state, status: 'cancelled' };
    default:
      return state;
  }
}
