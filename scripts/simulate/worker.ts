/** A share of the seeds, in a thread of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import { begin } from './people-and-orders.ts';
import { simulate } from './simulate.ts';
import type { SimulationResult } from './simulate.ts';

export interface Share {
  readonly seeds: readonly number[];
  readonly desks: number;
  readonly hubs: number;
  readonly steps: number;
}

const { seeds, desks, hubs, steps } = workerData as Share;
const beginning = begin();
for (const seed of seeds) {
  const result = await simulate(beginning, { seed, desks, hubs, steps }).catch((error: unknown): SimulationResult => {
    const said = error instanceof Error ? (error.stack ?? error.message) : 'something was thrown';
    return { seed, broken: [said], commands: 0, events: 0, rejected: 0, crashes: 0 };
  });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(result);
}
beginning.desks.dispose();
