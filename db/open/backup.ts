/** Encrypted copies of the two files, kept beside them: before each migration of existing data, and one a day. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import type { UtcMs } from '../../domain/kernel/units.ts';
import { SHANGHAI_OFFSET_MS } from '../../domain/kernel/units.ts';
import type { DataFile } from './errors.ts';
import { openFile } from './file.ts';
import type { FileOptions } from './file.ts';

/** How many copies of one file are kept; the oldest go first. */
export const BACKUPS_KEPT = 7;

export function backupFolder(dataDir: string): string {
  return join(dataDir, 'backups');
}

/** The local day and time of a copy, so that names sort by age: `20261122T093000`. */
export function stamp(now: UtcMs): string {
  return new Date(now + SHANGHAI_OFFSET_MS).toISOString().slice(0, 19).replaceAll('-', '').replaceAll(':', '');
}

/** The copies of one file (`desk` or `orders`), oldest first. */
export function listBackups(dataDir: string, name: string): string[] {
  const folder = backupFolder(dataDir);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.startsWith(`${name}-`) && file.endsWith('.db'))
    .sort();
}

/** One copy as its name says it. */
export interface Backup {
  /** Its name in the folder `backups`. */
  readonly fileName: string;
  readonly file: DataFile;
  readonly madeAt: UtcMs;
  /** `daily`, or `before-migration-from-<version>`. */
  readonly reason: string;
  readonly bytes: number;
}

const BACKUP_NAME = /^(?<file>desk|orders)-(?<day>\d{8})T(?<time>\d{6})-(?<reason>[a-z0-9-]+)\.db$/u;

/** Every copy of both files, the newest first. */
export function backupsOf(dataDir: string): Backup[] {
  const names = [...listBackups(dataDir, 'desk'), ...listBackups(dataDir, 'orders')];
  return names.flatMap((name) => backupNamed(dataDir, name) ?? []).toSorted((a, b) => b.madeAt - a.madeAt);
}

/** Null where the folder holds no copy of that name. */
export function backupNamed(dataDir: string, fileName: string): Backup | null {
  const { file, day = '', time = '', reason = '' } = BACKUP_NAME.exec(fileName)?.groups ?? {};
  const path = join(backupFolder(dataDir), fileName);
  if ((file !== 'desk' && file !== 'orders') || !existsSync(path)) return null;
  const [hours, minutes, seconds] = [time.slice(0, 2), time.slice(2, 4), time.slice(4)].map(Number);
  const midnight = Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6)));
  const local = midnight + (((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000;
  return { fileName, file, madeAt: local - SHANGHAI_OFFSET_MS, reason, bytes: statSync(path).size };
}

/**
 * Copies the open file whole, under the same key, and removes all but the newest copies. `reason` is part of the name.
 * A copy appears under its name only when it is complete.
 */
export function backUp(
  connection: BetterSqlite3.Database,
  { dataDir, name, reason, now }: { dataDir: string; name: string; reason: string; now: UtcMs },
): string {
  const folder = backupFolder(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const target = join(folder, `${name}-${stamp(now)}-${reason}.db`);
  // What a crash left half made goes with it.
  for (const file of readdirSync(folder)) if (file.endsWith('.part')) rmSync(join(folder, file), { force: true });
  copyWhole(connection, target);
  // A clock that was set back names the new copy as the oldest: it stays.
  const others = listBackups(dataDir, name).filter((file) => file !== basename(target));
  for (const old of others.slice(0, Math.max(0, others.length + 1 - BACKUPS_KEPT)))
    rmSync(join(folder, old), { force: true });
  return target;
}

function copyWhole(connection: BetterSqlite3.Database, target: string): void {
  const unfinished = `${target}.part`;
  try {
    connection.prepare('VACUUM INTO ?').run(unfinished);
    // Named as a copy only once it is on the disk, whole.
    syncPath(unfinished);
    renameSync(unfinished, target);
    syncPath(dirname(target));
  } catch (error) {
    // Half a copy would take the room that is short.
    rmSync(unfinished, { force: true });
    throw error;
  }
}

/** A copy for good, beside the file and under its key: no later one takes its place. Answers its path. */
export function keepCopy(file: FileOptions, { dataDir, name }: { dataDir: string; name: string }): string {
  const target = join(dataDir, `${name}.db`);
  const connection = openFile(file);
  try {
    rmSync(target, { force: true });
    copyWhole(connection, target);
  } finally {
    connection.close();
  }
  return target;
}

/** Forces a file, or the names in a folder, to the disk. Windows has no such call for a folder and no need of it. */
export function syncPath(path: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Makes today's copy of one file unless there is one. Takes about a second per 500 MB and blocks while it does: call it
 * when idle. Answers the path of the new copy, or null.
 */
export function backUpDaily(file: FileOptions, { dataDir, name, now }: { dataDir: string; name: string; now: UtcMs }) {
  const today = `${name}-${stamp(now).slice(0, 8)}`;
  if (listBackups(dataDir, name).some((copy) => copy.startsWith(today) && copy.endsWith('-daily.db'))) return null;
  const connection = openFile(file);
  try {
    return backUp(connection, { dataDir, name, reason: 'daily', now });
  } finally {
    connection.close();
  }
}
