/** A PostgreSQL of the hub's own: its programs from npm, its data in a folder, started and stopped with the hub. */
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { accountForRoot, findBinaries } from './binaries.ts';
import type { Account, Binaries } from './binaries.ts';

export interface Cluster {
  /** With its password; for a connection, never for a log. */
  readonly url: string;
  readonly pid: number;
  /** Lets running transactions end, at most for a little while. */
  stop(): Promise<void>;
  /** Stops it where nobody else is connected: the last one to leave puts out the light. */
  leave(): Promise<void>;
}

const USER = 'chedan';
const DATABASE = 'postgres';
const START_MS = 60_000;

const run = promisify(execFile);

/**
 * Starts the server of this folder, making its data at the first start; one that is still running, because whoever
 * started it was killed, is used as it is. Settings: `name=value` as PostgreSQL's own, for tests and measurements.
 */
export async function startCluster(folder: string, settings: readonly string[] = []): Promise<Cluster> {
  const account = accountForRoot();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account !== null) chownSync(folder, account.uid, account.gid);
  const binaries = findBinaries(folder, account);
  const data = join(folder, 'data');
  if (!existsSync(data)) await initialise(binaries, folder, account);
  const password = readFileSync(join(folder, 'password'), 'utf8').trim();
  const urlOn = (port: number): string => `postgres://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`;

  const stop = async (): Promise<void> => {
    const args = ['stop', '-D', data, '-m', 'fast', '-w', '-t', '20'];
    await run(binaries.pgCtl, args, { ...account }).catch(() =>
      run(binaries.pgCtl, [...args, '-m', 'immediate'], { ...account }),
    );
  };
  const clusterAt = (url: string, pid: number): Cluster => ({
    url,
    pid,
    stop,
    leave: async () => {
      if ((await othersOn(url)) === 0) await stop();
    },
  });
  const running = runningIn(data);
  if (running !== null && (await answers(urlOn(running.port)))) return clusterAt(urlOn(running.port), running.pid);

  const asked = settings.find((setting) => setting.startsWith('port='))?.slice('port='.length);
  const port = asked === undefined ? await freePort() : Number(asked);
  const server = spawn(
    binaries.postgres,
    [
      '-D',
      data,
      '-p',
      String(port),
      ...['listen_addresses=127.0.0.1', 'unix_socket_directories=', ...settings].flatMap((setting) => ['-c', setting]),
    ],
    { ...account, stdio: ['ignore', 'ignore', 'pipe'], cwd: folder, detached: process.platform !== 'win32' },
  );
  let said = '';
  server.stderr.on('data', (part: Buffer) => {
    said = (said + part.toString()).slice(-2_000);
  });
  let ended = false;
  server.once('exit', () => {
    ended = true;
  });
  const url = urlOn(port);
  for (const until = Date.now() + START_MS; !(await answers(url));) {
    if (ended || Date.now() > until) throw new Error(`PostgreSQL did not start: ${said}`);
    await wait(50);
  }
  server.stderr.removeAllListeners('data').resume();
  return clusterAt(url, server.pid ?? 0);
}

/** Makes the data beside its place and puts it there when it is whole. */
async function initialise({ initdb }: Binaries, folder: string, account: Account | null): Promise<void> {
  const half = join(folder, 'data.new');
  const passwordFile = join(folder, 'password');
  rmSync(half, { recursive: true, force: true });
  writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (account !== null) chownSync(passwordFile, account.uid, account.gid);
  const how = ['--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8', '--locale=C', '--data-checksums'];
  try {
    await run(initdb, ['-D', half, '-U', USER, ...how], { ...account, cwd: folder });
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'EACCES') throw error;
    throw new Error(
      `${folder} 所在路径对运行数据库的账户不可进入，请用 --data-dir 换一处，或以普通用户运行。\n` +
        `The account that the database runs as cannot reach ${folder}: choose another --data-dir, or do not run as root.`,
      { cause: error },
    );
  }
  renameSync(half, join(folder, 'data'));
}

/** What a running server wrote down of itself, or one that was killed. */
function runningIn(data: string): { readonly pid: number; readonly port: number } | null {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n').map(Number);
  return pid === undefined || port === undefined || Number.isNaN(port) ? null : { pid, port };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  // Said again by what is awaited.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** How many others are connected, of any process. */
async function othersOn(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ others: number }>(
      `SELECT count(*)::int AS others FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
    );
    return rows[0]?.others ?? 0;
  } finally {
    await client.end();
  }
}

/** A port of this machine that nothing listens on at the moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
