import { accessSync, constants } from 'node:fs';
import { diskRefusal } from '../../domain/kernel/disk-refusal.ts';
import { refuse } from '../../domain/kernel/result.ts';
import type { Refused } from '../../domain/kernel/result.ts';

/** Which of the two files a statement reads or writes. */
export type DataFile = 'desk' | 'orders';

/** SQLite's own name of what went wrong (`SQLITE_BUSY`, …), or null for any other exception. */
export function sqliteCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  return error.code.startsWith('SQLITE_') ? error.code : null;
}

const damagedFiles = new WeakMap<Error, DataFile>();

/** Whether SQLite found that a file is not what was written: a page whose seal does not fit, or one that makes no sense. */
export function isDamage(error: unknown): error is Error {
  const code = sqliteCode(error);
  return code !== null && (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB');
}

/** Remembers which file an exception is about, which SQLite itself does not say. */
export function noteDamage(error: unknown, file: DataFile): void {
  if (isDamage(error) && !damagedFiles.has(error)) damagedFiles.set(error, file);
}

/**
 * The refusal that stands for a failure of the files or the disk, which a person can do something about; null where the exception
 * is a bug. `database_locked`, `disk_full`, `disk_read_only`, `disk_failed` (`{ code }`), `database_corrupt` (`{ file }`).
 */
export function databaseRefusal(error: unknown): Refused | null {
  const code = sqliteCode(error);
  if (code === null) return diskRefusal(error);
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return refuse('database_locked');
  // The index of the write-ahead log could not be made as large as it has to be.
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE') return refuse('disk_full');
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_PERM') return refuse('disk_read_only');
  if (isDamage(error)) return refuse('database_corrupt', { file: damagedFiles.get(error) ?? 'desk' });
  if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_CANTOPEN')) return refuse('disk_failed', { code });
  return null;
}

/** The same while files are being opened: SQLite says of a folder that cannot be written only that it cannot open the file. */
export function openingRefusal(error: unknown, folder: string): Refused | null {
  if (sqliteCode(error)?.startsWith('SQLITE_CANTOPEN') === true) {
    try {
      accessSync(folder, constants.W_OK);
    } catch (denied) {
      return diskRefusal(denied) ?? databaseRefusal(error);
    }
  }
  return databaseRefusal(error);
}

/** Whether a UNIQUE constraint on `tableAndColumn` (`case_row.order_no`) refused the write. */
export function isUniqueViolation(error: unknown, tableAndColumn: string): boolean {
  return (
    sqliteCode(error) === 'SQLITE_CONSTRAINT_UNIQUE' && error instanceof Error && error.message.includes(tableAndColumn)
  );
}
