import type { KeyObject } from 'node:crypto';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { ReadyFiles } from '../bootstrap/ready-files.ts';
import type { AuthorityContext } from '../commands/judge.ts';
import type { HubStore } from '../store/store.ts';

/** What the hub's services and routes work with. Made once by `openHub`. */
export interface HubDeps {
  readonly store: HubStore;
  readonly authority: AuthorityContext;
  /** What grants are signed with; its public half is what every desk has been given. */
  readonly signingKey: KeyObject;
  readonly now: () => UtcMs;
  /** Files of orders for new desks; null where this hub makes none, and orders come as rows. */
  readonly readyFiles: ReadyFiles | null;
  /** A fresh UUIDv7. */
  readonly newId: () => string;
  /** How long a grant is good for what is asked of the hub itself. */
  readonly grantMs: number;
  /** How long its person may go on without a network. */
  readonly offlineMs: number;
}
