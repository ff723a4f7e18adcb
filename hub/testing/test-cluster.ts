/** One PostgreSQL for the tests of a file, with a database of its own for each test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startCluster } from '../embedded/cluster.ts';

export interface TestCluster {
  /** A fresh, empty database. */
  database(): Promise<string>;
  query(url: string, sql: string): Promise<pg.QueryResult>;
  dispose(): Promise<void>;
}

/** Loses nothing that a test looks at, and waits for no disk. */
const FAST = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=60'];

export async function startTestCluster(): Promise<TestCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'chedan-hub-pg-'));
  const cluster = await startCluster(folder, FAST);
  let made = 0;
  const query = async (url: string, sql: string): Promise<pg.QueryResult> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return await client.query(sql);
    } finally {
      await client.end();
    }
  };
  return {
    query,
    async database() {
      made += 1;
      const name = `test_${made}`;
      await query(cluster.url, `CREATE DATABASE ${name}`);
      const url = new URL(cluster.url);
      url.pathname = `/${name}`;
      return url.href;
    },
    async dispose() {
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
