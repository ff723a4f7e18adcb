import type { HostKind } from '../contract/desk-api/system.ts';
import { ok } from '../domain/kernel/result.ts';
import type { Result } from '../domain/kernel/result.ts';
import type { KeyStore } from './keys/key-store.ts';
import { createChangeFeed } from './router/change-feed.ts';
import { createSystemRouter } from './router/system.ts';

export interface DeskOptions {
  readonly dataDir: string;
  readonly keys: KeyStore;
  readonly host: HostKind;
  /** Seeds the demonstration into a data folder that is still empty. */
  readonly demo: boolean;
  readonly now?: () => number;
  readonly smsGatewayUrl?: string | undefined;
  /** Another SQLite binary than the package's own, for a runtime too old for that one. */
  readonly sqliteBinding?: string | undefined;
  /** Where the bundled workers lie (`<name>.cjs`); without it they run from their sources. */
  readonly workersDir?: string | undefined;
}

export interface Desk {
  readonly router: { readonly system: ReturnType<typeof createSystemRouter> };
  close(): Promise<void>;
}

/** Opens the desk on its data folder. */
export function openDesk({ dataDir, host, demo, keys }: DeskOptions): Promise<Result<Desk>> {
  const system = createSystemRouter({ dataDir, host, demo, keyProtection: keys.protection }, createChangeFeed());
  return Promise.resolve(ok({ router: { system }, close: () => Promise.resolve() }));
}
