/** Another program holds the write lock of one of the files, for a moment or for longer than the desk waits. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TEST_KEYS } from '../../../db/testing/temporary-db.ts';
import { answeredIn, startDeskProcess } from '../desk-process.ts';
import { examine } from '../examine.ts';
import type { Harm } from '../round.ts';
import { stopInOrder } from './stop.ts';

const CHILD = fileURLToPath(new URL('../workload/lock-child.ts', import.meta.url));
/** The desk waits five seconds for a lock. */
const LONG_MS = 6_500;

export const lockedByAnother: Harm = {
  name: 'locked by another process',
  missing: () => null,
  run: async ({ dataDir, filesDir }, chance, seed) => {
    const file = chance.pick(['desk', 'orders'] as const);
    const ms = chance.percent(50) ? LONG_MS : chance.between(100, 1_500);
    const desk = startDeskProcess({ dataDir, filesDir, seed, focus: chance.pick(['import', 'notes', 'everything']) });
    await desk.until((journal) => answeredIn(journal) >= 3);
    const key = Buffer.from(TEST_KEYS[file]).toString('hex');
    const kind = chance.pick(['IMMEDIATE', 'EXCLUSIVE']);
    const holder = spawn(process.execPath, [CHILD, join(dataDir, `${file}.db`), key, kind, String(ms)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const over = once(holder, 'exit');
    await Promise.race([once(holder.stdout, 'data'), over]);
    await over;
    const before = answeredIn(desk.journal);
    await desk.until((journal) => answeredIn(journal) >= before + 3);
    const crashed = await stopInOrder(desk);
    const problems = [...crashed, ...(await examine(dataDir, desk.journal))];
    return { journal: desk.journal, harm: `${file}.db held for ${ms} ms (${kind})`, problems };
  },
};
