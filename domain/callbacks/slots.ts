/** When a callback may be promised (states 5.5) and whether the promise is being kept (rules 8, D13). */
import { localDateOf, startOfDay } from '../policy/calendar.ts';
import { ok, refuse, type Result } from '../kernel/result.ts';
import { MINUTE_MS, type UtcMs } from '../kernel/units.ts';
import type { CallbackTopic } from './events.ts';
import type { CallbackState } from './state.ts';

export const CALLBACK_SLOT_MS = 15 * MINUTE_MS;
/** Sample capacity: promises that may start in the same quarter of an hour. */
export const CALLBACKS_PER_SLOT = 4;
export const CALLBACK_MAX_ATTEMPTS = 3;
/** Minutes of the day in Shanghai between which a customer may be called. */
export const CALLBACK_HOURS = { openMinute: 8 * 60, closeMinute: 20 * 60 } as const;

/** How long a call about a topic takes, in minutes. */
export const CALLBACK_MINUTES = {
  verification: 10,
  other: 10,
  refund: 20,
  device_return: 20,
  cancellation: 40,
} as const satisfies Record<CallbackTopic, 10 | 20 | 40>;

/** Bands of the day, so that three attempts do not all meet the same closed shop. */
const BANDS = [
  { name: 'morning', untilMinute: 12 * 60 },
  { name: 'afternoon', untilMinute: 18 * 60 },
  { name: 'evening', untilMinute: 24 * 60 },
] as const;

function minuteOfDay(at: UtcMs): number {
  return (at - startOfDay(localDateOf(at))) / MINUTE_MS;
}

/** The band of the day in Shanghai that an instant (UTC ms) falls in. */
export function timeBandOf(at: UtcMs): (typeof BANDS)[number]['name'] {
  const minute = minuteOfDay(at);
  return BANDS.find((band) => minute < band.untilMinute)?.name ?? 'evening';
}

/**
 * Whether `slotStart` (UTC ms, on a quarter of an hour) can be promised for `minutes`. Refuses `callback_slot_not_offered`
 * (`past`, `not_on_the_quarter`, `outside_hours`) and `callback_slot_full`. @rule 5.5
 */
export function checkSlot(slotStart: UtcMs, minutes: number, promised: number, now: UtcMs): Result<true> {
  const { openMinute, closeMinute } = CALLBACK_HOURS;
  const start = minuteOfDay(slotStart);
  const data = { slotStart, openMinute, closeMinute };
  if (slotStart % CALLBACK_SLOT_MS !== 0)
    return refuse('callback_slot_not_offered', { ...data, why: 'not_on_the_quarter' });
  if (slotStart <= now) return refuse('callback_slot_not_offered', { ...data, why: 'past' });
  if (start < openMinute || start + minutes > closeMinute) {
    return refuse('callback_slot_not_offered', { ...data, why: 'outside_hours' });
  }
  if (promised >= CALLBACKS_PER_SLOT) return refuse('callback_slot_full', { slotStart, capacity: CALLBACKS_PER_SLOT });
  return ok(true);
}

/** Nothing more is dialled for a callback in one of these. */
export function isCallbackOpen(state: CallbackState): boolean {
  return state.status === 'scheduled' || state.status === 'rescheduled';
}

/**
 * How a promise stands at `now`: due from five minutes before the slot to fifteen after it, missed when that passed and
 * nobody dialled. A missed one is apologised for and gets the next free slot. @rule D13
 */
export function callbackTiming(state: CallbackState, now: UtcMs): 'upcoming' | 'due' | 'tried' | 'missed' | 'closed' {
  if (!isCallbackOpen(state)) return 'closed';
  const opens = state.slotStart - 5 * MINUTE_MS;
  if (now < opens) return 'upcoming';
  if (state.attempts.some((at) => at >= opens)) return 'tried';
  return now <= state.slotStart + 15 * MINUTE_MS ? 'due' : 'missed';
}
