/** The hub's database: the one that it was told of, or a PostgreSQL of its own in its data folder. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startCluster } from '../embedded/cluster.ts';
import { keySource } from '../keys/key-source.ts';
import { createSealer } from '../keys/sealer.ts';
import type { Sealer } from '../keys/sealer.ts';
import { openPostgresStore } from '../store/postgres/postgres-store.ts';
import type { HubStore } from '../store/store.ts';
import type { Settings } from './settings.ts';

export interface OpenedDatabase {
  readonly store: HubStore;
  readonly isOwn: boolean;
  /** Closes the store, and a server of its own that nobody else uses. */
  close(): Promise<void>;
}

type Where = Pick<Settings, 'dataDir' | 'databaseUrl' | 'keyFile' | 'keyCommand'>;

export interface FoundDatabase {
  readonly url: string;
  readonly sealer: Sealer;
  readonly isOwn: boolean;
  leave(): Promise<void>;
}

/** The database and its key, with nothing of the hub in it yet. */
export async function findDatabase({ dataDir, databaseUrl, keyFile, keyCommand }: Where): Promise<FoundDatabase> {
  // A server that may not run as root has to pass through to its own folder; what lies here is for its owner alone either way.
  mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const sealer = createSealer(await keySource({ keyFile, keyCommand }).read());
  const cluster = databaseUrl === undefined ? await startCluster(join(dataDir, 'postgres')) : null;
  const url = databaseUrl ?? cluster?.url ?? '';
  return { url, sealer, isOwn: cluster !== null, leave: async () => cluster?.leave() };
}

export async function openDatabase(where: Where, failed: (error: unknown) => void): Promise<OpenedDatabase> {
  const { url, sealer, isOwn, leave } = await findDatabase(where);
  const store = await openPostgresStore({ url, sealer, failed });
  return {
    store,
    isOwn,
    close: async () => {
      await store.close();
      await leave();
    },
  };
}
