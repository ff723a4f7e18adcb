import { z } from 'zod';
import { DAY_MS, SHANGHAI_OFFSET_MS, type LocalDate, type UtcMs } from '../kernel/units.ts';

const localDateSchema = z.iso.date();

/**
 * The yearly arrangement of the State Council as data: days off (public holidays and days in lieu) and weekend days that
 * are worked instead. A year that is not there is unknown, and every answer about it says so.
 */
export const calendarDataSchema = z.strictObject({
  version: z.string().min(1),
  years: z.record(
    z.string().regex(/^\d{4}$/),
    z.strictObject({ holidays: z.array(localDateSchema).readonly(), workdays: z.array(localDateSchema).readonly() }),
  ),
});
export type CalendarData = z.infer<typeof calendarDataSchema>;

/** One year's arrangement as an operator gives it in a file: days off, and weekend days that are worked instead. */
export const calendarYearSchema = z
  .strictObject({
    year: z.int().min(2000).max(2100),
    holidays: z.array(localDateSchema).min(1),
    makeUpDays: z.array(localDateSchema),
  })
  .superRefine(({ year, holidays, makeUpDays }, context) => {
    const issue = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    const seen = new Set<string>();
    for (const [list, days] of Object.entries({ holidays, makeUpDays })) {
      for (const [index, day] of days.entries()) {
        if (!day.startsWith(`${year}-`)) issue([list, index], `${day} is not in ${year}`);
        if (seen.has(day)) issue([list, index], `${day} stands twice`);
        if (list === 'makeUpDays' && !isWeekend(day)) issue([list, index], `${day} is not a weekend day`);
        seen.add(day);
      }
    }
  });

/** An answer that rests on the calendar. With `yearUnknown` it was given from weekends alone: show the warning, never hide it. */
export interface CalendarAnswer<T> {
  readonly value: T;
  readonly yearUnknown: boolean;
}

/** The calendar day in Asia/Shanghai of an instant (UTC ms). China has had one zone and no summer time since 1991. */
export function localDateOf(at: UtcMs): LocalDate {
  return new Date(at + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
}

/** 00:00 Shanghai of a day, in UTC ms. */
export function startOfDay(date: LocalDate): UtcMs {
  return Date.parse(`${date}T00:00:00Z`) - SHANGHAI_OFFSET_MS;
}

/** 24:00 Shanghai of a day, in UTC ms: the first instant that is too late. @rule L-06 */
export function endOfDay(date: LocalDate): UtcMs {
  return startOfDay(date) + DAY_MS;
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return localDateOf(startOfDay(date) + days * DAY_MS);
}

/** Whole days from one calendar day to another; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((startOfDay(to) - startOfDay(from)) / DAY_MS);
}

function isWeekend(date: LocalDate): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** A day off: a public holiday or day in lieu, or a weekend that is not worked. @rule L-06 */
export function isRestDay(calendar: CalendarData, date: LocalDate): CalendarAnswer<boolean> {
  const year = calendar.years[date.slice(0, 4)];
  const weekend = isWeekend(date);
  if (year === undefined) return { value: weekend, yearUnknown: true };
  return { value: year.holidays.includes(date) || (weekend && !year.workdays.includes(date)), yearUnknown: false };
}

export function isBusinessDay(calendar: CalendarData, date: LocalDate): CalendarAnswer<boolean> {
  const rest = isRestDay(calendar, date);
  return { value: !rest.value, yearUnknown: rest.yearUnknown };
}

/** The day itself, or the first day after the rest days it falls in. @rule L-06 */
export function rollForward(calendar: CalendarData, date: LocalDate): CalendarAnswer<LocalDate> {
  let day = date;
  let yearUnknown = false;
  for (;;) {
    const rest = isRestDay(calendar, day);
    yearUnknown ||= rest.yearUnknown;
    if (!rest.value) return { value: day, yearUnknown };
    day = addDays(day, 1);
  }
}

/** The n-th business day after `date`; with n = 0 the day itself, rolled forward when it is a rest day. */
export function addBusinessDays(calendar: CalendarData, date: LocalDate, n: number): CalendarAnswer<LocalDate> {
  if (n <= 0) return rollForward(calendar, date);
  let answer: CalendarAnswer<LocalDate> = { value: date, yearUnknown: false };
  for (let left = n; left > 0; left -= 1) {
    const next = rollForward(calendar, addDays(answer.value, 1));
    answer = { value: next.value, yearUnknown: answer.yearUnknown || next.yearUnknown };
  }
  return answer;
}
