/** Desks by the hundred: `desk.db` in memory, copied from a fresh one, beside one `orders.db` that all of them read. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { deskMigrations } from '../migrations/desk/index.ts';
import { ordersMigrations } from '../migrations/orders/index.ts';
import { transaction, wrapConnection } from '../open/database.ts';
import type { WritableDb } from '../open/database.ts';
import { migrate } from '../open/migrate.ts';

export interface MemoryDesks {
  /** A desk as all begin, or as a copy of one was. */
  open(copy?: Buffer): WritableDb;
  /** What is in it now, as a backup would have it. */
  copyOf(db: WritableDb): Buffer;
  dispose(): void;
}

/** `fill` writes what every desk finds, the orders above all. */
export function memoryDesks(fill: (db: WritableDb) => void): MemoryDesks {
  const folder = mkdtempSync(join(tmpdir(), 'chedan-memory-'));
  const ordersPath = join(folder, 'orders.db');
  const orders = new BetterSqlite3(ordersPath);
  migrate(orders, 'orders', ordersMigrations, () => undefined);
  orders.close();
  const first = new BetterSqlite3(':memory:');
  migrate(first, 'desk', deskMigrations, () => undefined);
  attach(first, ordersPath);
  const db = wrapConnection(first);
  transaction(db, () => fill(db), 'orders');
  const desk = first.serialize();
  first.close();
  const connections = new WeakMap<WritableDb, BetterSqlite3.Database>();
  return {
    open: (copy = desk) => {
      const connection = new BetterSqlite3(copy);
      attach(connection, ordersPath);
      const opened = wrapConnection(connection);
      connections.set(opened, connection);
      return opened;
    },
    copyOf: (opened) => {
      const connection = connections.get(opened);
      if (connection === undefined) throw new Error('not one of these desks');
      return connection.serialize();
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function attach(connection: BetterSqlite3.Database, ordersPath: string): void {
  connection.pragma('foreign_keys = ON');
  connection.prepare('ATTACH DATABASE ? AS orders').run(ordersPath);
}
