/** One encrypted SQLite file, alone: opened for migrations and backups, before the two are joined in one connection. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';

const KEY_BYTES = 32;

export interface FileOptions {
  readonly path: string;
  /** 32 random bytes, used as they are: no key derivation. */
  readonly key: Uint8Array;
  /** Path of the native driver, where the packaged application keeps it elsewhere. */
  readonly sqliteBinding?: string | undefined;
}

/** The raw key as SQLite takes it. Never part of a message. */
export function rawKey(key: Uint8Array): string {
  if (key.length !== KEY_BYTES) throw new Error(`a database key has ${KEY_BYTES} bytes`);
  return `x'${Buffer.from(key).toString('hex')}'`;
}

/**
 * Opens one file, creating it where there is none, and reads its first page.
 * Throws `SQLITE_NOTADB` when the key is not the one it was made with.
 */
export function openFile({ path, key, sqliteBinding }: FileOptions): BetterSqlite3.Database {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const connection = new BetterSqlite3(path, {
    timeout: 5000,
    ...(sqliteBinding === undefined ? {} : { nativeBinding: sqliteBinding }),
  });
  try {
    connection.pragma("cipher = 'sqlcipher'");
    connection.pragma(`key = "${rawKey(key)}"`);
    // What spills out of memory would lie unencrypted in the temporary folder.
    connection.pragma('temp_store = MEMORY');
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = FULL');
    connection.pragma('foreign_keys = ON');
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Opens one file to look at it: nothing is written to it, its log is read and not copied back. Throws like `openFile`. */
export function openFileToRead({ path, key, sqliteBinding }: FileOptions): BetterSqlite3.Database {
  const connection = new BetterSqlite3(path, {
    readonly: true,
    fileMustExist: true,
    ...(sqliteBinding === undefined ? {} : { nativeBinding: sqliteBinding }),
  });
  try {
    connection.pragma("cipher = 'sqlcipher'");
    connection.pragma(`key = "${rawKey(key)}"`);
    connection.pragma('temp_store = MEMORY');
    connection.pragma('user_version');
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}
