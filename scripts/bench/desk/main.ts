/** Everything an agent waits for on a desk of that many orders, each figure beside its floor of the same run. */
import { createReadStream } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Figure } from '../measure.ts';
import { benchData, openBenchDesk } from './build-data.ts';
import { caseFigures } from './case-figures.ts';
import { commandFigures } from './command-figures.ts';
import { portFigures } from './port-figures.ts';
import { searchFigures } from './search-figures.ts';
import { measureStarts } from './start-figures.ts';

export interface DeskBench {
  readonly node: string;
  readonly processor: string;
  readonly orders: number;
  readonly cases: number;
  readonly events: number;
  readonly recordedPerSecond: number;
  /** Of orders.db for each order, and of desk.db for each case. */
  readonly bytesPerOrder: number;
  readonly bytesPerCase: number;
  /** Resident memory of the desk's process, idle. To be 250 at most. */
  readonly idleMegabytes: number;
  readonly figures: readonly Figure[];
}

export async function benchDesk(orders: number): Promise<DeskBench> {
  const data = await benchData(orders);
  const say = (what: string): void => void process.stderr.write(`measuring ${what}\n`);
  say('the start');
  const starts = await measureStarts(data.dataDir);
  say('nothing, reading the files once');
  await readOnce(data.dataDir);
  const desk = await openBenchDesk(data.dataDir);
  const figures: Figure[] = [...starts.figures];
  try {
    say('finding');
    figures.push(...searchFigures(desk.deps.db, data.orders, data.cases));
    say('cases and queues');
    figures.push(...(await caseFigures(desk, data.cases)));
    say('commands');
    figures.push(...(await commandFigures(desk, data.cases)));
  } finally {
    await desk.close();
  }
  say('the ways to a window');
  figures.push(...(await portFigures(data.dataDir, data.orders)));
  return {
    node: process.versions.node,
    processor: cpus()[0]?.model ?? '',
    orders: data.orders,
    cases: data.cases,
    events: data.events,
    recordedPerSecond: data.recordedPerSecond,
    bytesPerOrder: Math.round(data.bytes.orders / data.orders),
    bytesPerCase: Math.round(data.bytes.desk / data.cases),
    idleMegabytes: starts.idleMegabytes,
    figures,
  };
}

/** Warm is what the system has read before: it forgets files that nobody has asked for in a while, and a desk is asked all day. */
async function readOnce(dataDir: string): Promise<void> {
  for (const name of ['orders.db', 'desk.db']) {
    await finished(createReadStream(join(dataDir, name), { highWaterMark: 2 ** 20 }).resume());
  }
}

/** Figures as lines of a table, what misses its target marked. */
export function report({ figures, ...about }: DeskBench): string {
  const width = Math.max(...figures.map(({ name }) => name.length));
  const lines = figures.map(
    ({ name, p50, p99, max, floor, ratio, target, met }) =>
      `${met ? ' ' : '!'} ${name.padEnd(width)} ${String(p50).padStart(9)} ${String(p99).padStart(9)} ${String(max).padStart(9)} ` +
      `${String(floor?.p50 ?? '').padStart(8)} ${(ratio === null ? '' : `${ratio}x`).padStart(7)}  ${target}`,
  );
  const head = `  ${'microseconds'.padEnd(width)} ${'p50'.padStart(9)} ${'p99'.padStart(9)} ${'max'.padStart(9)} ${'floor'.padStart(8)}`;
  return [JSON.stringify(about), head, ...lines].join('\n');
}
