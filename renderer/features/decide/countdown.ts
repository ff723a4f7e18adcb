import { DAY_MS, HOUR_MS, MINUTE_MS, type UtcMs } from '../../../domain/kernel/units.ts';
import type { Deadline } from '../../../domain/policy/deadlines.ts';
import { formatInstant } from '../../ui/format.ts';

export interface TimeLeft {
  readonly key: 'days' | 'hours' | 'minutes' | 'over';
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
}

/** What is left of a clock in the two units that matter: days and hours, hours and minutes, minutes. Instants in UTC ms. */
export function timeLeft(dueAt: UtcMs, now: UtcMs): TimeLeft {
  const left = Math.max(0, dueAt - now);
  const days = Math.floor(left / DAY_MS);
  const hours = Math.floor((left % DAY_MS) / HOUR_MS);
  const minutes = Math.floor((left % HOUR_MS) / MINUTE_MS);
  const key = left === 0 ? 'over' : days > 0 ? 'days' : hours > 0 ? 'hours' : 'minutes';
  return { key, days, hours, minutes };
}

/** How much of a clock has run, from 0 to 1. */
export function shareRun(deadline: Deadline, now: UtcMs): number {
  const { startAt, dueAt } = deadline;
  if (startAt === null || dueAt === null || dueAt <= startAt) return 0;
  return Math.min(1, Math.max(0, (now - startAt) / (dueAt - startAt)));
}

/** The end as people say it: the last day and 24:00 rather than the midnight after it. @rule L-06 */
export function endWords(deadline: Deadline): { day: string; clock: string } | null {
  if (deadline.dueAt === null || deadline.lastDay === null) return null;
  const clock = formatInstant(deadline.dueAt, 'clock');
  return { day: deadline.lastDay, clock: clock === '00:00' ? '24:00' : clock };
}

const WHOSE_FIRST = ['customer_right', 'customer_duty', 'our_duty'] as const;

/** The customer's right first, then what the customer must do, then what we owe; running clocks before those yet to start. */
export function sortedClocks(deadlines: readonly Deadline[]): readonly Deadline[] {
  const order = (deadline: Deadline): number =>
    (deadline.dueAt === null ? 10 : 0) + WHOSE_FIRST.indexOf(deadline.whose);
  return deadlines.toSorted((a, b) => order(a) - order(b) || (a.dueAt ?? 0) - (b.dueAt ?? 0));
}
