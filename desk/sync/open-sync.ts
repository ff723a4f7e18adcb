/** What an open desk has of its hub; nothing on a desk that is its own authority. */
import type { WritableDb } from '../../db/open/database.ts';
import { grantAt } from '../../db/queries/hub-link.ts';
import type { HubLink } from '../../db/queries/hub-link.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { Result } from '../../domain/kernel/result.ts';
import type { CommandDesk } from '../commands/execute.ts';
import { startSync } from './engine.ts';
import type { SyncEngine } from './engine.ts';
import { createHubClient, HubRefused, HubUnreachable } from './hub-client.ts';
import { admitByHub } from './hub-session.ts';

export interface DeskHub {
  readonly engine: SyncEngine;
  /** As the hub knows this desk. */
  readonly deskId: string;
  /** Whether this person may sign in here; see `admitByHub`. */
  admit(login: string, password: string): Promise<Result<true>>;
  /** Tells the hub that this person looks at a case, and answers who else does. Nobody, where the hub is not reached. */
  look(userId: string, caseId: string): Promise<readonly { readonly userId: string; readonly displayName: string }[]>;
}

export interface OpenSyncDeps {
  readonly db: WritableDb;
  readonly now: () => UtcMs;
  readonly desk: () => CommandDesk;
  readonly changed: (streams: ReadonlySet<StreamId>) => void;
  readonly failed: (stream: string, error: unknown) => void;
}

export function openSync(link: HubLink | null, { db, now, ...rest }: OpenSyncDeps): DeskHub | null {
  if (link === null) return null;
  const client = createHubClient(link, now);
  return {
    engine: startSync({ ...rest, client, now }),
    deskId: link.deskId,
    admit: (login, password) => admitByHub({ db, now, client }, login, password),
    look: async (userId, caseId) => {
      const grant = grantAt(db, userId, now());
      if (grant === null) return [];
      try {
        const { others } = await client.presence(grant.token, caseId);
        return others.map(({ userId: other, displayName }) => ({ userId: other, displayName }));
      } catch (error) {
        if (error instanceof HubUnreachable || error instanceof HubRefused) return [];
        throw error;
      }
    },
  };
}
