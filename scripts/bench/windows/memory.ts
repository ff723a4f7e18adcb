/** What a process holds, as the system counts it. */
import { existsSync, readFileSync } from 'node:fs';

export interface Held {
  /** Megabytes resident, shared libraries and files mapped included. */
  readonly rss: number;
  /** Megabytes of its own, and its share of what it shares. */
  readonly pss: number;
}

/** Null where the system does not say (it is Linux that does). */
export function heldBy(pid: number): Held | null {
  const path = `/proc/${pid}/smaps_rollup`;
  if (!existsSync(path)) return null;
  const text = readFileSync(path, 'utf8');
  const megabytes = (name: string): number =>
    Math.round(
      (Number(new RegExp(`^${name}:\\s+(?<kib>\\d+) kB`, 'mu').exec(text)?.groups?.['kib'] ?? 0) * 1024) / 1e5,
    ) / 10;
  return { rss: megabytes('Rss'), pss: megabytes('Pss') };
}

/** Later than it was, by more than noise: the middle of the last third against that of the third before it. */
export function grew(
  samples: readonly number[],
  allowed: { readonly share: number; readonly megabytes: number },
): boolean {
  const third = Math.floor(samples.length / 3);
  if (third === 0) throw new Error('three samples at least');
  const middle = (part: readonly number[]): number => part.toSorted((a, b) => a - b)[Math.floor(part.length / 2)] ?? 0;
  const before = middle(samples.slice(third, 2 * third));
  const after = middle(samples.slice(-third));
  return after - before > Math.max(before * allowed.share, allowed.megabytes);
}
