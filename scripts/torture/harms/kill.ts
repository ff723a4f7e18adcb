/** kill -9 at a random moment while something is under way. */
import { setTimeout as pause } from 'node:timers/promises';
import { answeredIn, startDeskProcess } from '../desk-process.ts';
import { examine } from '../examine.ts';
import type { Harm } from '../round.ts';
import type { Focus } from '../workload/worker.ts';

export function killDuring(focus: Focus): Harm {
  return {
    name: `kill during ${focus}`,
    missing: () => null,
    run: async ({ dataDir, filesDir }, chance, seed) => {
      const desk = startDeskProcess({ dataDir, filesDir, seed, focus });
      const enough = chance.between(2, 25);
      await desk.until((journal) => answeredIn(journal) >= enough);
      await pause(chance.between(0, 40));
      desk.signal('SIGKILL');
      const ended = await desk.ended;
      const crashed = ended === 'SIGKILL' ? [] : [`the desk ended by itself (${ended}): ${desk.errors()}`];
      const problems = await examine(dataDir, desk.journal);
      return {
        journal: desk.journal,
        harm: `killed after ${answeredIn(desk.journal)} answers`,
        problems: [...crashed, ...problems],
      };
    },
  };
}
