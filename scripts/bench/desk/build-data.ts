/**
 * The data folder that the desk is measured on: a demonstration (for its people and its policy), a number of generated orders, a case on
 * every fifth of them, and eight events a case. Made once for a size and a schema, and used again: half an hour of typing is not needed to
 * measure a search. Every case is a copy of one that real commands made, with ids of its own.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { transaction } from '../../../db/open/database.ts';
import type { WritableDb } from '../../../db/open/database.ts';
import { deskMigrations } from '../../../db/migrations/desk/index.ts';
import { ordersMigrations } from '../../../db/migrations/orders/index.ts';
import { recordOrder } from '../../../db/queries/record-order.ts';
import { generatedOrder } from '../../../db/testing/generated-orders.ts';
import { openDesk } from '../../../desk/desk.ts';
import type { Desk } from '../../../desk/desk.ts';
import { fileKeyStore } from '../../../desk/keys/file-key-store.ts';
import { addCases } from './build-cases.ts';

/** Raised when what is built changes without a migration. */
const FORMAT = 1;
const BATCH = 5_000;

export interface BenchData {
  readonly dataDir: string;
  readonly orders: number;
  readonly cases: number;
  readonly events: number;
  /** Orders a second, when it was built. */
  readonly recordedPerSecond: number;
  readonly bytes: { readonly desk: number; readonly orders: number };
}

/** Opens the desk on a folder as the browser host does. */
export async function openBenchDesk(dataDir: string): Promise<Desk> {
  const opened = await openDesk({ dataDir, keys: fileKeyStore(dataDir), host: 'browser', demo: false });
  if (!opened.ok) throw new Error(opened.refusal.code);
  return opened.value;
}

/** The folder for that many orders: the one from before, or a new one. Says on stderr what it does. */
export async function benchData(orders: number): Promise<BenchData> {
  const schema = `${deskMigrations.at(-1)?.version ?? 0}-${ordersMigrations.at(-1)?.version ?? 0}`;
  const folder = join(tmpdir(), `chedan-bench-${orders}-${schema}-${FORMAT}`);
  const told = join(folder, 'built.json');
  const dataDir = join(folder, 'data');
  if (!existsSync(told)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    process.stderr.write(`building ${orders} orders and their cases in ${folder}\n`);
    const built = await build(dataDir, orders);
    writeFileSync(told, JSON.stringify(built));
  }
  const sizeOf = (name: string): number => statSync(join(dataDir, name)).size;
  const counts = JSON.parse(readFileSync(told, 'utf8')) as Omit<BenchData, 'dataDir' | 'bytes'>;
  return { ...counts, dataDir, bytes: { desk: sizeOf('desk.db'), orders: sizeOf('orders.db') } };
}

async function build(dataDir: string, orders: number) {
  const opened = await openDesk({ dataDir, keys: fileKeyStore(dataDir), host: 'browser', demo: true });
  if (!opened.ok) throw new Error(opened.refusal.code);
  const { db } = opened.value.deps;
  try {
    const recordedPerSecond = recordAll(db, orders);
    const { cases, events } = addCases(db, orders);
    db.all('PRAGMA main.wal_checkpoint(TRUNCATE)');
    db.all('PRAGMA orders.wal_checkpoint(TRUNCATE)');
    return { orders, cases, events, recordedPerSecond };
  } finally {
    await opened.value.close();
  }
}

function recordAll(db: WritableDb, count: number): number {
  let spent = 0;
  for (let from = 0; from < count; from += BATCH) {
    const inputs = Array.from({ length: Math.min(BATCH, count - from) }, (_, index) => generatedOrder(from + index));
    const start = performance.now();
    transaction(
      db,
      () => {
        for (const input of inputs) recordOrder(db, input, { at: 1, source: 'bench', newId: uuidv7 });
      },
      'orders',
    );
    spent += performance.now() - start;
  }
  return Math.round((count * 1000) / spent);
}
