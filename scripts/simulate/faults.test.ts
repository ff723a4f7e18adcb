/** A simulation that never finds anything proves nothing: each of these breaks one rule, and must be noticed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { begin } from './people-and-orders.ts';
import type { Beginning } from './people-and-orders.ts';
import { simulate } from './simulate.ts';
import type { HubFault } from './slow-feed.ts';

let beginning: Beginning;
beforeAll(() => {
  beginning = begin();
});
afterAll(() => beginning.desks.dispose());

/** What the seeds up to the first that breaks something say; empty where none of them does. */
async function firstBroken(fault: HubFault | null, seeds: number): Promise<readonly string[]> {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const broken = await simulate(beginning, { seed, desks: 3, steps: 100, fault }).then(
      (result) => result.broken,
      (error: unknown) => [error instanceof Error ? error.message : 'thrown'],
    );
    if (broken.length > 0) return broken;
  }
  return [];
}

describe('the simulation', () => {
  it('finds nothing where nothing is broken, and the same seed does the same', async () => {
    expect(await firstBroken(null, 10)).toEqual([]);
    const options = { seed: 7, desks: 3, steps: 100 };
    const once = await simulate(beginning, options);
    expect(await simulate(beginning, options)).toEqual(once);
    expect(once.commands).toBeGreaterThan(20);
  });

  it('notices a hub that does not look whether it has answered a command before', async () => {
    expect(await firstBroken('forgets_outcomes', 40)).not.toEqual([]);
  });

  it('notices a cursor that counts rows, and passes those of a transaction that ends later', async () => {
    expect(await firstBroken('sequence_cursor', 200)).not.toEqual([]);
  });
});
