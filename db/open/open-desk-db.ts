import { join } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Refused, Result } from '../../domain/kernel/result.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import { deskMigrations } from '../migrations/desk/index.ts';
import { ordersMigrations } from '../migrations/orders/index.ts';
import { backUp } from './backup.ts';
import { wrapConnection } from './database.ts';
import type { WritableDb } from './database.ts';
import { openingRefusal, sqliteCode } from './errors.ts';
import type { DataFile } from './errors.ts';
import { openFile, rawKey } from './file.ts';
import type { FileOptions } from './file.ts';
import { isLogDamaged } from './log-damage.ts';
import { migrate } from './migrate.ts';
import type { Migration } from './migrate.ts';
import { isKeyOf, looksWhole, rememberKeyOf } from './soundness.ts';

export interface OpenDeskDbOptions {
  readonly dataDir: string;
  /** 32 bytes each. */
  readonly keys: { readonly desk: Uint8Array; readonly orders: Uint8Array };
  readonly sqliteBinding?: string | undefined;
  readonly now: UtcMs;
  /** Page cache in MiB. What is cached is read at the speed of an unencrypted file. */
  readonly cacheMib?: { readonly desk: number; readonly orders: number } | undefined;
  /** An import asks for more: it rewrites the same pages again and again, and copying them back each time would take most of its time. */
  readonly checkpointPages?: number | undefined;
}

const DEFAULT_CACHE_MIB = { desk: 32, orders: 192 };

/**
 * Pages of 4 KiB that a write-ahead log holds before it is copied back, by the commit that finds it so. Few, so that no note has to wait for
 * what a hundred others wrote.
 */
export const CHECKPOINT_PAGES = 250;

/** The two files of a data folder: `desk.db` is precious, `orders.db` is what others know. */
export function deskFiles({ dataDir, keys, sqliteBinding }: Omit<OpenDeskDbOptions, 'now' | 'cacheMib'>): {
  readonly desk: FileOptions;
  readonly orders: FileOptions;
} {
  return {
    desk: { path: join(dataDir, 'desk.db'), key: keys.desk, sqliteBinding },
    orders: { path: join(dataDir, 'orders.db'), key: keys.orders, sqliteBinding },
  };
}

function prepareFile(
  name: DataFile,
  file: FileOptions,
  migrations: readonly Migration[],
  { dataDir, now }: { dataDir: string; now: UtcMs },
): Result<{ from: number; to: number }> {
  let connection: BetterSqlite3.Database | undefined;
  try {
    if (!looksWhole(file.path, file.key) || isLogDamaged(file.path)) return refuse('database_corrupt', { file: name });
    const opened = openFile(file);
    connection = opened;
    const migrated = migrate(opened, name, migrations, (from) => {
      backUp(opened, { dataDir, name, reason: `before-migration-from-${from}`, now });
    });
    if (migrated.ok) rememberKeyOf(file.path, file.key);
    return migrated;
  } catch (error) {
    const isOpen = connection !== undefined;
    // The first page opens with the key it was made with, unless it is damaged.
    if (!isOpen && sqliteCode(error) === 'SQLITE_NOTADB' && isKeyOf(file.path, file.key) !== true)
      return refuse('database_key_wrong', { file: name });
    return refusalOn(error, name, dataDir);
  } finally {
    connection?.close();
  }
}

/** What a failure while opening is to the person; any other exception goes on. */
function refusalOn(error: unknown, file: DataFile, dataDir: string): Refused {
  const refused = openingRefusal(error, dataDir);
  if (refused === null) throw error;
  return refuse(refused.refusal.code, { ...refused.refusal.data, file });
}

/**
 * Opens `desk.db` with `orders.db` attached as `orders`, migrating both first (each after an encrypted backup of what it
 * held). Refuses with `database_key_wrong`, `database_corrupt`, `database_from_future`, `database_locked`, `disk_full`,
 * `disk_read_only` and `disk_failed`, `data.file` saying which of the two; neither is changed by a refusal of its own.
 */
export function openDeskDb(options: OpenDeskDbOptions): Result<{ db: WritableDb }> {
  const files = deskFiles(options);
  const desk = prepareFile('desk', files.desk, deskMigrations, options);
  if (!desk.ok) return desk;
  const orders = prepareFile('orders', files.orders, ordersMigrations, options);
  if (!orders.ok) return orders;
  return openTogether(options, files);
}

function openTogether(options: OpenDeskDbOptions, files: ReturnType<typeof deskFiles>): Result<{ db: WritableDb }> {
  let connection: BetterSqlite3.Database | undefined;
  let file: DataFile = 'desk';
  try {
    connection = openFile(files.desk);
    file = 'orders';
    connection.prepare('ATTACH DATABASE ? AS orders KEY ?').run(files.orders.path, rawKey(files.orders.key));
    connection.pragma('orders.synchronous = FULL');
    connection.pragma(`wal_autocheckpoint = ${options.checkpointPages ?? CHECKPOINT_PAGES}`);
    const cache = options.cacheMib ?? DEFAULT_CACHE_MIB;
    connection.pragma(`main.cache_size = -${cache.desk * 1024}`);
    connection.pragma(`orders.cache_size = -${cache.orders * 1024}`);
    return ok({ db: wrapConnection(connection) });
  } catch (error) {
    connection?.close();
    return refusalOn(error, file, options.dataDir);
  }
}
