/**
 * A desk process that works through its router as a window does, until it is told to stop or is killed. Every answer is told to
 * the harness over the pipe once the desk gave it; SQLite has then forced the commit to the disk.
 */
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { openDesk } from '../../../desk/desk.ts';
import type { JournalLine } from '../journal.ts';
import { chanceOf } from '../random.ts';
import { clock, deskOptions } from '../template.ts';
import { FOCUSES, startWorker } from './worker.ts';

const settings = z
  .object({
    dataDir: z.string(),
    filesDir: z.string(),
    seed: z.number(),
    focus: z.enum(FOCUSES),
    /** Jumps the clock back and forth between acts. */
    jumps: z.boolean(),
    /** Opens, and does nothing. */
    idle: z.boolean(),
    /** Reports how far the logs are committed with each answer. */
    marksWal: z.boolean(),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));

function say(line: JournalLine): void {
  const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
  for (let written = 0; written < bytes.length;) {
    try {
      written += writeSync(1, bytes, written);
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error) || error.code !== 'EAGAIN') throw error;
    }
  }
}

const MINUTE = 60_000;
const YEAR = 365 * 24 * 60 * MINUTE;
/** Units that the clock is set wrong by: up to a thousand of them. */
const JUMPS = [MINUTE, -MINUTE, YEAR / 100, -YEAR / 100, 1, 0];

const chance = chanceOf(settings.seed);
const running = clock();
let offset = 0;
say({ type: 'opening' });
const opened = await openDesk(deskOptions(settings.dataDir, () => running() + offset));
if (opened.ok) {
  const desk = opened.value;
  const stop = new AbortController();
  createInterface({ input: process.stdin }).on('line', (line) => {
    if (line === 'stop') stop.abort();
    if (line === 'deaf') desk.deps.db.run('PRAGMA query_only = 1');
    if (line === 'well') desk.deps.db.run('PRAGMA query_only = 0');
  });
  say({ type: 'ready' });
  const act = startWorker({ ...settings, desk, chance, say });
  while (!stop.signal.aborted) {
    if (settings.idle) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      continue;
    }
    if (settings.jumps && chance.percent(30)) offset = chance.pick(JUMPS) * chance.between(1, 1000);
    await act();
    // Lets what the harness says, and what an import tells, come in.
    await new Promise((resolve) => setImmediate(resolve));
  }
  await desk.close();
  process.exit(0);
} else {
  say({ type: 'refused', act: 'open', refusal: opened.refusal });
  process.exit(0);
}
