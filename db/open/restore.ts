/** Puts a backup in the place of a damaged file, keeps the damaged one aside, and says what the backup lacks. */
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import { deskMigrations } from '../migrations/desk/index.ts';
import { ordersMigrations } from '../migrations/orders/index.ts';
import { backupFolder, backupNamed, backupsOf, stamp, syncPath } from './backup.ts';
import type { Backup } from './backup.ts';
import type { DataFile } from './errors.ts';
import { databaseRefusal } from './errors.ts';
import { openFileToRead } from './file.ts';
import { deskFiles } from './open-desk-db.ts';
import type { OpenDeskDbOptions } from './open-desk-db.ts';

type Files = Omit<OpenDeskDbOptions, 'now' | 'cacheMib'>;

/** What stands in the damaged file and not in the backup, as far as the damaged file can still be read. */
export interface Lacking {
  /** `nothing_readable`: the damaged file tells nothing, so everything since the backup has to be taken for lost. */
  readonly what: 'events' | 'audit' | 'observations' | 'nothing_readable';
  readonly count: number;
  /** Rows between those that cannot be read. */
  readonly unreadable: number;
  /** After the last row that can be read there is damage: how many more there were cannot be told. */
  readonly endUnreadable: boolean;
  /** Of the rows that can be read; null where there is none. */
  readonly firstAt: UtcMs | null;
  readonly lastAt: UtcMs | null;
}

export interface Restored {
  readonly backup: Backup;
  /** The folder in the data folder where the damaged file lies now; null where there was no file. */
  readonly keptIn: string | null;
  readonly lacking: Lacking;
}

/** The newest backup of that file that opens under its key and is whole; null where there is none. */
export function lastGoodBackup(files: Files, file: DataFile): Backup | null {
  const copies = backupsOf(files.dataDir).filter((backup) => backup.file === file);
  return copies.find((backup) => isWhole(files, backup)) ?? null;
}

function isWhole(files: Files, { file, fileName }: Backup): boolean {
  try {
    return reading(files, file, join(backupFolder(files.dataDir), fileName), isSound);
  } catch (error) {
    if (databaseRefusal(error) === null) throw error;
    return false;
  }
}

function isSound(connection: BetterSqlite3.Database): boolean {
  return connection.pragma('quick_check(1)', { simple: true }) === 'ok';
}

function reading<T>(files: Files, file: DataFile, path: string, work: (connection: BetterSqlite3.Database) => T): T {
  const connection = openFileToRead({ ...deskFiles(files)[file], path });
  try {
    return work(connection);
  } finally {
    connection.close();
  }
}

/**
 * Restores one file from the backup of that name; nobody else may have the data folder open. The file that was there is moved to
 * `damaged/`, with its log, and never deleted. Refuses `backup_not_found`, `backup_unusable`, `database_from_future`, `disk_…`.
 */
export function restoreBackup(files: Files, fileName: string, now: UtcMs): Result<Restored> {
  const backup = backupNamed(files.dataDir, basename(fileName));
  if (backup === null) return refuse('backup_not_found');
  if (!isWhole(files, backup)) return refuse('backup_unusable');
  const { file } = backup;
  const { path } = deskFiles(files)[file];
  const source = join(backupFolder(files.dataDir), backup.fileName);
  const known = (file === 'desk' ? deskMigrations : ordersMigrations).at(-1)?.version ?? 0;
  const version = reading(files, file, source, (connection) => connection.pragma('user_version', { simple: true }));
  if (typeof version !== 'number' || version > known) {
    return refuse('database_from_future', { file, version: Number(version), known });
  }
  const draft = `${path}.restored`;
  try {
    copyFileSync(source, draft);
    syncPath(draft);
    const keptIn = keepAside(files.dataDir, file, path, now);
    syncPath(files.dataDir);
    renameSync(draft, path);
    syncPath(files.dataDir);
    const lacking = lackingIn(files, backup, keptIn === null ? null : join(files.dataDir, keptIn, basename(path)));
    return ok({ backup, keptIn, lacking });
  } catch (error) {
    rmSync(draft, { force: true });
    const refusal = databaseRefusal(error);
    if (refusal === null) throw error;
    return refusal;
  }
}

