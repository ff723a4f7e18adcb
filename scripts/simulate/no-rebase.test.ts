/** What is done here and not confirmed must be decided again on what comes in: a desk that does not is noticed. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { begin } from './people-and-orders.ts';
import type { Beginning } from './people-and-orders.ts';
import { simulate } from './simulate.ts';

vi.mock(import('../../desk/sync/rebase.ts'), async (original) => ({
  ...(await original()),
  takeBackOn: (_db, disturbed) => ({ streams: new Set(disturbed), commands: [] }),
  decideAgain: () => undefined,
}));

let beginning: Beginning;
beforeAll(() => {
  beginning = begin();
});
afterAll(() => beginning.desks.dispose());

it('notices a desk that leaves what it did as it was', async () => {
  const noticed: string[] = [];
  for (let seed = 1; seed <= 20 && noticed.length === 0; seed += 1) {
    try {
      noticed.push(...(await simulate(beginning, { seed, desks: 3, steps: 100 })).broken);
    } catch (error) {
      noticed.push(error instanceof Error ? error.message : 'thrown');
    }
  }
  expect(noticed).not.toEqual([]);
});
