/** A new desk's orders, fetched as one ready file: taken up again where the line broke, checked, and put under this desk's own key. */
import { createPrivateKey } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openSealed } from '../../contract/hub-protocol/sealed-box.ts';
import { syncPath } from '../../db/open/backup.ts';
import { openFile, rawKey } from '../../db/open/file.ts';
import { hashFile } from '../../db/open/hash-file.ts';
import { ordersMigrations } from '../../db/migrations/orders/index.ts';
import type { HubLink } from '../../db/queries/hub-link.ts';
import { HubUnreachable } from './hub-client.ts';
import type { HubClient } from './hub-client.ts';
import type { Reference } from './apply-references.ts';

export interface FetchedOrders {
  /** A file of orders under this desk's key, beside `orders.db`. */
  readonly path: string;
  readonly orders: number;
  readonly references: readonly Reference[];
  readonly cursor: string;
}

export interface FetchOrders {
  readonly client: Pick<HubClient, 'bootstrap' | 'download'>;
  readonly link: Pick<HubLink, 'sealingKey'>;
  readonly dataDir: string;
  readonly ordersKey: Uint8Array;
  /** Told how far the hub is with the file, then how far the fetching is. */
  readonly told: (progress: FetchProgress) => void;
}

export type FetchProgress =
  | { readonly doing: 'building'; readonly orders: number }
  | { readonly doing: 'fetching'; readonly bytes: number; readonly of: number };

const LOOK_MS = 500;
const MOST_TRIES = 20;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 15_000;
const FETCHED = /^orders-from-hub-.+\.(?:part|db)$/u;

/**
 * Null where the hub makes no file that this desk can read: its orders come as rows then. Throws `HubUnreachable` where the line
 * stays broken; what was fetched by then stays, and the next call goes on from there.
 */
export async function fetchOrders(fetching: FetchOrders): Promise<FetchedOrders | null> {
  const file = await readyFile(fetching);
  if (file === null) return null;
  const { dataDir, client, told, link, ordersKey } = fetching;
  const path = join(dataDir, `orders-from-hub-${file.fileId}.part`);
  // Of files that the hub has no more nothing is any use.
  for (const name of readdirSync(dataDir))
    if (FETCHED.test(name) && name !== basename(path)) rmSync(join(dataDir, name));
  await download(client, { path, fileId: file.fileId, sizeBytes: file.sizeBytes, told });
  const own = createPrivateKey({ key: Buffer.from(link.sealingKey), format: 'der', type: 'pkcs8' });
  const key = openSealed(own, file.sealedKey);
  if (key === null || (await hashFile(path)) !== file.sha256) {
    rmSync(path);
    throw new HubUnreachable('the file is not what the hub said');
  }
  // Renamed before its key changes: half of that would look like a part that is to be fetched on.
  const whole = path.replace(/\.part$/u, '.db');
  renameSync(path, whole);
  const connection = openFile({ path: whole, key });
  try {
    // A crash in between costs no more than fetching it again; what is whole is forced to the disk below.
    connection.pragma('journal_mode = OFF');
    connection.pragma('synchronous = OFF');
    connection.pragma(`rekey = "${rawKey(ordersKey)}"`);
  } finally {
    connection.close();
  }
  syncPath(whole);
  const { orders, references, cursor } = file;
  return { path: whole, orders, references, cursor };
}

/** Puts the fetched file in the place of `orders.db`. Nobody may have that open. */
export function installOrders({ path }: Pick<FetchedOrders, 'path'>, dataDir: string): void {
  const target = join(dataDir, 'orders.db');
  for (const beside of ['-wal', '-shm']) rmSync(`${target}${beside}`, { force: true });
  renameSync(path, target);
  syncPath(dataDir);
}

type File = NonNullable<Awaited<ReturnType<HubClient['bootstrap']>>['file']>;

async function readyFile({ client, told }: FetchOrders): Promise<File | null> {
  const schemaVersion = ordersMigrations.at(-1)?.version ?? 0;
  for (;;) {
    const answer = await client.bootstrap(schemaVersion);
    if (answer.state === 'none') return null;
    if (answer.file !== null) return answer.file.schemaVersion === schemaVersion ? answer.file : null;
    told({ doing: 'building', orders: answer.built });
    await wait(LOOK_MS);
  }
}

interface Downloading {
  readonly path: string;
  readonly fileId: string;
  readonly sizeBytes: number;
  readonly told: FetchOrders['told'];
}

async function download(client: FetchOrders['client'], { path, fileId, sizeBytes, told }: Downloading): Promise<void> {
  let pause = FIRST_WAIT_MS;
  for (let tries = 1; ; tries += 1) {
    const from = existsSync(path) ? statSync(path).size : 0;
    if (from >= sizeBytes) return;
    try {
      await append(client.download(fileId, from), { path, from, sizeBytes, told });
    } catch (error) {
      const hasMore = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      // A line that lets something through is worth another try, however often.
      if (hasMore > from) {
        tries = 0;
        pause = FIRST_WAIT_MS;
      }
      if (!(error instanceof HubUnreachable) || tries >= MOST_TRIES) throw error;
      await wait(pause);
      pause = Math.min(pause * 2, LONGEST_WAIT_MS);
    }
  }
}

async function append(
  parts: AsyncIterable<Uint8Array>,
  { path, from, sizeBytes, told }: Omit<Downloading, 'fileId'> & { readonly from: number },
): Promise<void> {
  const file = await open(path, 'a', 0o600);
  let bytes = from;
  try {
    for await (const part of parts) {
      await file.write(part);
      bytes += part.length;
      told({ doing: 'fetching', bytes, of: sizeBytes });
    }
    await file.sync();
  } finally {
    await file.close();
  }
}
