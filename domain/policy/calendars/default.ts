import chineseDays from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import type { CalendarData } from '../calendar.ts';

function byYear(): CalendarData['years'] {
  const years: Record<string, { holidays: string[]; workdays: string[] }> = {};
  const yearOf = (date: string) => (years[date.slice(0, 4)] ??= { holidays: [], workdays: [] });
  for (const date of Object.keys(chineseDays.holidays)) yearOf(date).holidays.push(date);
  // A year is known by its holidays: a make-up work day alone (early January of an arrangement to come) does not make it so.
  for (const date of Object.keys(chineseDays.workdays)) {
    const year = years[date.slice(0, 4)];
    if (year !== undefined) year.workdays.push(date);
  }
  return years;
}

/** The calendar that ships: every year the chinese-days package knows, as published each autumn for the year after. */
const years = byYear();
export const defaultCalendar: CalendarData = {
  version: `known to ${Object.keys(years).sort().at(-1) ?? 'no year'}`,
  years,
};
