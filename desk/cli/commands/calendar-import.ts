import { SYSTEM_USER_ID } from '../../../domain/kernel/actor.ts';
import { importCalendarYear, type ImportedYear } from '../../services/calendar.ts';
import { fileCommand } from '../file-command.ts';

/** `calendar import FILE`: takes one year's holidays and make-up work days, in place of what ships for that year. */
export const calendarCommand = fileCommand<ImportedYear>({
  name: 'calendar',
  verb: 'import',
  summary: {
    zh: '导入一年的放假安排（JSON：year、holidays、makeUpDays）',
    en: "Imports one year's holidays (JSON: year, holidays, makeUpDays)",
  },
  take: (db, body) => importCalendarYear(db, body, { at: Date.now(), by: SYSTEM_USER_ID }),
  lines: {
    zh: ({ year, holidays, makeUpDays }) => [`已导入 ${year} 年：放假 ${holidays} 天，调休上班 ${makeUpDays} 天。`],
    en: ({ year, holidays, makeUpDays }) => [
      `${year} imported: ${holidays} days off, ${makeUpDays} make-up work days.`,
    ],
  },
});
