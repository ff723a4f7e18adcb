import { basename } from 'node:path';
import { implement } from '@orpc/server';
import { systemContract } from '../../contract/desk-api/system.ts';
import type { HostKind, KeyProtection, SystemInfo } from '../../contract/desk-api/system.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { APP_VERSION } from '../hosting/product.ts';
import type { ChangeFeed } from './change-feed.ts';
import { createChangeFeed } from './change-feed.ts';
import type { DeskRequestContext } from './context.ts';

export interface SystemDescription {
  readonly dataDir: string;
  readonly host: HostKind;
  readonly demo: boolean;
  readonly keyProtection: KeyProtection;
}

/** What every desk answers before anybody is signed in, and even when its files could not be opened. */
export function createSystemRouter(
  description: SystemDescription,
  changes: ChangeFeed,
  opening: SystemInfo['opening'] = { state: 'open' },
) {
  const system = implement(systemContract).$context<DeskRequestContext>();
  const info: SystemInfo = {
    host: description.host,
    appVersion: APP_VERSION,
    demo: description.demo,
    nodeVersion: process.versions.node,
    electronVersion: process.versions['electron'] ?? null,
    dataFolder: basename(description.dataDir),
    keyProtection: description.keyProtection,
    opening,
  };
  return system.router({
    info: system.info.handler(() => info),
    changes: system.changes.handler(({ signal }) => changes.subscribe(signal)),
  });
}

/** The router of a desk that could not be opened: it says why, so that the window can say what to do. */
export function createRefusedRouter(description: SystemDescription, refusal: Refusal) {
  const opening = { state: 'refused', refusal: { code: refusal.code, data: copyOf(refusal.data) } } as const;
  return { system: createSystemRouter(description, createChangeFeed(), opening) };
}

type RefusalData = Extract<SystemInfo['opening'], { state: 'refused' }>['refusal']['data'];

function copyOf(data: Refusal['data']): RefusalData {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null ? [...value] : value,
    ]),
  );
}
