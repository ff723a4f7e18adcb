/** A new desk's first orders as a ready file, beside the same bytes over plain HTTP and onto the same disk, and beside rows. */
import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  createReadStream,
  createWriteStream,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { syncPath } from '../../../db/open/backup.ts';
import { openDeskDb } from '../../../db/open/open-desk-db.ts';
import { countOrders } from '../../../db/queries/orders.ts';
import { generatedOrder } from '../../../db/testing/generated-orders.ts';
import { enrol } from '../../../desk/sync/enrol.ts';
import { fetchOrders, installOrders } from '../../../desk/sync/fetch-orders.ts';
import { applyReferences } from '../../../desk/sync/apply-references.ts';
import { createHubClient } from '../../../desk/sync/hub-client.ts';
import type { Order } from '../../../domain/orders/order.ts';
import { READY_SCHEMA } from '../../../hub/bootstrap/ready-files.ts';
import type { HubDeps } from '../../../hub/services/deps.ts';
import { makeEnrolmentCode } from '../../../hub/services/enrol.ts';

export interface FirstOrders {
  readonly orders: number;
  readonly megabytes: number;
  /** The hub making the file, which no desk waits for but the first. */
  readonly builtSeconds: number;
  /** From asking for the file that is there to orders that can be searched. */
  readonly fetchedSeconds: number;
  /** The same bytes over HTTP, written and forced to the disk. */
  readonly plainSeconds: number;
  /** Orders a second where they come as rows. */
  readonly rowsPerSecond: number;
  /** What the desk's process had in memory at the most. */
  readonly peakMegabytes: number;
}

const AT_ONCE = 16;
const ROWS = 5_000;
const PLAIN_PART = 32 * 1_048_576;

export interface Asked {
  readonly orders: number;
  /** How many of them the hub has been given before. */
  readonly before: number;
  /** A window of days that holds all of them: the hub makes one file for each window. */
  readonly days: number;
}

export async function firstOrders(deps: HubDeps, url: string, { orders, before, days }: Asked): Promise<FirstOrders> {
  await fill(deps, before, orders);
  const dataDir = mkdtempSync(join(tmpdir(), 'chedan-bench-first-'));
  const keys = { desk: randomBytes(32), orders: randomBytes(32) };
  const open = () => {
    const opened = openDeskDb({ dataDir, keys, now: Date.now() });
    if (!opened.ok) throw new Error(opened.refusal.code);
    return opened.value.db;
  };
  try {
    const { code } = await makeEnrolmentCode(deps, { name: 'bench', scope: 'all', days });
    const db = open();
    const link = await enrol(db, { url, code, deskName: 'bench' }, Date.now());
    db.close();
    const client = createHubClient(link, Date.now);
    const buildingAt = performance.now();
    while ((await client.bootstrap(READY_SCHEMA)).state === 'building') await wait(200);
    const builtSeconds = secondsSince(buildingAt);

    const memory = watchMemory();
    const fetchingAt = performance.now();
    const fetched = await fetchOrders({ client, link, dataDir, ordersKey: keys.orders, told: () => undefined });
    if (fetched === null) throw new Error('the hub made no file');
    const sizeBytes = statSync(fetched.path).size;
    installOrders(fetched, dataDir);
    const filled = open();
    const fetchedSeconds = secondsSince(fetchingAt);
    const peakMegabytes = memory();
    if (countOrders(filled) !== orders) throw new Error('some orders are missing');
    filled.close();
    const plainSeconds = await plainFetch(dataDir, sizeBytes);
    const rowsPerSecond = await asRows(deps);
    const megabytes = sizeBytes / 1_048_576;
    return { orders, megabytes, builtSeconds, fetchedSeconds, plainSeconds, rowsPerSecond, peakMegabytes };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function fill({ store }: HubDeps, from: number, orders: number): Promise<void> {
  let next = from;
  const put = async (): Promise<void> => {
    for (let index = next++; index < orders; index = next++) {
      const { order, party } = generatedOrder(index);
      const partyId = `party-${Math.floor(index / 3)}`;
      const stated = { ...order, partyId, observation: 1, observedAt: order.orderedAt } as Order;
      await store.putOrder(stated, { ...party, partyId });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, put));
}

/** A server that does nothing but send a file, and a client that does nothing but write it. */
async function plainFetch(folder: string, sizeBytes: number): Promise<number> {
  const [from, to] = [join(folder, 'plain-from'), join(folder, 'plain-to')];
  const part = randomBytes(PLAIN_PART);
  writeFileSync(from, '');
  for (let left = sizeBytes; left > 0; left -= PLAIN_PART)
    appendFileSync(from, part.subarray(0, Math.min(left, PLAIN_PART)));
  const server = createServer((_request, response) => void createReadStream(from).pipe(response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const begunAt = performance.now();
  const response = await fetch(`http://127.0.0.1:${port}/`);
  if (response.body === null) throw new Error('nothing came');
  await pipeline(response.body, createWriteStream(to));
  syncPath(to);
  const seconds = secondsSince(begunAt);
  server.close();
  return seconds;
}

/** The first rows of a pull, applied as a desk without a ready file applies them. */
async function asRows({ store }: HubDeps): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), 'chedan-bench-rows-'));
  const keys = { desk: randomBytes(32), orders: randomBytes(32) };
  const opened = openDeskDb({ dataDir, keys, now: Date.now() });
  if (!opened.ok) throw new Error(opened.refusal.code);
  const { references } = await store.readReferences({ days: null, cursor: null, limit: ROWS, now: Date.now() });
  const begunAt = performance.now();
  applyReferences(opened.value.db, references, Date.now());
  const seconds = secondsSince(begunAt);
  opened.value.db.close();
  rmSync(dataDir, { recursive: true, force: true });
  return references.length / seconds;
}

function watchMemory(): () => number {
  let most = 0;
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
  return () => {
    clearInterval(timer);
    return Math.max(most, process.memoryUsage().rss) / 1_048_576;
  };
}

function secondsSince(begunAt: number): number {
  return (performance.now() - begunAt) / 1000;
}
