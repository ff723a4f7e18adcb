/** The clock jumps back and forth, by minutes and by years, while people work; then the desk is killed. */
import { answeredIn, startDeskProcess } from '../desk-process.ts';
import { examine } from '../examine.ts';
import type { Harm } from '../round.ts';

export const clockJumps: Harm = {
  name: 'clock jumping',
  missing: () => null,
  run: async ({ dataDir, filesDir }, chance, seed) => {
    const desk = startDeskProcess({ dataDir, filesDir, seed, focus: 'everything', jumps: true });
    const enough = chance.between(10, 30);
    await desk.until((journal) => answeredIn(journal) >= enough);
    desk.signal('SIGKILL');
    const ended = await desk.ended;
    const crashed = ended === 'SIGKILL' ? [] : [`the desk ended by itself (${ended}): ${desk.errors()}`];
    const problems = [...crashed, ...(await examine(dataDir, desk.journal))];
    return { journal: desk.journal, harm: `up to ten years off, ${answeredIn(desk.journal)} answers`, problems };
  },
};
