import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { ok, type Result } from '../../domain/kernel/result.ts';
import { openingRefusal } from './errors.ts';

export interface HeldDataFolder {
  release(): void;
}

/** A connection that nobody refers to is collected and closed, and its lock with it: it is kept here until it is released. */
const held = new Set<BetterSqlite3.Database>();

/**
 * Keeps a data folder for one desk at a time: two programs on one folder would each be its authority. The lock is SQLite's own on
 * an empty file, so it ends with the process however that ends. The command line does not take it: it writes beside an
 * open desk, as a second connection may. Refuses `database_locked` at once where another desk is open, and `disk_…` where nothing can be written there.
 */
export function holdDataFolder(dataDir: string, sqliteBinding?: string): Result<HeldDataFolder> {
  let opened: BetterSqlite3.Database | undefined;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const connection = new BetterSqlite3(join(dataDir, 'desk.lock'), {
      timeout: 0,
      ...(sqliteBinding === undefined ? {} : { nativeBinding: sqliteBinding }),
    });
    opened = connection;
    connection.exec('BEGIN EXCLUSIVE');
    held.add(connection);
    return ok({
      release: () => {
        held.delete(connection);
        connection.close();
      },
    });
  } catch (error) {
    opened?.close();
    const refusal = openingRefusal(error, dataDir);
    if (refusal === null) throw error;
    return refusal;
  }
}
