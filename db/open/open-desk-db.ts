import { join } from 'node:path';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import { deskMigrations } from '../migrations/desk/index.ts';
import { ordersMigrations } from '../migrations/orders/index.ts';
import { backUp } from './backup.ts';
import { wrapConnection } from './database.ts';
import type { WritableDb } from './database.ts';
import { databaseRefusal } from './errors.ts';
import { openFile, rawKey } from './file.ts';
import type { FileOptions } from './file.ts';
import { migrate } from './migrate.ts';
import type { Migration } from './migrate.ts';

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
const CHECKPOINT_PAGES = 250;

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
  name: 'desk' | 'orders',
  file: FileOptions,
  migrations: readonly Migration[],
  { dataDir, now }: { dataDir: string; now: UtcMs },
): Result<{ from: number; to: number }> {
  let connection;
  try {
    connection = openFile(file);
  } catch (error) {
    const refusal = databaseRefusal(error);
    if (refusal === null) throw error;
    return refuse(refusal.refusal.code, { file: name });
  }
  try {
    return migrate(connection, name, migrations, (from) => {
      backUp(connection, { dataDir, name, reason: `before-migration-from-${from}`, now });
    });
  } finally {
    connection.close();
  }
}

/**
 * Opens `desk.db` with `orders.db` attached as `orders`, migrating both first (each after an encrypted backup of what it
 * held). Refuses with `database_key_wrong`, `database_from_future`, `database_locked` and `disk_full`, `data.file` saying
 * which of the two; neither is changed by a refusal of its own.
 */
export function openDeskDb(options: OpenDeskDbOptions): Result<{ db: WritableDb }> {
  const files = deskFiles(options);
  const desk = prepareFile('desk', files.desk, deskMigrations, options);
  if (!desk.ok) return desk;
  const orders = prepareFile('orders', files.orders, ordersMigrations, options);
  if (!orders.ok) return orders;

  const connection = openFile(files.desk);
  try {
    connection.prepare('ATTACH DATABASE ? AS orders KEY ?').run(files.orders.path, rawKey(files.orders.key));
    connection.pragma('orders.synchronous = FULL');
    connection.pragma(`wal_autocheckpoint = ${options.checkpointPages ?? CHECKPOINT_PAGES}`);
    const cache = options.cacheMib ?? DEFAULT_CACHE_MIB;
    connection.pragma(`main.cache_size = -${cache.desk * 1024}`);
    connection.pragma(`orders.cache_size = -${cache.orders * 1024}`);
    return ok({ db: wrapConnection(connection) });
  } catch (error) {
    connection.close();
    throw error;
  }
}
