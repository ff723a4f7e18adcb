/** The disk fills up: while people work, to any byte, or before the desk is opened. Then room is made, and the same desk goes on. */
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { answeredIn, startDeskProcess } from '../desk-process.ts';
import type { DeskProcess } from '../desk-process.ts';
import { examine } from '../examine.ts';
import { mayMount, mountMemory } from '../mounts.ts';
import type { Harm } from '../round.ts';
import { copyFolder } from '../template.ts';
import { FOCUSES } from '../workload/worker.ts';
import { stopInOrder } from './stop.ts';

const PAGE = 4096;
const DISK = '48m';
/** How long a desk works on a full disk, in milliseconds. */
const SUFFERS_MS = 1_200;

/** A disk of the round's own, with the desk's folder on it. */
function onSmallDisk(template: string, scratch: string) {
  const disk = join(scratch, 'disk');
  mountMemory(disk, DISK);
  const dataDir = join(disk, 'data');
  copyFolder(template, dataDir);
  const filler = join(disk, 'filler');
  return {
    dataDir,
    /** Leaves so many bytes. */
    fill: (left: number): void => fillUp(disk, filler, left),
    makeRoom: (): void => rmSync(filler, { force: true }),
  };
}

function fillUp(disk: string, filler: string, left: number): void {
  const { bavail, bsize } = statfsSync(disk);
  const file = openSync(filler, 'a');
  try {
    const block = Buffer.alloc(PAGE * 16);
    for (let room = bavail * bsize - left; room > 0; room -= block.length)
      writeSync(file, block, 0, Math.min(room, block.length));
  } catch (error) {
    // The desk was quicker: the disk is full all the same.
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOSPC') throw error;
  } finally {
    closeSync(file);
  }
}

async function goesOn(desk: DeskProcess): Promise<string[]> {
  const before = answeredIn(desk.journal);
  await desk.until((journal) => answeredIn(journal) >= before + 3);
  return answeredIn(desk.journal) >= before + 3 ? [] : ['the desk does not go on once there is room'];
}

export const diskFull: Harm = {
  name: 'disk full during work',
  missing: () => (mayMount() ? null : 'the right to mount, for a small disk of its own'),
  run: async ({ scratch, filesDir, template }, chance, seed) => {
    const { dataDir, fill, makeRoom } = onSmallDisk(template, scratch);
    const focus = chance.pick(FOCUSES);
    const desk = startDeskProcess({ dataDir, filesDir, seed, focus });
    await desk.until((journal) => answeredIn(journal) >= 4);
    // Any number of pages: whichever write comes next to the last one fails.
    const left = chance.between(0, 60) * PAGE;
    fill(left);
    await pause(SUFFERS_MS);
    const full = answeredIn(desk.journal);
    makeRoom();
    const problems = await goesOn(desk);
    problems.push(...(await stopInOrder(desk)), ...(await examine(dataDir, desk.journal)));
    return {
      journal: desk.journal,
      harm: `${left / PAGE} pages left during ${focus}, ${full} answers by then`,
      problems,
    };
  },
};

export const diskFullAtOpening: Harm = {
  name: 'disk full at opening',
  missing: diskFull.missing,
  run: async ({ scratch, filesDir, template }, chance, seed) => {
    const { dataDir, fill, makeRoom } = onSmallDisk(template, scratch);
    const left = chance.between(0, 40) * PAGE;
    fill(left);
    const desk = startDeskProcess({ dataDir, filesDir, seed, focus: 'everything' });
    await desk.until((journal) => journal.length > 1);
    await pause(300);
    makeRoom();
    const opened = desk.journal.some(({ type }) => type === 'ready');
    const problems = opened ? await goesOn(desk) : [];
    problems.push(...(await stopInOrder(desk)), ...(await examine(dataDir, desk.journal)));
    return { journal: desk.journal, harm: `${left / PAGE} pages left, ${opened ? 'opened' : 'refused'}`, problems };
  },
};

function limitFiles(desk: DeskProcess, bytes: string): void {
  execFileSync('prlimit', ['--pid', String(desk.child.pid), `--fsize=${bytes}:unlimited`]);
}

/** Every file of the process may grow so far and no further: what can be done to a disk without being root. */
export const fileLimit: Harm = {
  name: 'file size limit during work',
  missing: () => (spawnSync('prlimit', ['--version']).status === 0 ? null : 'prlimit, of Linux'),
  run: async ({ dataDir, filesDir }, chance, seed) => {
    const desk = startDeskProcess({ dataDir, filesDir, seed, focus: 'everything' });
    await desk.until((journal) => answeredIn(journal) >= 4);
    const limit = chance.between(8, 400) * 1024;
    limitFiles(desk, String(limit));
    await pause(SUFFERS_MS);
    limitFiles(desk, 'unlimited');
    const problems = await goesOn(desk);
    problems.push(...(await stopInOrder(desk)), ...(await examine(dataDir, desk.journal)));
    return { journal: desk.journal, harm: `no file beyond ${limit / 1024} KiB`, problems };
  },
};
