import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startCluster } from './cluster.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chedan-cluster-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function asked(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows as unknown[];
}

describe('a PostgreSQL of the hub’s own', () => {
  it('keeps what was committed when it is killed, and starts again', async () => {
    const first = await startCluster(folder);
    await asked(first.url, 'CREATE TABLE kept AS SELECT 1 AS one');
    process.kill(first.pid, 'SIGKILL');
    const second = await startCluster(folder);
    expect(await asked(second.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
    await second.stop();
  });

  it('is used as it is where it runs already, and ends with the last who leaves it', async () => {
    const one = await startCluster(folder);
    const client = new pg.Client({ connectionString: one.url });
    await client.connect();
    const other = await startCluster(folder);
    expect(other.pid).toBe(one.pid);

    await other.leave();
    expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await client.end();
    await one.leave();
    await expect(asked(one.url, 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
