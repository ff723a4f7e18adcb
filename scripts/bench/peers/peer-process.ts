/** One peer in a process of its own: takes the orders in, answers the questions, says on stdout what it cost. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { timingOf, type Timing } from '../measure.ts';
import { openDeskAsPeer } from './desk-peer.ts';
import { buildFlexSearch, buildMiniSearch } from './memory-peers.ts';
import { documents, QUESTIONS, type BuildPeer, type Peer, type Question } from './peer.ts';
import { buildPouchDb } from './pouchdb-peer.ts';
import { buildLike, buildTrigram } from './sqlite-peers.ts';

/** As many as the search box shows. */
const LIMIT = 30;
const MOST_RUNS = 300;
/** What takes long is asked less often, but five times at least. */
const MILLISECONDS_A_QUESTION = 4_000;
const FEWEST_RUNS = 5;

export const PEERS = {
  desk: openDeskAsPeer,
  'fts5-trigram': buildTrigram,
  like: buildLike,
  minisearch: buildMiniSearch,
  flexsearch: buildFlexSearch,
  'pouchdb-find': buildPouchDb,
} as const satisfies Readonly<Record<string, BuildPeer>>;
export type PeerName = keyof typeof PEERS;

export interface PeerAnswer {
  readonly question: string;
  /** Null where it has no way to answer. */
  readonly timing: Timing | null;
  /** How many it found, of the first time; at most thirty. */
  readonly hits: number | null;
}

export interface PeerReport {
  readonly peer: PeerName;
  readonly orders: number;
  /** Seconds until all orders can be searched; the desk's were recorded beforehand. */
  readonly buildSeconds: number | null;
  /** Bytes on the disk an order; null for what lives in memory. */
  readonly bytesPerOrder: number | null;
  /** Resident memory of the process once it has answered. */
  readonly megabytes: number;
  readonly answers: readonly PeerAnswer[];
}

async function answerOf(peer: Peer, question: Question, orders: number): Promise<PeerAnswer> {
  const first = await peer.ask(question.how, question.typed(0, orders), LIMIT);
  if (first === null) return { question: question.name, timing: null, hits: null };
  const times: number[] = [];
  const until = performance.now() + MILLISECONDS_A_QUESTION;
  for (let run = 1; run <= MOST_RUNS && (run <= FEWEST_RUNS || performance.now() < until); run += 1) {
    const typed = question.typed(run, orders);
    const start = performance.now();
    await peer.ask(question.how, typed, LIMIT);
    times.push((performance.now() - start) * 1000);
  }
  return { question: question.name, timing: timingOf(times), hits: first.length };
}

async function reportOf(name: PeerName, orders: number): Promise<PeerReport> {
  const folder = mkdtempSync(join(tmpdir(), 'chedan-bench-peer-'));
  try {
    const start = performance.now();
    const peer = await PEERS[name](documents(orders), folder, orders);
    const buildSeconds = name === 'desk' ? null : Math.round((performance.now() - start) / 100) / 10;
    const answers: PeerAnswer[] = [];
    for (const question of QUESTIONS) answers.push(await answerOf(peer, question, orders));
    const megabytes = Math.round(process.memoryUsage.rss() / 2 ** 20);
    await peer.close();
    const bytesPerOrder = peer.bytes === null ? null : Math.round(peer.bytes / orders);
    return { peer: name, orders, buildSeconds, bytesPerOrder, megabytes, answers };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const [name, orders] = process.argv.slice(2);
  if (name === undefined || !(name in PEERS)) throw new Error(`one of ${Object.keys(PEERS).join(', ')}`);
  process.stdout.write(JSON.stringify(await reportOf(name as PeerName, Number(orders))));
}
