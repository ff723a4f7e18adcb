import { createHash } from 'node:crypto';
import { z } from 'zod';
import { attempt } from '../../db/open/database.ts';
import type { ReadableDb, WritableDb } from '../../db/open/database.ts';
import { getSetting, putSetting } from '../../db/queries/settings.ts';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import { calendarDataSchema, calendarYearSchema } from '../../domain/policy/calendar.ts';
import type { CalendarData } from '../../domain/policy/calendar.ts';
import { defaultCalendar } from '../../domain/policy/calendars/default.ts';
import { writeAudit } from './audit.ts';
import { jsonOf } from './json-file.ts';

/** The setting that holds the years this desk was given. */
const YEARS = 'calendar_years';
const PROBLEMS_NAMED = 10;

/**
 * The calendar of this desk: the one that ships, with the years that were imported in place of its own. Its version names
 * what was imported, so that a decision can be made again. @rule L-06
 */
export function calendarOf(db: ReadableDb): CalendarData {
  const imported = calendarDataSchema.shape.years.safeParse(getSetting(db, YEARS));
  if (!imported.success) return defaultCalendar;
  const mark = createHash('sha256').update(JSON.stringify(imported.data)).digest('hex').slice(0, 8);
  return {
    version: `${defaultCalendar.version}, ${Object.keys(imported.data).sort().join(', ')} imported (${mark})`,
    years: { ...defaultCalendar.years, ...imported.data },
  };
}

export interface ImportedYear {
  readonly year: number;
  readonly holidays: number;
  readonly makeUpDays: number;
}

/**
 * Takes one year's arrangement from the text of a file (`{ year, holidays, makeUpDays }`, days as YYYY-MM-DD); the same year
 * again is replaced, as a correction. Refuses `calendar_invalid` (each problem as `path: message`), `database_locked`, `disk_full`.
 */
export function importCalendarYear(
  db: WritableDb,
  body: string,
  { at, by }: { readonly at: UtcMs; readonly by: string },
): Result<ImportedYear> {
  const json = jsonOf(body, 'calendar_invalid');
  if (!json.ok) return json;
  const read = calendarYearSchema.safeParse(json.value);
  if (!read.success) {
    const problems = read.error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`);
    return refuse('calendar_invalid', { problems: problems.slice(0, PROBLEMS_NAMED), count: problems.length });
  }
  const { year, holidays, makeUpDays } = read.data;
  const counted: ImportedYear = { year, holidays: holidays.length, makeUpDays: makeUpDays.length };
  return attempt(db, () => {
    const before = z.record(z.string(), z.unknown()).safeParse(getSetting(db, YEARS));
    const value = { ...(before.success ? before.data : {}), [year]: { holidays, workdays: makeUpDays } };
    putSetting(db, { key: YEARS, value, at, by });
    writeAudit(db, at, { act: 'calendar_imported', userId: by, data: { ...counted } });
    return ok(counted);
  });
}
