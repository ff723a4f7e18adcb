/** What a hub takes and gives, each figure beside what the same rows cost the same PostgreSQL in the same run. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCluster } from '../../../hub/embedded/cluster.ts';
import { createSealer } from '../../../hub/keys/sealer.ts';
import { openHub } from '../../../hub/open-hub.ts';
import type { HubDeps } from '../../../hub/services/deps.ts';
import { addPerson } from '../../../hub/services/people.ts';
import { openPostgresStore } from '../../../hub/store/postgres/postgres-store.ts';
import { transactionRate } from '../../../hub/testing/transaction-rate.ts';
import { firstOrders } from './first-orders.ts';
import type { FirstOrders } from './first-orders.ts';
import { queuedDesk } from './queued-desk.ts';
import { syncPeers } from './sync-peers.ts';
import type { SyncPeerFigures } from './sync-peers.ts';
import { thinDesk } from './thin-desk.ts';
import type { ThinDesk } from './thin-desk.ts';

export interface HubFigure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Beside its floor of the same run, where there is one. */
  readonly ratio?: number;
  readonly target?: string;
  readonly met?: boolean;
}

export interface HubBench {
  readonly node: string;
  readonly processor: string;
  readonly cores: number;
  readonly figures: readonly HubFigure[];
}

const SECONDS = 6;
const BATCH = 100;
const QUEUED = 10_000;
const CONNECTED = 500;
const LONG_AGO_DAYS = 36_500;
/** Each more than the one before: they are added to what is there. */
const FIRST_ORDERS = (process.env['BENCH_ORDERS'] ?? '100000').split(',').map(Number);

export async function benchHub(): Promise<HubBench> {
  const say = (what: string): void => void process.stderr.write(`measuring ${what}\n`);
  const workDir = mkdtempSync(join(tmpdir(), 'chedan-bench-hub-'));
  // Root's database runs as somebody else, who has to pass through.
  chmodSync(workDir, 0o711);
  // As it is run for real: nothing of what keeps a commit is switched off.
  const cluster = await startCluster(join(workDir, 'postgres'), ['max_connections=100']);
  const key = randomBytes(32);
  const keyFile = join(workDir, 'column.key');
  writeFileSync(keyFile, key.toString('base64'), { mode: 0o600 });
  const store = await openPostgresStore({ url: cluster.url, sealer: createSealer(key) });
  const deps = await openHub({ store });
  const person = await addPerson(deps, { login: 'agent', displayName: 'agent', roles: ['agent'], branchId: 'hotline' });
  const userId = person?.user.userId ?? '';
  const hub = await startHub(workDir, cluster.url, keyFile);
  const figures: HubFigure[] = [];
  try {
    say('the floor');
    const one = await transactionRate(cluster.url, 1, SECONDS);
    const eight = await transactionRate(cluster.url, 8, SECONDS);
    figures.push(rate('transactions, 1 client', one), rate('transactions, 8 clients', eight));
    for (const count of [1, 8, 64]) {
      say(`${count} desks that push`);
      const desks = await Promise.all(Array.from({ length: count }, () => thinDesk(deps, hub.url, userId)));
      const accepted = await acceptedRate(desks);
      const floor = count === 1 ? one : eight;
      const target = count === 64 ? { target: 'at least 0.7 of 8 clients', met: accepted >= 0.7 * eight } : {};
      figures.push({
        ...rate(`commands accepted, ${count} desks`, accepted),
        ratio: round(accepted / floor),
        ...target,
      });
    }
    say('a desk that was away');
    const queued = await queuedDesk(deps, hub.url, userId, QUEUED);
    const ratio = round(queued.pushedPerSecond / one);
    const isMet = { target: 'at least 3x the rate of 1 client', met: ratio >= 3 };
    figures.push({
      ...rate(`${QUEUED} queued commands pushed by one desk, its outbox included`, queued.pushedPerSecond),
      ratio,
      ...isMet,
    });
    figures.push(rate('events pulled and applied by another desk', queued.appliedPerSecond));
    say('what else synchronises');
    const peers = await syncPeers(queued.commands);
    figures.push(...peerFigures(peers, queued.pushedPerSecond));
    say('from desk to desk');
    figures.push(...(await deskToDesk(deps, hub.url, userId)));
    say('the first orders of a new desk');
    for (const [index, orders] of FIRST_ORDERS.entries()) {
      const asked = { orders, before: FIRST_ORDERS[index - 1] ?? 0, days: LONG_AGO_DAYS + index };
      const first = await firstOrders(deps, hub.url, asked);
      figures.push(...firstOrdersFigures(first, peers));
    }
    say('desks that only listen');
    // One that has done nothing yet: what it has grown by is what they cost.
    const quiet = await startHub(workDir, cluster.url, keyFile);
    figures.push(...(await idleDesks(deps, quiet, userId)));
    await quiet.stop();
  } finally {
    await hub.stop();
    await store.close();
    await cluster.stop();
    rmSync(workDir, { recursive: true, force: true });
  }
  return { node: process.versions.node, processor: cpus()[0]?.model ?? '', cores: cpus().length, figures };
}

