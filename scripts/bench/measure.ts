/** How long one thing takes, measured often enough to say something on a noisy machine. */

export interface Timing {
  readonly runs: number;
  /** Microseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** One measured thing beside what it is measured against, and what it has to be. */
export interface Figure extends Timing {
  readonly name: string;
  /** The least that the same answer or the same write costs on the same file in the same run. */
  readonly floor: Timing | null;
  /** p50 over the p50 of the floor: what to trust from one machine to another, within a factor of two. */
  readonly ratio: number | null;
  /** In words, as it was asked for. */
  readonly target: string;
  readonly met: boolean;
}

/** Limits in microseconds; `ratio` is of the medians. */
export interface Target {
  readonly ratio?: number;
  readonly p95?: number;
  readonly p99?: number;
  readonly max?: number;
}

const WARM_UP = 20;

export function timingOf(times: readonly number[]): Timing {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => {
    const index = Math.min(sorted.length - 1, Math.floor(sorted.length * share));
    return Math.round((sorted[index] ?? 0) * 10) / 10;
  };
  return { runs: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

/** Runs `once` with 0, 1, 2, … after a short warm-up. */
export function measure(runs: number, once: (index: number) => void, warmUp = WARM_UP): Timing {
  for (let index = 0; index < warmUp; index += 1) once(index);
  const times: number[] = [];
  for (let index = 0; index < runs; index += 1) {
    const start = performance.now();
    once(warmUp + index);
    times.push((performance.now() - start) * 1000);
  }
  return timingOf(times);
}

export interface Pair {
  readonly timing: Timing;
  readonly floor: Timing;
}

/**
 * The same for a thing and its floor in turns, so that whatever else the machine does falls on both; each goes first every
 * second time, so that neither always finds warm what the other has just read.
 */
export function measureBeside(
  runs: number,
  once: (index: number) => void,
  floor: (index: number) => void,
  warmUp = WARM_UP,
): Pair {
  const timed = (work: (index: number) => void, index: number): number => {
    const start = performance.now();
    work(index);
    return (performance.now() - start) * 1000;
  };
  const times: number[] = [];
  const floorTimes: number[] = [];
  for (let index = 0; index < warmUp + runs; index += 1) {
    const first = index % 2 === 0 ? timed(once, index) : null;
    const ofFloor = timed(floor, index);
    const time = first ?? timed(once, index);
    if (index < warmUp) continue;
    times.push(time);
    floorTimes.push(ofFloor);
  }
  return { timing: timingOf(times), floor: timingOf(floorTimes) };
}

/** The same for what answers later; one after the other. */
export async function measureAsync(
  runs: number,
  once: (index: number) => Promise<unknown>,
  warmUp = WARM_UP,
): Promise<Timing> {
  for (let index = 0; index < warmUp; index += 1) await once(index);
  const times: number[] = [];
  for (let index = 0; index < runs; index += 1) {
    const start = performance.now();
    await once(warmUp + index);
    times.push((performance.now() - start) * 1000);
  }
  return timingOf(times);
}

/** The same for what answers later and a floor that does not, in turns as in `measureBeside`. */
export async function measureAsyncBeside(
  runs: number,
  once: (index: number) => Promise<unknown>,
  floor: (index: number) => void,
  warmUp = WARM_UP,
): Promise<Pair> {
  const times: number[] = [];
  const floorTimes: number[] = [];
  const timed = async (index: number): Promise<void> => {
    const start = performance.now();
    await once(index);
    if (index >= warmUp) times.push((performance.now() - start) * 1000);
  };
  for (let index = 0; index < warmUp + runs; index += 1) {
    if (index % 2 === 0) await timed(index);
    const start = performance.now();
    floor(index);
    if (index >= warmUp) floorTimes.push((performance.now() - start) * 1000);
    if (index % 2 === 1) await timed(index);
  }
  return { timing: timingOf(times), floor: timingOf(floorTimes) };
}

function inWords(target: Target): string {
  const ms = (microseconds: number): string => `${Math.round(microseconds / 10) / 100} ms`;
  return [
    ...(target.ratio === undefined ? [] : [`p50 <= ${target.ratio}x floor`]),
    ...(target.p95 === undefined ? [] : [`p95 <= ${ms(target.p95)}`]),
    ...(target.p99 === undefined ? [] : [`p99 <= ${ms(target.p99)}`]),
    ...(target.max === undefined ? [] : [`max <= ${ms(target.max)}`]),
  ].join(', ');
}

export function figure(name: string, timing: Timing, floor: Timing | null, target: Target): Figure {
  const ratio = floor === null ? null : Math.round((timing.p50 / floor.p50) * 10) / 10;
  const met =
    (target.ratio === undefined || (ratio ?? Number.POSITIVE_INFINITY) <= target.ratio) &&
    (target.p95 === undefined || timing.p95 <= target.p95) &&
    (target.p99 === undefined || timing.p99 <= target.p99) &&
    (target.max === undefined || timing.max <= target.max);
  return { name, ...timing, floor, ratio, target: inWords(target), met };
}
