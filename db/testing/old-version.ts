/** Files as programs of the past left them: made by the migrations up to theirs, with a row in every table there was. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { deskMigrations } from '../migrations/desk/index.ts';
import { ordersMigrations } from '../migrations/orders/index.ts';
import type { DataFile } from '../open/errors.ts';
import { openFile } from '../open/file.ts';
import { migrate } from '../open/migrate.ts';
import type { Migration } from '../open/migrate.ts';
import { sampleRows } from './sample-rows.ts';
import { TEST_KEYS } from './temporary-db.ts';

export const FIXTURES = join(import.meta.dirname, 'fixtures');

export const MIGRATIONS: Readonly<Record<DataFile, readonly Migration[]>> = {
  desk: deskMigrations,
  orders: ordersMigrations,
};

/** The versions that programs of the past may have left, the one before the newest last. */
export function pastVersions(file: DataFile): number[] {
  return MIGRATIONS[file].slice(0, -1).map(({ version }) => version);
}

/** A file kept from when that version was the newest; null where none is kept. */
export function keptFixture(file: DataFile, version: number): string | null {
  const path = join(FIXTURES, `${file}-${version}.db`);
  return existsSync(path) ? path : null;
}

/** Makes a file of that version anew, with its rows; closed, with nothing left in its log. */
export function makeOldFile(path: string, file: DataFile, version: number): void {
  const connection = openFile({ path, key: TEST_KEYS[file] });
  try {
    const steps = MIGRATIONS[file].filter((migration) => migration.version <= version);
    migrate(connection, file, steps, () => undefined);
    for (const { table, row } of sampleRows[file]) if (hasTable(connection, table)) insert(connection, table, row);
  } finally {
    connection.close();
  }
}

function hasTable(connection: BetterSqlite3.Database, table: string): boolean {
  return connection.prepare(`SELECT 1 FROM sqlite_schema WHERE name = ?`).get(table) !== undefined;
}

/** The columns that the table had then. */
function insert(connection: BetterSqlite3.Database, table: string, row: Readonly<Record<string, unknown>>): void {
  const columns = columnsOf(connection, table).filter((column) => column in row);
  connection
    .prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
    .run(...columns.map((column) => row[column]));
}

function columnsOf(connection: BetterSqlite3.Database, table: string): string[] {
  return (connection.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);
}

/**
 * What every table of the samples holds, by its columns. What a migration makes anew from the rest (projections, keys of the
 * search) is not among them.
 */
export function readSamples(connection: BetterSqlite3.Database, file: DataFile) {
  const tables = [...new Set(sampleRows[file].map(({ table }) => table))];
  return tables
    .filter((table) => hasTable(connection, table))
    .map((table) => ({
      table,
      columns: columnsOf(connection, table),
      rows: connection.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[],
    }));
}
