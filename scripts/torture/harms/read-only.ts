/** A disk that takes nothing any more: at opening for certain, and in the middle of work as far as that can be had. */
import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { answeredIn, startDeskProcess } from '../desk-process.ts';
import { examine } from '../examine.ts';
import { mayMount, mountMemory, remount, unmount } from '../mounts.ts';
import type { Harm } from '../round.ts';
import { copyFolder } from '../template.ts';
import { stopInOrder } from './stop.ts';

/** As root a file system of the round's own is read-only; otherwise nobody may write the folder and its files. */
export const readOnlyAtOpening: Harm = {
  name: 'read-only disk at opening',
  missing: () => (process.platform === 'win32' ? 'permissions of POSIX' : null),
  run: async ({ dataDir: plain, scratch, filesDir, template }, _chance, seed) => {
    const disk = join(scratch, 'disk');
    const dataDir = mayMount() ? join(disk, 'data') : plain;
    if (mayMount()) {
      mountMemory(disk, '48m');
      copyFolder(template, dataDir);
      remount(disk, 'ro');
    } else permit(dataDir, 0o500, 0o400);
    const desk = startDeskProcess({ dataDir, filesDir, seed, focus: 'everything' });
    await desk.until((journal) => journal.length > 1);
    const problems = await stopInOrder(desk);
    if (mayMount()) remount(disk, 'rw');
    else permit(dataDir, 0o700, 0o600);
    const said = desk.journal.map((line) => (line.type === 'refused' ? line.refusal.code : line.type));
    if (said[1] !== 'disk_read_only') problems.push(`a read-only disk was told as ${said[1] ?? 'nothing'}`);
    problems.push(...(await examine(dataDir, desk.journal)));
    return { journal: desk.journal, harm: 'refused at opening, then opened', problems };
  },
};

function permit(folder: string, folderMode: number, fileMode: number): void {
  chmodSync(folder, 0o700);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) permit(path, folderMode, fileMode);
    else chmodSync(path, fileMode);
  }
  chmodSync(folder, folderMode);
}

/**
 * No system lets a disk be made read-only under files that are open for writing, short of a failing one. So the two files answer
 * as SQLite does there (`query_only`), and the folders of evidence and uploads are covered by a disk that is read-only.
 */
export const readOnlyDuringWork: Harm = {
  name: 'read-only disk during work',
  missing: () => (mayMount() ? null : 'the right to mount, for a read-only disk over the folders of files'),
  run: async ({ dataDir, filesDir }, chance, seed) => {
    const desk = startDeskProcess({
      dataDir,
      filesDir,
      seed,
      focus: chance.pick(['evidence', 'import', 'everything']),
    });
    await desk.until((journal) => answeredIn(journal) >= 4);
    const covered = [join(dataDir, 'evidence'), join(dataDir, 'tmp')];
    for (const folder of covered) mountMemory(folder, '1m', true);
    const whole = chance.percent(50);
    if (whole) desk.tell('deaf');
    await pause(1_000);
    for (const folder of covered) unmount(folder);
    desk.tell('well');
    const before = answeredIn(desk.journal);
    await desk.until((journal) => answeredIn(journal) >= before + 3);
    const problems = [...(await stopInOrder(desk)), ...(await examine(dataDir, desk.journal))];
    return { journal: desk.journal, harm: whole ? 'everything for a second' : 'the files for a second', problems };
  },
};
