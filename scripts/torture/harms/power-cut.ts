/**
 * A power cut: the desk is stopped between two instructions, its files are copied as a disk could hold them, and it never goes
 * on. What was forced to the disk before the last answer stands; of the transaction that was written after it anything may be there, in any
 * order, torn anywhere, and nothing of those behind it, which wait for the disk. Pages of the main file that the log still holds may be torn as well: a checkpoint may have been under way.
 */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CHECKPOINT_PAGES } from '../../../db/open/open-desk-db.ts';
import { answeredIn, startDeskProcess } from '../desk-process.ts';
import { examine } from '../examine.ts';
import type { Acknowledged, JournalLine, WalMark } from '../journal.ts';
import type { Chance } from '../random.ts';
import type { Harm } from '../round.ts';
import { outlineOf } from '../wal.ts';
import type { WalOutline as Outline } from '../wal.ts';
import type { Focus } from '../workload/worker.ts';

const SECTOR = 512;
const FILES = ['desk', 'orders'] as const;

export function powerCutDuring(focus: Focus): Harm {
  return {
    name: `power cut during ${focus}`,
    missing: () => (process.platform === 'win32' ? 'signals that stop a process' : null),
    run: async ({ dataDir, scratch, filesDir }, chance, seed) => {
      const desk = startDeskProcess({ dataDir, filesDir, seed, focus, marksWal: true });
      const enough = chance.between(2, 20);
      await desk.until((journal) => answeredIn(journal) >= enough);
      await pause(chance.between(0, 40));
      desk.signal('SIGSTOP');
      // Whatever it said before it was stopped is read before its files are.
      await pause(50);
      const cut = momentOfCut(desk.journal, chance);
      const marks = { desk: cut.last?.wal?.desk ?? null, orders: cut.last?.wal?.orders ?? null };
      const disk = join(scratch, 'disk');
      cpSync(dataDir, disk, { recursive: true });
      desk.signal('SIGKILL');
      await desk.ended;
      const done = FILES.flatMap((file) => tear(join(disk, `${file}.db`), marks[file], chance));
      done.push(...tearParts(join(disk, 'evidence'), chance));
      rmSync(dataDir, { recursive: true });
      cpSync(disk, dataDir, { recursive: true });
      return { journal: cut.journal, harm: done.join(', '), problems: await examine(dataDir, cut.journal) };
    },
  };
}

/**
 * Which answer was the last before the cut: one of the last few. What was answered after it counts as under way then, which
 * makes more of the log a thing that may be torn; as long as nothing of it was copied into the main file.
 */
function momentOfCut(
  journal: readonly JournalLine[],
  chance: Chance,
): { readonly journal: readonly JournalLine[]; readonly last: Acknowledged | undefined } {
  const answered = journal.filter((line) => line.type === 'done');
  const ends = answered.map(({ wal }) => Math.max(wal?.desk?.end ?? 0, wal?.orders?.end ?? 0));
  const mayRewind = Math.max(...ends) < CHECKPOINT_PAGES * 4096;
  const last = answered.at(-chance.between(1, mayRewind ? Math.min(6, answered.length) : 2));
  const at = last === undefined ? journal.length : journal.indexOf(last);
  return { journal: journal.filter((line, index) => index <= at || line.type !== 'done'), last };
}

/** Does to one file and its log what a power cut may do; answers what. */
function tear(path: string, mark: WalMark | null, chance: Chance): string[] {
  const log = `${path}-wal`;
  const done = [harmIndex(`${path}-shm`, chance)];
  const outline = outlineOf(log);
  if (outline === null || !existsSync(log)) return done;
  // A log begun anew since the last answer: what was answered has been copied into the main file and forced to the disk.
  const stands = mark?.salts === outline.salts ? mark.end : 0;
  done.push(tearPages(path, outline, stands, chance), tearLog(log, outline, stands, chance));
  return done;
}

/** The index of the log is made anew by whoever opens the files first: whatever it holds must not matter. */
function harmIndex(path: string, chance: Chance): string {
  if (!existsSync(path)) return 'no index';
  if (chance.percent(50)) {
    rmSync(path);
    return 'index gone';
  }
  const bytes = readFileSync(path);
  for (let times = 0; times < 20; times += 1) bytes[chance.between(0, bytes.length)] = chance.between(0, 256);
  writeFileSync(path, bytes);
  return 'index garbled';
}

function tearLog(path: string, { frames: held, frameBytes }: Outline, stands: number, chance: Chance): string {
  const bytes = readFileSync(path);
  const from = Math.min(stands, bytes.length);
  if (from === bytes.length) return 'log as it was';
  const frames = Math.floor((bytes.length - Math.max(from, 32)) / frameBytes);
  switch (chance.pick(['byte', 'page', 'sectors'])) {
    case 'byte': {
      const at = chance.between(from, bytes.length);
      writeFileSync(path, bytes.subarray(0, at));
      return `log cut ${at - from} bytes after the last answer`;
    }
    case 'page': {
      const kept = chance.between(0, frames + 1);
      writeFileSync(path, bytes.subarray(0, Math.max(from, 32) + kept * frameBytes));
      return `log cut ${kept} of ${frames} pages after the last answer`;
    }
    default: {
      // Sectors that never reached the disk, in any order: of one transaction, because the next begins when the disk has all of it.
      const to = held.find(({ end, commits }) => commits && end > from)?.end ?? bytes.length;
      for (let at = Math.ceil(from / SECTOR) * SECTOR; at < to; at += SECTOR)
        if (chance.percent(30)) bytes.fill(chance.between(0, 256), at, Math.min(at + SECTOR, to));
      writeFileSync(path, bytes.subarray(0, to));
      return `log torn in sectors over ${to - from} bytes`;
    }
  }
}

/** Tears pages that the log holds: they are read from there. */
function tearPages(path: string, { frames, frameBytes }: Outline, stands: number, chance: Chance): string {
  const pageBytes = frameBytes - 24;
  const held = [...new Set(frames.filter(({ end }) => end <= stands).map(({ page }) => page))].filter(
    (page) => page > 1,
  );
  const bytes = readFileSync(path);
  let torn = 0;
  for (const page of held) {
    const at = (page - 1) * pageBytes + chance.between(0, pageBytes / SECTOR) * SECTOR;
    if (at + SECTOR > bytes.length || !chance.percent(20)) continue;
    chance.bytes(SECTOR).copy(bytes, at);
    torn += 1;
  }
  writeFileSync(path, bytes);
  return `${torn} pages torn`;
}

/** Of a file that was being written anything may be there. */
function tearParts(folder: string, chance: Chance): string[] {
  if (!existsSync(folder)) return [];
  const parts = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(({ name }) =>
    name.endsWith('.part'),
  );
  for (const { parentPath, name } of parts) {
    const bytes = readFileSync(join(parentPath, name));
    writeFileSync(join(parentPath, name), bytes.subarray(0, chance.between(0, bytes.length + 1)));
  }
  return parts.length === 0 ? [] : [`${parts.length} files of evidence half written`];
}
