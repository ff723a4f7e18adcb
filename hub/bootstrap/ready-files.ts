/** The ready files of this hub: made when a desk first asks for one of its window, kept, and made anew in the background. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ordersMigrations } from '../../db/migrations/orders/index.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/kernel/units.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { HubStore } from '../store/store.ts';
import { buildFile } from './build-file.ts';
import type { ReadyFile } from './build-file.ts';

export type ReadyAnswer =
  | { readonly state: 'ready'; readonly file: ReadyFile }
  | { readonly state: 'building'; readonly built: number }
  | { readonly state: 'none' };

export interface ReadyFiles {
  /** The file for desks of this window and schema; begins to make one where there is none. */
  ask(asked: { readonly days: number | null; readonly schemaVersion: number }): ReadyAnswer;
  /** Where a file lies; null where this hub has none of that id, or no more. */
  pathOf(fileId: string): string | null;
  close(): Promise<void>;
}

export interface ReadyFilesOptions {
  readonly store: Pick<HubStore, 'readReferences'>;
  /** For files alone: what lies in it from before is removed. */
  readonly folder: string;
  readonly now: () => UtcMs;
  readonly newId: () => string;
  /** Told of a file that could not be made. */
  readonly failed: (error: unknown) => void;
}

/** The schema of orders that this hub can write. */
export const READY_SCHEMA = ordersMigrations.at(-1)?.version ?? 0;
/** One this old is still good, since a desk goes on from its cursor; another is made meanwhile. */
const STALE_MS = HOUR_MS;
/** After one that could not be made, desks are given rows for so long before another is tried. */
const RETRY_MS = 5 * MINUTE_MS;

/** A folder of this process in a data folder that other hubs may use as well; what hubs that run no more left there is removed. */
export function readyFolderIn(dataDir: string): string {
  const prefix = 'ready-files-';
  for (const name of existsSync(dataDir) ? readdirSync(dataDir) : []) {
    if (name.startsWith(prefix) && !isRunning(Number(name.slice(prefix.length))))
      rmSync(join(dataDir, name), { recursive: true, force: true });
  }
  return join(dataDir, `${prefix}${process.pid}`);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

interface Shelf {
  ready: ReadyFile | null;
  /** The one before: somebody may still be fetching it. */
  before: ReadyFile | null;
  building: Promise<void> | null;
  built: number;
  failedAt: UtcMs | null;
}

export function createReadyFiles({ store, folder, now, newId, failed }: ReadyFilesOptions): ReadyFiles {
  rmSync(folder, { recursive: true, force: true });
  const shelves = new Map<number | null, Shelf>();
  const closing = new AbortController();

  const build = async (days: number | null, shelf: Shelf): Promise<void> => {
    const fileId = newId();
    const own = join(folder, fileId);
    shelf.built = 0;
    try {
      const told = (orders: number): void => void (shelf.built = orders);
      const made = await buildFile({
        store,
        folder: own,
        fileId,
        days,
        now: now(),
        signal: closing.signal,
        built: told,
      });
      if (shelf.before !== null) rmSync(join(folder, shelf.before.fileId), { recursive: true, force: true });
      shelf.before = shelf.ready;
      shelf.ready = made;
      shelf.failedAt = null;
    } catch (error) {
      rmSync(own, { recursive: true, force: true });
      shelf.failedAt = now();
      if (!closing.signal.aborted) failed(error);
    } finally {
      shelf.building = null;
    }
  };

  return {
    ask({ days, schemaVersion }) {
      if (schemaVersion !== READY_SCHEMA || closing.signal.aborted) return { state: 'none' };
      const shelf = shelves.get(days) ?? { ready: null, before: null, building: null, built: 0, failedAt: null };
      shelves.set(days, shelf);
      const isStale = shelf.ready === null || now() - shelf.ready.builtAt > STALE_MS;
      const mayTry = shelf.failedAt === null || now() - shelf.failedAt > RETRY_MS;
      if (isStale && mayTry) shelf.building ??= build(days, shelf);
      if (shelf.ready === null && shelf.building === null) return { state: 'none' };
      return shelf.ready === null ? { state: 'building', built: shelf.built } : { state: 'ready', file: shelf.ready };
    },
    pathOf(fileId) {
      const files = [...shelves.values()].flatMap(({ ready, before }) => [ready, before]);
      const found = files.find((file) => file?.fileId === fileId);
      return found != null && existsSync(found.path) ? found.path : null;
    },
    async close() {
      closing.abort();
      for (const { building } of shelves.values()) await building;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
