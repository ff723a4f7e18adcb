import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { createSealer } from '../../keys/sealer.ts';
import { describeStore } from '../../testing/store-suite.ts';
import { startTestCluster } from '../../testing/test-cluster.ts';
import type { TestCluster } from '../../testing/test-cluster.ts';
import { openPostgresStore } from './postgres-store.ts';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startTestCluster();
});
afterAll(() => cluster.dispose());

describeStore('PostgreSQL', async () =>
  openPostgresStore({ url: await cluster.database(), sealer: createSealer(randomBytes(32)) }),
);
