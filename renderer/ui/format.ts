import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc';
import { useSyncExternalStore } from 'react';
import { COUNTED_TO } from '../../contract/desk-api/shared.ts';
import type { Fen, UtcMs } from '../../domain/kernel/units.ts';

dayjs.extend(utc);

const PATTERNS = {
  full: 'YYYY-MM-DD HH:mm:ss',
  minute: 'YYYY-MM-DD HH:mm',
  short: 'MM-DD HH:mm',
  day: 'YYYY-MM-DD',
  time: 'HH:mm:ss',
  clock: 'HH:mm',
} as const;

/** An instant as people in Asia/Shanghai read it, whatever the zone of this machine. */
export function formatInstant(at: UtcMs | null, pattern: keyof typeof PATTERNS = 'minute'): string {
  return at === null ? '—' : dayjs.utc(at).utcOffset(8).format(PATTERNS[pattern]);
}

// Made once: making one takes longer than using it thirty times.
const YUAN = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** Fen as yuan with two decimals: `¥1,299.00`. */
export function formatFen(amount: Fen | null): string {
  if (amount === null) return '—';
  return `¥${YUAN.format(amount / 100)}`;
}

const AGE_UNITS = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const;

/** How long ago, in the largest unit that fits: `3 分钟前`, `3 minutes ago`. */
export function formatAge(milliseconds: number, language: string): string {
  const { unit, ms } = AGE_UNITS.find((each) => milliseconds >= each.ms) ?? AGE_UNITS[2];
  return new Intl.RelativeTimeFormat(language).format(-Math.floor(milliseconds / ms), unit);
}

/** `03:42` or `1:03:42`. */
export function formatTimer(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (n: number): string => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

const ticking = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let current = Date.now();

function subscribe(notify: () => void): () => void {
  ticking.add(notify);
  timer ??= setInterval(() => {
    current = Date.now();
    for (const each of ticking) each();
  }, 1000);
  return () => {
    ticking.delete(notify);
    if (ticking.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The present, once a second, one timer for the whole window. For display only: rules get their clock from the desk. */
export function useNow(): UtcMs {
  return useSyncExternalStore(subscribe, () => current);
}

/** A count of a queue: past the limit to which queues are counted, that many or more. */
export function formatCount(count: number): string {
  return count >= COUNTED_TO ? `${COUNTED_TO}+` : String(count);
}
