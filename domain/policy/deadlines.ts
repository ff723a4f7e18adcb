import { z } from 'zod';
import { DAY_MS, HOUR_MS, MINUTE_MS, type LocalDate, type UtcMs } from '../kernel/units.ts';
import {
  addBusinessDays,
  addDays,
  endOfDay,
  localDateOf,
  rollForward,
  startOfDay,
  type CalendarAnswer,
  type CalendarData,
} from './calendar.ts';
import { CLOCK_IDS } from './codes.ts';
import { textSchema, type Text } from './text.ts';

const whole = z.int().min(0);

/** How long a clock runs. Days start the day after the event and end at 24:00 Shanghai (L-05, L-06). */
export const lengthSchema = z.discriminatedUnion('unit', [
  z.strictObject({ unit: z.literal('until_event'), event: textSchema }),
  z.strictObject({ unit: z.literal('minutes'), n: whole }),
  z.strictObject({ unit: z.literal('business_minutes'), n: whole }),
  z.strictObject({ unit: z.literal('days'), n: whole, roll: z.enum(['forward', 'none']) }),
  z.strictObject({ unit: z.literal('business_days'), n: whole }),
  z.strictObject({ unit: z.literal('years'), n: whole }),
]);
export type ClockLength = z.infer<typeof lengthSchema>;

const WHOSE = ['customer_right', 'our_duty', 'customer_duty'] as const;

/** One row of the deadline table (rules, section 8). `hard` is the outer line behind a target. */
export const clockSchema = z.strictObject({
  id: z.enum(CLOCK_IDS),
  name: textSchema,
  whose: z.enum(WHOSE),
  start: textSchema,
  length: lengthSchema,
  hard: lengthSchema.nullable(),
  remindAtDays: z.array(whole).readonly(),
  basis: z.array(z.string().min(1)).min(1).readonly(),
  breach: textSchema,
});
export type Clock = z.infer<typeof clockSchema>;

const instant = z.int();

export const deadlineSchema = z.strictObject({
  id: z.enum(CLOCK_IDS),
  name: textSchema,
  whose: z.enum(WHOSE),
  /** Null while the event that starts the clock has not happened. */
  startAt: instant.nullable(),
  start: textSchema,
  lengthText: textSchema,
  /** UTC ms, exclusive: an act at this very instant is too late. Null where there is no fixed end (yet). */
  dueAt: instant.nullable(),
  lastDay: z.iso.date().nullable(),
  /** The day the clock would have ended on, where it was a rest day and rolled. @rule L-06 */
  rolledFrom: z.iso.date().nullable(),
  /** When we warn: the un-rolled end for our own duties, the real end for everything else. @rule L-06 */
  alarmAt: instant.nullable(),
  hardAt: instant.nullable(),
  hardText: textSchema.nullable(),
  remindAt: z.array(instant).readonly(),
  basis: z.array(z.string()).readonly(),
  breach: textSchema,
  yearUnknown: z.boolean(),
});
export type Deadline = z.infer<typeof deadlineSchema>;

/** Business hours of a business day, in minutes after midnight Shanghai. */
export interface BusinessHours {
  readonly openMinute: number;
  readonly closeMinute: number;
}

export interface ClockContext {
  readonly calendar: CalendarData;
  readonly businessHours: BusinessHours;
}

interface End {
  readonly dueAt: UtcMs | null;
  readonly lastDay: LocalDate | null;
  readonly rolledFrom: LocalDate | null;
  readonly unrolledAt: UtcMs | null;
  readonly yearUnknown: boolean;
}

const OPEN_END: End = { dueAt: null, lastDay: null, rolledFrom: null, unrolledAt: null, yearUnknown: false };

function endsWithDay(day: LocalDate, unrolled: LocalDate, yearUnknown: boolean): End {
  return {
    dueAt: endOfDay(day),
    lastDay: day,
    rolledFrom: day === unrolled ? null : unrolled,
    unrolledAt: endOfDay(unrolled),
    yearUnknown,
  };
}

function endsAt(at: UtcMs, yearUnknown = false): End {
  return { dueAt: at, lastDay: localDateOf(at), rolledFrom: null, unrolledAt: at, yearUnknown };
}

function addBusinessMinutes(context: ClockContext, from: UtcMs, minutes: number): CalendarAnswer<UtcMs> {
  const { openMinute, closeMinute } = context.businessHours;
  let left = minutes * MINUTE_MS;
  let yearUnknown = false;
  let day = localDateOf(from);
  for (;;) {
    const open = rollForward(context.calendar, day);
    yearUnknown ||= open.yearUnknown;
    const opensAt = startOfDay(open.value) + openMinute * MINUTE_MS;
    const closesAt = startOfDay(open.value) + closeMinute * MINUTE_MS;
    const begin = Math.max(from, opensAt);
    if (begin + left <= closesAt) return { value: begin + left, yearUnknown };
    left -= Math.max(0, closesAt - begin);
    day = addDays(open.value, 1);
  }
}

