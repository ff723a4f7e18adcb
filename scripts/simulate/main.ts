/**
 * `npm run simulate [-- --seeds 2000] [--seed 1] [--desks 3] [--hubs 1] [--steps 100] [--json] [--report FILE]`: many desks and hubs in one process, from a seed, with everything
 * that a network, a clock, a disk and a kill can do; afterwards everything that must hold is looked for. With `--seed` that one alone, or the first of `--seeds`. A seed
 * that breaks something is printed and breaks it again.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { SimulationResult } from './simulate.ts';
import type { Share } from './worker.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    seed: { type: 'string' },
    desks: { type: 'string', default: '3' },
    hubs: { type: 'string', default: '1' },
    steps: { type: 'string', default: '100' },
    json: { type: 'boolean', default: false },
    report: { type: 'string' },
  },
});
const first = Number(values.seed ?? 1);
const count = Number(values.seeds ?? (values.seed === undefined ? 2000 : 1));
const desks = Number(values.desks);
const hubs = Number(values.hubs);
const steps = Number(values.steps);
if (![first, count, desks, hubs, steps].every((number) => Number.isInteger(number) && number > 0)) {
  process.stderr.write(
    'npm run simulate [-- --seeds 2000] [--seed 1] [--desks 3] [--hubs 1] [--steps 100] [--json] [--report FILE]\n',
  );
  process.exit(2);
}

const startedAt = performance.now();
const results: SimulationResult[] = [];
const threads = Math.min(availableParallelism(), count);
const say = (line: string): void => void (values.json ? process.stderr : process.stdout).write(`${line}\n`);
await Promise.all(Array.from({ length: threads }, (_, thread) => runShare(thread)));
const failing = results.filter(({ broken }) => broken.length > 0).toSorted((a, b) => a.seed - b.seed);
const sum = (of: (result: SimulationResult) => number): number => results.reduce((total, each) => total + of(each), 0);
const summary = {
  seeds: results.length,
  passed: results.length - failing.length,
  failed: failing.length + (count - results.length),
  desks,
  hubs,
  steps,
  firstSeed: first,
  commands: sum(({ commands }) => commands),
  events: sum(({ events }) => events),
  rejected: sum(({ rejected }) => rejected),
  crashes: sum(({ crashes }) => crashes),
  seconds: Math.round((performance.now() - startedAt) / 1000),
  failingSeeds: failing.map(({ seed }) => seed),
};
if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(summary));
if (values.json) process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
else
  say(
    `${summary.passed} of ${count} seeds hold: ${summary.commands} commands, ${summary.events} events, ${summary.rejected} rejected, ${summary.crashes} crashes, ${summary.seconds} s`,
  );
process.exitCode = summary.failed === 0 ? 0 : 1;

/** Every so-many-th seed in a thread; a seed that breaks something is said at once. */
function runShare(thread: number): Promise<void> {
  const seeds = Array.from({ length: count }, (_, index) => first + index).filter(
    (_, index) => index % threads === thread,
  );
  const workerData: Share = { seeds, desks, hubs, steps };
  const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData });
  return new Promise((resolve, reject) => {
    worker.on('message', (result: SimulationResult) => {
      results.push(result);
      if (result.broken.length > 0) say(`seed ${result.seed}: ${result.broken.slice(0, 5).join('; ')}`);
      if (results.length % 5000 === 0) say(`${results.length} seeds`);
    });
    worker.once('error', reject);
    worker.once('exit', () => resolve());
  });
}
