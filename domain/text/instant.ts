/**
 * Dates as platforms export them, read as Asia/Shanghai wall-clock time unless they name a zone. What can be read in two
 * ways is refused, with the reason: a deadline computed from a guessed date is a wrong deadline.
 */
import { DAY_MS, HOUR_MS, MINUTE_MS, SHANGHAI_OFFSET_MS, type UtcMs } from '../kernel/units.ts';
import { isCalendarDay } from './calendar-day.ts';
import { stripGuards } from './normalise.ts';
import { parsed, unparsed, type Parsed } from './parsed.ts';

export type InstantProblem =
  | 'empty'
  | 'unknown_shape'
  | 'no_such_time'
  | 'ambiguous'
  | 'out_of_range'
  | 'destroyed_number';

export interface ReadInstant {
  readonly at: UtcMs;
  /** `day` where no time of day was given: `at` is then midnight in Shanghai. */
  readonly precision: 'day' | 'minute' | 'second';
}

/** China has had one offset without summer time since 1992; nothing this console handles is older than 2000. */
const FIRST_YEAR = 2000;
const LAST_YEAR = 2099;
/** Day 0 of Excel's 1900 system, given its leap-year mistake (right for every day after February 1900). */
const EXCEL_EPOCH_MS = Date.UTC(1899, 11, 30);

const TIME = String.raw`(?:[T\s]*(?<half>上午|下午|AM|PM)?\s*(?<hour>\d{1,2})(?:[:时點点]\s*(?<minute>\d{1,2})(?:分|[:分]\s*(?<second>\d{1,2})(?:[.,](?<fraction>\d{1,9}))?秒?)?|[时點点])\s*(?<half2>AM|PM)?)?`;
const ZONE = String.raw`(?:\s*(?<zone>Z|(?:UTC|GMT)?[+-]\d{1,2}:?\d{2}))?`;
const YEAR_FIRST = new RegExp(
  String.raw`^(?<year>\d{4})[-/.年](?<month>\d{1,2})[-/.月](?<day>\d{1,2})日?(?:${TIME}${ZONE})$`,
  'iu',
);
const YEAR_LAST = new RegExp(
  String.raw`^(?<first>\d{1,2})[-/.](?<other>\d{1,2})[-/.](?<year>\d{4})(?:${TIME}${ZONE})$`,
  'iu',
);
const COMPACT =
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?:[T ]?(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})?)?$/u;
const TWO_DIGIT_YEAR = /^\d{1,2}[-/.年]\d{1,2}[-/.月]\d{1,2}(?:日|\s|$)/u;
const EXCEL_SERIAL = /^\d{5}(?:\.\d+)?$/u;

type Groups = Readonly<Record<string, string | undefined>>;

/**
 * Reads `2026-11-17 10:26:05`, `2026/11/17 10:26`, `20261117102605`, `2026年11月17日 10时26分`, ISO 8601 with or without
 * a zone, `11/17/2026` where only one reading exists, a day alone, and an Excel serial number (1900 system).
 * Refuses two-digit years and `05/06/2026` as `ambiguous`, and years outside 2000-2099.
 */
export function parseInstant(input: string): Parsed<ReadInstant, InstantProblem> {
  const text = stripGuards(input);
  if (text === '') return unparsed('empty');
  if (/^\d(?:\.\d+)?E\+\d+$/iu.test(text)) return unparsed('destroyed_number');
  if (EXCEL_SERIAL.test(text)) return fromExcelSerial(Number(text));
  const yearFirst = (YEAR_FIRST.exec(text) ?? COMPACT.exec(text))?.groups;
  if (yearFirst) return assemble(yearFirst, Number(yearFirst['month']), Number(yearFirst['day']));
  const yearLast = YEAR_LAST.exec(text)?.groups;
  if (yearLast) return monthAndDay(yearLast);
  return unparsed(TWO_DIGIT_YEAR.test(text) ? 'ambiguous' : 'unknown_shape');
}

/** `YYYY-MM-DD HH:mm:ss` in Asia/Shanghai. */
export function formatInstant(at: UtcMs): string {
  return new Date(at + SHANGHAI_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}

function monthAndDay(groups: Groups): Parsed<ReadInstant, InstantProblem> {
  const first = Number(groups['first']);
  const other = Number(groups['other']);
  if (first <= 12 && other <= 12 && first !== other) return unparsed('ambiguous');
  return first > 12 ? assemble(groups, other, first) : assemble(groups, first, other);
}

function assemble(groups: Groups, month: number, day: number): Parsed<ReadInstant, InstantProblem> {
  const year = Number(groups['year']);
  if (!isCalendarDay(year, month, day)) return unparsed('no_such_time');
  if (year < FIRST_YEAR || year > LAST_YEAR) return unparsed('out_of_range');
  const hour = hourOfDay(Number(groups['hour'] ?? 0), (groups['half'] ?? groups['half2'])?.toUpperCase());
  const minute = Number(groups['minute'] ?? 0);
  const second = Number(groups['second'] ?? 0);
  if (hour === null || hour > 23 || minute > 59 || second > 59) return unparsed('no_such_time');
  const offset = offsetOf(groups['zone']);
  if (offset === null) return unparsed('no_such_time');
  const millisecond = Number((groups['fraction'] ?? '').padEnd(3, '0').slice(0, 3));
  return parsed({
    at: Date.UTC(year, month - 1, day, hour, minute, second, millisecond) - offset,
    precision: groups['hour'] === undefined ? 'day' : groups['second'] === undefined ? 'minute' : 'second',
  });
}

/** Null where a twelve-hour clock has no such hour. `下午14时` is met in practice and means what it says. */
function hourOfDay(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour;
  if (half === '下午' || half === 'PM') return hour < 12 ? hour + 12 : hour;
  if (hour > 12) return null;
  return hour % 12;
}

function offsetOf(zone: string | undefined): number | null {
  if (zone === undefined) return SHANGHAI_OFFSET_MS;
  const groups = /(?<sign>[+-])(?<hours>\d{1,2}):?(?<minutes>\d{2})$/u.exec(zone)?.groups;
  if (!groups) return 0;
  const hours = Number(groups['hours']);
  const minutes = Number(groups['minutes']);
  if (hours > 14 || minutes > 59) return null;
  return (groups['sign'] === '-' ? -1 : 1) * (hours * HOUR_MS + minutes * MINUTE_MS);
}

/** Serial days carry wall-clock time as a fraction, rounded to the second the cell showed. */
function fromExcelSerial(serial: number): Parsed<ReadInstant, InstantProblem> {
  const wallClock = EXCEL_EPOCH_MS + Math.round((serial * DAY_MS) / 1000) * 1000;
  const year = new Date(wallClock).getUTCFullYear();
  if (year < FIRST_YEAR || year > LAST_YEAR) return unparsed('out_of_range');
  return parsed({ at: wallClock - SHANGHAI_OFFSET_MS, precision: Number.isInteger(serial) ? 'day' : 'second' });
}
