/** The same questions to the desk and to what else could have answered them, each in a process of its own, one after the other. */
import { execFile } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { benchData } from '../desk/build-data.ts';
import { PEERS, type PeerName, type PeerReport } from './peer-process.ts';
import { QUESTIONS } from './peer.ts';

/** What is not ready and done by then cannot be used for so many orders. */
const TIME_LIMIT_MS = 20 * 60_000;
/** Two thirds of what an agent's machine has: what needs more cannot be used. */
const MOST_HEAP_MIB = 5_400;

export type PeerOutcome = PeerReport | { readonly peer: PeerName; readonly orders: number; readonly cannot: string };

export interface PeersBench {
  readonly node: string;
  readonly processor: string;
  readonly orders: number;
  readonly peers: readonly PeerOutcome[];
}

async function outcomeOf(peer: PeerName, orders: number): Promise<PeerOutcome> {
  const file = fileURLToPath(new URL('peer-process.ts', import.meta.url));
  const args = [`--max-old-space-size=${MOST_HEAP_MIB}`, file, peer, String(orders)];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      timeout: TIME_LIMIT_MS,
      maxBuffer: 2 ** 24,
    });
    return JSON.parse(stdout) as PeerReport;
  } catch (error) {
    const { killed, stderr } = error as { readonly killed?: boolean; readonly stderr?: string };
    if (killed === true) return { peer, orders, cannot: `not done in ${TIME_LIMIT_MS / 60_000} minutes` };
    const reason = /heap out of memory|Map maximum size exceeded|Invalid array length|Set maximum size exceeded/u.exec(
      stderr ?? '',
    );
    if (reason === null) throw error;
    return { peer, orders, cannot: reason[0] };
  }
}

export async function benchPeers(orders: number): Promise<PeersBench> {
  await benchData(orders);
  const peers: PeerOutcome[] = [];
  for (const peer of Object.keys(PEERS) as PeerName[]) {
    process.stderr.write(`asking ${peer}\n`);
    peers.push(await outcomeOf(peer, orders));
  }
  return { node: process.versions.node, processor: cpus()[0]?.model ?? '', orders, peers };
}

/** A line a peer, a column a question: p50 in milliseconds, and how many were found. */
export function peersReport({ peers, ...about }: PeersBench): string {
  const names = QUESTIONS.map(({ name }) => name);
  const cells = (outcome: PeerOutcome): string[] => {
    if ('cannot' in outcome) return [outcome.peer, outcome.cannot];
    const { peer, buildSeconds, megabytes, bytesPerOrder, answers } = outcome;
    const answered = answers.map(({ timing, hits }) =>
      timing === null ? 'cannot' : `${(timing.p50 / 1000).toFixed(3)} (${hits})`,
    );
    return [peer, `${buildSeconds ?? '—'} s`, `${megabytes} MB`, `${bytesPerOrder ?? '—'} B`, ...answered];
  };
  const head = ['peer', 'built in', 'memory', 'an order', ...names];
  return [JSON.stringify(about), head.join(' | '), ...peers.map((peer) => cells(peer).join(' | '))].join('\n');
}
