import { seeded } from '../../db/testing/generated-orders.ts';

/** Chance with a seed: the same seed gives the same torture, as far as two processes on one machine can. */
export interface Chance {
  /** A whole number from `from` up to and without `to`. */
  between(from: number, to: number): number;
  pick<T>(from: readonly T[]): T;
  /** True in so many of a hundred cases. */
  percent(of: number): boolean;
  bytes(count: number): Buffer;
}

export function chanceOf(seed: number): Chance {
  const random = seeded(seed);
  const between = (from: number, to: number): number => from + Math.floor(random() * (to - from));
  return {
    between,
    pick: (from) => {
      const picked = from[between(0, from.length)];
      if (picked === undefined) throw new Error('nothing to pick from');
      return picked;
    },
    percent: (of) => random() * 100 < of,
    bytes: (count) => Buffer.from(Array.from({ length: count }, () => between(0, 256))),
  };
}
