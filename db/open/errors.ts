import { refuse } from '../../domain/kernel/result.ts';
import type { Refused } from '../../domain/kernel/result.ts';

/** SQLite's own name of what went wrong (`SQLITE_BUSY`, …), or null for any other exception. */
export function sqliteCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  return error.code.startsWith('SQLITE_') ? error.code : null;
}

/** The refusal that stands for a failure a person can do something about; null where the exception is a bug. */
export function databaseRefusal(error: unknown): Refused | null {
  const code = sqliteCode(error);
  if (code === null) return null;
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return refuse('database_locked');
  if (code === 'SQLITE_FULL') return refuse('disk_full');
  if (code === 'SQLITE_NOTADB') return refuse('database_key_wrong');
  return null;
}

/** Whether a UNIQUE constraint on `tableAndColumn` (`case_row.order_no`) refused the write. */
export function isUniqueViolation(error: unknown, tableAndColumn: string): boolean {
  return (
    sqliteCode(error) === 'SQLITE_CONSTRAINT_UNIQUE' && error instanceof Error && error.message.includes(tableAndColumn)
  );
}