/** Moves a file with its log: without it the file would be another. Answers the folder, as seen from the data folder. */
function keepAside(dataDir: string, file: DataFile, path: string, now: UtcMs): string | null {
  const parts = ['', '-wal', '-shm'].filter((suffix) => existsSync(`${path}${suffix}`));
  if (parts.length === 0) return null;
  const folder = freeFolder(dataDir, `${file}-${stamp(now)}`);
  mkdirSync(join(dataDir, folder), { recursive: true, mode: 0o700 });
  // The file before its log: cut off in between there is no file, which is refused, and never one without what belongs to it.
  for (const suffix of parts) {
    renameSync(`${path}${suffix}`, join(dataDir, folder, `${basename(path)}${suffix}`));
  }
  return folder;
}

function freeFolder(dataDir: string, name: string): string {
  for (let number = 1; ; number += 1) {
    const folder = join('damaged', number === 1 ? name : `${name}-${number}`);
    if (!existsSync(join(dataDir, folder))) return folder;
  }
}

interface Ledger {
  readonly what: Exclude<Lacking['what'], 'nothing_readable'>;
  readonly table: string;
  readonly id: string;
  readonly at: string;
}

/** What tells how far a file had come, the most telling first. */
const LEDGERS: Readonly<Record<DataFile, readonly Ledger[]>> = {
  desk: [
    { what: 'events', table: 'event', id: 'position', at: 'captured_at' },
    { what: 'audit', table: 'audit', id: 'seq', at: 'at' },
  ],
  orders: [{ what: 'observations', table: 'order_observation', id: 'rowid', at: 'observed_at' }],
};

const NOTHING_READABLE: Lacking = {
  what: 'nothing_readable',
  count: 0,
  unreadable: 0,
  endUnreadable: true,
  firstAt: null,
  lastAt: null,
};

function lackingIn(files: Files, { file, fileName }: Backup, damaged: string | null): Lacking {
  if (damaged === null) return NOTHING_READABLE;
  const source = join(backupFolder(files.dataDir), fileName);
  try {
    return reading(files, file, damaged, (connection) => {
      for (const ledger of LEDGERS[file]) {
        const last = reading(files, file, source, (copy) => lastOf(copy, ledger)) ?? 0;
        const lacking = rowsAfter(connection, ledger, last);
        if (lacking !== null) return lacking;
      }
      return NOTHING_READABLE;
    });
  } catch (error) {
    if (databaseRefusal(error) === null) throw error;
    return NOTHING_READABLE;
  }
}

function lastOf(connection: BetterSqlite3.Database, { table, id }: Ledger): number | null {
  const row = connection.prepare(`SELECT max(${id}) AS last FROM ${table}`).get() as { last: number | null };
  return row.last;
}

/** So many numbers in a row without a readable row, and the search is over. */
const GAP = 500;

/** Row by row: one damaged page hides its own rows and no others. Null where not one row can be reached. */
function rowsAfter(connection: BetterSqlite3.Database, ledger: Ledger, after: number): Lacking | null {
  let statement;
  try {
    statement = connection.prepare(`SELECT ${ledger.at} AS at FROM ${ledger.table} WHERE ${ledger.id} = ?`);
  } catch (error) {
    if (databaseRefusal(error) === null) throw error;
    return null;
  }
  const times: number[] = [];
  let unreadable = 0;
  let damagedSince = 0;
  let missing = 0;
  for (let id = after + 1; missing < GAP; id += 1) {
    const at = readOr(() => (statement.get(id) as { at: number } | undefined)?.at, 'damaged');
    missing = typeof at === 'number' ? 0 : missing + 1;
    if (at === 'damaged') damagedSince += 1;
    if (typeof at !== 'number') continue;
    times.push(at);
    unreadable += damagedSince;
    damagedSince = 0;
  }
  const endUnreadable = damagedSince > 0;
  if (times.length === 0 && endUnreadable) return null;
  return {
    what: ledger.what,
    count: times.length,
    unreadable,
    endUnreadable,
    firstAt: times.length === 0 ? null : Math.min(...times),
    lastAt: times.length === 0 ? null : Math.max(...times),
  };
}

function readOr<T>(read: () => T, otherwise: 'damaged'): T | 'damaged' {
  try {
    return read();
  } catch (error) {
    if (databaseRefusal(error) === null) throw error;
    return otherwise;
  }
}