/** Commands a second that so many desks get accepted together, a hundred in a push. */
async function acceptedRate(desks: readonly ThinDesk[]): Promise<number> {
  const until = performance.now() + SECONDS * 1000;
  const begunAt = performance.now();
  const counts = await Promise.all(
    desks.map(async (desk) => {
      let count = 0;
      while (performance.now() < until) {
        const { outcomes } = await desk.client.push(desk.next(BATCH));
        if (outcomes.some(({ outcome }) => outcome.result !== 'accepted'))
          throw new Error('a command was not accepted');
        count += outcomes.length;
      }
      return count;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0) / ((performance.now() - begunAt) / 1000);
}

/** From the push of one desk to the events in the hands of another, which is told by the stream of changes. */
async function deskToDesk(deps: HubDeps, url: string, userId: string): Promise<HubFigure[]> {
  const one = await thinDesk(deps, url, userId);
  const other = await thinDesk(deps, url, userId);
  let cursor: string | null = null;
  const pullAll = async (): Promise<string[]> => {
    const streams: string[] = [];
    for (let more = true; more;) {
      const page = await other.client.pull(cursor, 5_000);
      streams.push(...page.events.map(({ stream }) => stream));
      ({ cursor, more } = page);
    }
    return streams;
  };
  await pullAll();
  const stop = new AbortController();
  let told: () => void = () => undefined;
  const hearing = other.client.changes(() => told(), stop.signal).catch(() => undefined);
  await new Promise((resolve) => {
    setTimeout(resolve, 500);
  });
  const times: number[] = [];
  for (let turn = 0; turn < 200; turn += 1) {
    const push = one.next(1);
    const stream = push.commands[0]?.stream ?? '';
    const begunAt = performance.now();
    const seen = new Promise<void>((resolve, reject) => {
      told = () => {
        pullAll().then((streams) => (streams.includes(stream) ? resolve() : undefined), reject);
      };
    });
    await one.client.push(push);
    await seen;
    times.push(performance.now() - begunAt);
  }
  stop.abort();
  await hearing;
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return [
    { name: 'desk to desk, p50', value: at(0.5), unit: 'ms', target: 'under 100', met: at(0.5) < 100 },
    { name: 'desk to desk, p99', value: at(0.99), unit: 'ms', target: 'under 400', met: at(0.99) < 400 },
  ];
}

function peerFigures(peers: readonly SyncPeerFigures[], pushedPerSecond: number): HubFigure[] {
  const best = Math.max(...peers.map(({ commandsPerSecond }) => commandsPerSecond));
  return peers.flatMap(({ peer, commandsPerSecond, documentsPerSecond }) => [
    {
      ...rate(`the same commands by ${peer}`, commandsPerSecond),
      ratio: round(pushedPerSecond / commandsPerSecond),
      ...(commandsPerSecond < best ? {} : { target: 'ours at least 4x', met: pushedPerSecond >= 4 * best }),
    },
    rate(`documents fetched by ${peer}`, documentsPerSecond),
  ]);
}

function firstOrdersFigures(first: FirstOrders, peers: readonly SyncPeerFigures[]): HubFigure[] {
  const { orders, megabytes, builtSeconds, fetchedSeconds, plainSeconds, rowsPerSecond, peakMegabytes } = first;
  const ratio = round(fetchedSeconds / plainSeconds);
  return [
    { name: `a ready file of ${orders} orders`, value: round(megabytes), unit: 'MiB' },
    { name: 'made by the hub', value: round(builtSeconds), unit: 's' },
    {
      name: 'fetched, checked and put under the desk’s key',
      value: round(fetchedSeconds),
      unit: 's',
      ratio,
      target: 'at most 1.5x HTTP and writing',
      met: ratio <= 1.5,
    },
    { name: 'the same bytes over HTTP, written', value: round(plainSeconds), unit: 's' },
    {
      ...rate('orders as rows, written by a desk', rowsPerSecond),
      ratio: round(orders / fetchedSeconds / rowsPerSecond),
    },
    ...peers.map(({ peer, documentsPerSecond }): HubFigure => {
      const times = round(orders / fetchedSeconds / documentsPerSecond);
      const target = peer === 'PouchDB' && orders >= 1_000_000 ? { target: 'at least 100x', met: times >= 100 } : {};
      return {
        ...rate(`orders as a file, beside documents by ${peer}`, orders / fetchedSeconds),
        ratio: times,
        ...target,
      };
    }),
    { name: 'memory of the desk at the most', value: round(peakMegabytes), unit: 'MiB' },
  ];
}

/** What desks that are connected and do nothing cost the hub: its processor and its memory. */
async function idleDesks(deps: HubDeps, hub: RunningHub, userId: string): Promise<HubFigure[]> {
  const before = usageOf(hub.pid);
  const stop = new AbortController();
  const open: Promise<void>[] = [];
  for (let count = 0; count < CONNECTED; count += 1) {
    const desk = await thinDesk(deps, hub.url, userId);
    open.push(desk.client.changes(() => undefined, stop.signal).catch(() => undefined));
  }
  await new Promise((resolve) => {
    setTimeout(resolve, 3_000);
  });
  const [from, begunAt] = [usageOf(hub.pid), performance.now()];
  await new Promise((resolve) => {
    setTimeout(resolve, 10_000);
  });
  const to = usageOf(hub.pid);
  const seconds = (performance.now() - begunAt) / 1000;
  stop.abort();
  await Promise.all(open);
  return [
    {
      name: `processor of the hub with ${CONNECTED} idle desks`,
      value: round(((to.cpuSeconds - from.cpuSeconds) / seconds) * 100),
      unit: '% of a core',
    },
    {
      name: `memory for each of ${CONNECTED} idle desks`,
      value: round((to.residentBytes - before.residentBytes) / CONNECTED / 1024),
      unit: 'KiB',
    },
  ];
}

/** Of a process on Linux; zeros where it cannot be asked. */
function usageOf(pid: number): { cpuSeconds: number; residentBytes: number } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    return { cpuSeconds: (Number(stat[11]) + Number(stat[12])) / 100, residentBytes: pages * 4096 };
  } catch {
    return { cpuSeconds: 0, residentBytes: 0 };
  }
}

interface RunningHub {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

async function startHub(workDir: string, databaseUrl: string, keyFile: string): Promise<RunningHub> {
  const args = [
    join(import.meta.dirname, '../../../hub/cli/main.ts'),
    '--port',
    '0',
    '--data-dir',
    workDir,
    '--key-file',
    keyFile,
  ];
  const env = { ...process.env, DATABASE_URL: databaseUrl, HUB_LOG_LEVEL: 'fatal' };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const found = /http:\/\/127\.0\.0\.1:\d+/u.exec(text)?.[0];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error('the hub did not start')));
  });
  return {
    url,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

function rate(name: string, value: number): HubFigure {
  return { name, value: Math.round(value), unit: '/s' };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Lines to read. */
export function hubReport({ node, processor, cores, figures }: HubBench): string {
  const lines = figures.map(({ name, value, unit, ratio, target, met }) => {
    const beside = ratio === undefined ? '' : `, ${ratio}x the floor`;
    const judged = target === undefined ? '' : ` (${target}: ${met === true ? 'met' : 'MISSED'})`;
    return `${name}: ${value} ${unit}${beside}${judged}`;
  });
  return [`Node ${node}, ${processor}, ${cores} cores`, ...lines].join('\n');
}