function addYears(day: LocalDate, years: number): LocalDate {
  const moved = new Date(`${day}T00:00:00Z`);
  const month = moved.getUTCMonth();
  moved.setUTCFullYear(moved.getUTCFullYear() + years);
  // 29 February has no counterpart in most years: the period ends with the last day of the month.
  if (moved.getUTCMonth() !== month) moved.setUTCDate(0);
  return moved.toISOString().slice(0, 10);
}

function endOf(length: ClockLength, startAt: UtcMs, context: ClockContext): End {
  const startDay = localDateOf(startAt);
  if (length.unit === 'until_event') return OPEN_END;
  if (length.unit === 'minutes') return endsAt(startAt + length.n * MINUTE_MS);
  if (length.unit === 'business_minutes') {
    const end = addBusinessMinutes(context, startAt, length.n);
    return endsAt(end.value, end.yearUnknown);
  }
  if (length.unit === 'business_days') {
    const end = addBusinessDays(context.calendar, startDay, length.n);
    return endsWithDay(end.value, end.value, end.yearUnknown);
  }
  const last = length.unit === 'years' ? addYears(startDay, length.n) : addDays(startDay, length.n);
  if (length.unit === 'years' || length.roll === 'none') return endsWithDay(last, last, false);
  const rolled = rollForward(context.calendar, last);
  return endsWithDay(rolled.value, last, rolled.yearUnknown);
}

const UNIT_WORDS: Readonly<
  Record<Exclude<ClockLength['unit'], 'until_event'>, { per: number; zh: string; en: string; zero: Text }>
> = {
  minutes: { per: 1, zh: '分钟', en: 'minute', zero: { zh: '立即', en: 'at once' } },
  business_minutes: { per: 60, zh: '个工作小时', en: 'business hour', zero: { zh: '立即', en: 'at once' } },
  days: { per: 1, zh: '日', en: 'day', zero: { zh: '当日', en: 'the same day' } },
  business_days: {
    per: 1,
    zh: '个工作日',
    en: 'business day',
    zero: { zh: '当个工作日', en: 'the same business day' },
  },
  years: { per: 1, zh: '年', en: 'year', zero: { zh: '当日', en: 'the same day' } },
};

/** The length in words: `7 日`, `1 business day`. Day counts include their last day. @rule L-07 */
export function lengthText(length: ClockLength): Text {
  if (length.unit === 'until_event') return { zh: `至${length.event.zh}为止`, en: `until ${length.event.en}` };
  const words = UNIT_WORDS[length.unit];
  const n = length.n / words.per;
  return n === 0 ? words.zero : { zh: `${n} ${words.zh}`, en: `${n} ${words.en}${n === 1 ? '' : 's'}` };
}

/**
 * Runs one clock from the event that starts it (UTC ms; null while it has not happened) and explains the answer.
 * The day of the event is not counted and the last day ends at 24:00 Shanghai. Where the last day is a rest day the end
 * rolls forward, but for our own duties `alarmAt` stays on the un-rolled day. A year the calendar lacks sets `yearUnknown`.
 * @rule L-05 @rule L-06 @rule L-07
 */
export function runClock(clock: Clock, startAt: UtcMs | null, context: ClockContext): Deadline {
  const end = startAt === null ? OPEN_END : endOf(clock.length, startAt, context);
  const hard = startAt === null || clock.hard === null ? OPEN_END : endOf(clock.hard, startAt, context);
  return {
    id: clock.id,
    name: clock.name,
    whose: clock.whose,
    startAt,
    start: clock.start,
    lengthText: lengthText(clock.length),
    dueAt: end.dueAt,
    lastDay: end.lastDay,
    rolledFrom: end.rolledFrom,
    alarmAt: clock.whose === 'our_duty' ? end.unrolledAt : end.dueAt,
    hardAt: hard.dueAt,
    hardText: clock.hard === null ? null : lengthText(clock.hard),
    remindAt: startAt === null ? [] : clock.remindAtDays.map((days) => remindOn(startAt, days)),
    basis: clock.basis,
    breach: clock.breach,
    yearUnknown: end.yearUnknown || hard.yearUnknown,
  };
}

const REMIND_HOUR = 10;

function remindOn(startAt: UtcMs, days: number): UtcMs {
  return startOfDay(localDateOf(startAt)) + days * DAY_MS + REMIND_HOUR * HOUR_MS;
}

/** Whether an act at `at` (UTC ms) is in time; a clock without an end is never over. "以内" includes the last day. @rule L-07 */
export function isInTime(deadline: Deadline, at: UtcMs): boolean {
  return deadline.dueAt === null || at < deadline.dueAt;
}

/** The end as it is told to a customer: the last day and 24:00, not the midnight of the next day. */
export function dueText(deadline: Deadline): Text | null {
  if (deadline.dueAt === null || deadline.lastDay === null) return null;
  const [year = '', month = '', day = ''] = deadline.lastDay.split('-');
  const clock =
    deadline.dueAt === endOfDay(deadline.lastDay)
      ? '24:00'
      : new Date(deadline.dueAt + 8 * HOUR_MS).toISOString().slice(11, 16);
  return {
    zh: `${year} 年 ${Number(month)} 月 ${Number(day)} 日 ${clock}`,
    en: `${clock} on ${deadline.lastDay} (Beijing time)`,
  };
}
