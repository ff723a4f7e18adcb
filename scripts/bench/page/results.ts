/** The results that are kept beside the page: one file a run, as the bench printed it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DeskBench } from '../desk/main.ts';
import type { PeersBench } from '../peers/main.ts';

const DOCS = fileURLToPath(new URL('../../../docs', import.meta.url));
export const PAGE = join(DOCS, 'performance.md');
export const RESULTS = join(DOCS, 'performance');

export interface Results {
  /** By number of orders, the fewest first. */
  readonly desk: readonly DeskBench[];
  readonly peers: readonly PeersBench[];
}

function kept<T extends { readonly orders: number }>(kind: string): T[] {
  if (!existsSync(RESULTS)) return [];
  return readdirSync(RESULTS)
    .filter((name) => new RegExp(`^${kind}-\\d+\\.json$`, 'u').test(name))
    .map((name) => JSON.parse(readFileSync(join(RESULTS, name), 'utf8')) as T)
    .toSorted((a, b) => a.orders - b.orders);
}

/** Throws where nothing is kept: a page of no figures would look like a good one. */
export function keptResults(): Results {
  const results = { desk: kept<DeskBench>('desk'), peers: kept<PeersBench>('peers') };
  if (results.desk.length === 0 || results.peers.length === 0) throw new Error(`no results in ${RESULTS}`);
  return results;
}
