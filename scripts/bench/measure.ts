/** How long one thing takes, measured often enough to say something on a noisy machine. */

export interface Timing {
  readonly name: string;
  readonly runs: number;
  /** Microseconds. */
  readonly p50: number;
  readonly p99: number;
}

export interface Compared extends Timing {
  /** p50 over the p50 of the floor of the same run: what to trust from one machine to another, within a factor of two. */
  readonly ratio: number;
}

const WARM_UP = 20;

function percentile(sorted: readonly number[], share: number): number {
  const at = Math.min(sorted.length - 1, Math.floor(sorted.length * share));
  return Math.round((sorted[at] ?? 0) * 10) / 10;
}

/** Runs `once` with 0, 1, 2, … after a short warm-up. */
export function measure(name: string, runs: number, once: (index: number) => void): Timing {
  for (let index = 0; index < WARM_UP; index += 1) once(index);
  const times: number[] = [];
  for (let index = 0; index < runs; index += 1) {
    const start = performance.now();
    once(WARM_UP + index);
    times.push((performance.now() - start) * 1000);
  }
  times.sort((a, b) => a - b);
  return { name, runs, p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

export function compare(timing: Timing, floor: Timing): Compared {
  return { ...timing, ratio: Math.round((timing.p50 / floor.p50) * 10) / 10 };
}
