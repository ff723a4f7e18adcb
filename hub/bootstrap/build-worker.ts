/** Writes orders into a file as a desk keeps them, in a thread of its own: rows come in messages, each answered once they are written. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { openFile } from '../../db/open/file.ts';
import { openDeskDb } from '../../db/open/open-desk-db.ts';
import { transaction } from '../../db/open/database.ts';
import { recordHubOrder } from '../../db/queries/record-hub-order.ts';
import type { Order, PartyRecord } from '../../domain/orders/order.ts';

export interface BuildData {
  /** An empty folder: `orders.db` in it is what is made. */
  readonly folder: string;
  readonly key: Uint8Array;
  readonly now: number;
}

export interface OrderRow {
  readonly order: Order;
  readonly party: PartyRecord;
}

/** `null` ends the file: it is closed, and its answer is the last. */
export type BuildMessage = readonly OrderRow[] | null;

const { folder, key, now } = workerData as BuildData;
const opened = openDeskDb({ dataDir: folder, keys: { desk: key, orders: key }, now, checkpointPages: 50_000 });
if (!opened.ok) throw new Error(opened.refusal.code);
const { db } = opened.value;
const port = parentPort;

port?.on('message', (rows: BuildMessage) => {
  if (rows !== null) {
    transaction(db, () => rows.forEach(({ order, party }) => recordHubOrder(db, order, party)), 'orders');
  } else {
    db.close();
    // One file and nothing beside it: what travels is whole.
    const file = openFile({ path: join(folder, 'orders.db'), key });
    file.pragma('wal_checkpoint(TRUNCATE)');
    file.pragma('journal_mode = DELETE');
    file.close();
    rmSync(join(folder, 'desk.db'), { force: true });
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  port.postMessage('written');
  if (rows === null) port.close();
});
