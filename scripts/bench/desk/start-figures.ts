/** Opening: from the start of the program to the first answer, in a process of its own each time; and what it then holds in memory. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { figure, timingOf } from '../measure.ts';
import type { Figure } from '../measure.ts';

const STARTS = 5;

interface Start {
  /** Milliseconds. */
  readonly open: number;
  readonly firstSearch: number;
  readonly rssMegabytes: number;
}

async function startOnce(dataDir: string): Promise<Start> {
  const file = fileURLToPath(new URL('start-once.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [file, dataDir]);
  return JSON.parse(stdout) as Start;
}

export interface Starts {
  readonly figures: readonly Figure[];
  /** Resident memory of the desk's process a while after it was opened, the most of all starts. To be 250 at most. */
  readonly idleMegabytes: number;
}

export async function measureStarts(dataDir: string): Promise<Starts> {
  const starts: Start[] = [];
  for (let index = 0; index < STARTS; index += 1) starts.push(await startOnce(dataDir));
  const timing = (field: 'open' | 'firstSearch') => timingOf(starts.map((start) => start[field] * 1000));
  return {
    figures: [
      figure('open.desk', timing('open'), null, { p99: 2_000_000 }),
      figure('open.firstSearchCold', timing('firstSearch'), null, { p99: 50_000 }),
    ],
    idleMegabytes: Math.round(Math.max(...starts.map(({ rssMegabytes }) => rssMegabytes))),
  };
}
