/** Two hub processes on one PostgreSQL that this script runs, kills and runs again. */
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { application } from '../../domain/cases/testing/filing.ts';
import { freePort, startCluster } from '../../hub/embedded/cluster.ts';
import type { Cluster } from '../../hub/embedded/cluster.ts';
import { createSealer } from '../../hub/keys/sealer.ts';
import { openHub } from '../../hub/open-hub.ts';
import { makeEnrolmentCode } from '../../hub/services/enrol.ts';
import { addPerson } from '../../hub/services/people.ts';
import { openPostgresStore } from '../../hub/store/postgres/postgres-store.ts';
import type { HubStore } from '../../hub/store/store.ts';
import { PARTY } from '../../hub/testing/hub-world.ts';
import { killedProcess } from './killed.ts';
import type { Killed } from './killed.ts';

export const PASSWORD = 'kill-loop-2026';

export interface Hubs {
  /** Where the hubs listen, those that are down as well. */
  ports(): readonly number[];
  enrolmentCode(name: string): Promise<string>;
  killOne(index: number): Promise<void>;
  killDatabase(): Promise<void>;
  /** Both hubs answer, on a database that does. */
  ready(): Promise<void>;
  /** Every event by its id. */
  events(): Promise<Map<string, string>>;
  commands(): Promise<number>;
  close(): Promise<void>;
}

export async function openHubs(workDir: string, people: readonly string[]): Promise<Hubs> {
  const folder = join(workDir, 'postgres');
  const settings = ['port=' + String(await freePort()), 'max_connections=60'];
  let cluster: Cluster = await startCluster(folder, settings);
  const keyFile = join(workDir, 'column.key');
  const key = randomBytes(32);
  writeFileSync(keyFile, key.toString('base64'), { mode: 0o600 });
  const open = (): Promise<HubStore> => openPostgresStore({ url: cluster.url, sealer: createSealer(key) });
  await withStore(open, async (store) => {
    const deps = await openHub({ store });
    for (const login of people) {
      const isClerk = login.startsWith('clerk');
      const person = { login, displayName: login, branchId: isClerk ? 'store-1' : 'hotline' };
      await addPerson(deps, { ...person, roles: [isClerk ? 'clerk' : 'agent'] }, PASSWORD);
    }
    const now = Date.now();
    for (const orderNo of ['TA0001', 'TA0002', 'TA0003']) {
      await store.putOrder(
        { ...application, orderNo, orderedAt: now - 86_400_000, observedAt: now - 3_600_000 },
        PARTY,
      );
    }
  });

  const ports = [await freePort(), await freePort()];
  const hubs: Killed[] = ports.map((port) =>
    killedProcess(
      [
        join(import.meta.dirname, '../../hub/cli/main.ts'),
        '--port',
        String(port),
        '--data-dir',
        workDir,
        '--key-file',
        keyFile,
      ],
      { DATABASE_URL: cluster.url, HUB_LOG_LEVEL: 'fatal' },
      () => undefined,
    ),
  );
  for (const hub of hubs) hub.start();
  const ready = async (): Promise<void> => {
    for (const end = Date.now() + 60_000; Date.now() < end;) {
      for (const hub of hubs) if (!hub.isRunning()) hub.start();
      const up = await Promise.all(ports.map((port) => isReady(port)));
      if (up.every(Boolean)) return;
      await wait(200);
    }
    throw new Error('the hubs did not come up');
  };
  await ready();
  return {
    ports: () => ports,
    ready,
    enrolmentCode: (name) =>
      withStore(
        open,
        async (store) => (await makeEnrolmentCode({ store, now: Date.now }, { name, scope: 'all' })).code,
      ),
    async killOne(index) {
      const hub = hubs[index];
      await hub?.kill();
      hub?.start();
    },
    async killDatabase() {
      process.kill(cluster.pid, 'SIGKILL');
      await wait(300);
      cluster = await startCluster(folder, settings);
      // A hub whose database was away while it started has ended, as a service that is started again does.
      for (const hub of hubs) if (!hub.isRunning()) hub.start();
    },
    events: () =>
      withStore(open, async (store) => {
        const all = new Map<string, string>();
        const [desk] = await store.listDesks();
        for (let cursor: string | null = null, more = true; more;) {
          const page = await store.pull(desk?.deskId ?? '', cursor, 2_000, Date.now());
          for (const { eventId, stream, version, type } of page.events)
            all.set(eventId, `${stream} ${version} ${type}`);
          ({ cursor, more } = page);
        }
        return all;
      }),
    commands: () =>
      withStore(open, async (store) => {
        const desks = await store.listDesks();
        return desks.reduce((sum, { nextSeq }) => sum + nextSeq - 1, 0);
      }),
    async close() {
      for (const hub of hubs) await hub.kill();
      await cluster.stop();
    },
  };
}

async function withStore<T>(open: () => Promise<HubStore>, work: (store: HubStore) => Promise<T>): Promise<T> {
  const store = await open();
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

async function isReady(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
