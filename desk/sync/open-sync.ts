/** What an open desk has of its hub; nothing on a desk that is its own authority. */
import type { WritableDb } from '../../db/open/database.ts';
import type { z } from 'zod';
import { MAX_OPENED } from '../../contract/hub-protocol/envelopes.ts';
import type { searchResponse } from '../../contract/hub-protocol/envelopes.ts';
import { transaction } from '../../db/open/database.ts';
import { currentVersion } from '../../db/queries/events.ts';
import { grantAt } from '../../db/queries/hub-link.ts';
import type { HubLink } from '../../db/queries/hub-link.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { Result } from '../../domain/kernel/result.ts';
import type { CommandDesk } from '../commands/execute.ts';
import { applyEvents } from './apply-events.ts';
import { applyReferences } from './apply-references.ts';
import type { KnownFile } from '../../db/queries/evidence-links.ts';
import type { EvidenceStore } from '../services/evidence-store.ts';
import { fetchEvidence } from './fetch-evidence.ts';
import { startSync } from './engine.ts';
import type { SyncEngine } from './engine.ts';
import { createHubClient, HubRefused, HubUnreachable } from './hub-client.ts';
import type { SearchedKey } from './hub-client.ts';
import { admitByHub } from './hub-session.ts';

export interface DeskHub {
  readonly engine: SyncEngine;
  /** As the hub knows this desk. */
  readonly deskId: string;
  /** Whether this person may sign in here; see `admitByHub`. */
  admit(login: string, password: string): Promise<Result<true>>;
  /** Orders of the hub by whole identifiers, masked. Null where the hub is not reached, or does not let this person. */
  search(userId: string, keys: readonly SearchedKey[]): Promise<readonly HubOrderLine[] | null>;
  /** Opens an order of the hub here: it is held from now on, with its open case. False where the hub is not reached, or has none. */
  openOrder(userId: string, orderNo: string): Promise<boolean>;
  /** A file that another desk has recorded. Refuses `evidence_needs_hub` and `evidence_not_sent`. */
  fetchEvidence(file: KnownFile): Promise<Result<Blob>>;
  /** Tells the hub that this person looks at a case, and answers who else does. Nobody, where the hub is not reached. */
  look(userId: string, caseId: string): Promise<readonly { readonly userId: string; readonly displayName: string }[]>;
}

export type HubOrderLine = z.infer<typeof searchResponse>['orders'][number];

const SEARCHED_AT_ONCE = 20;

export interface OpenSyncDeps {
  readonly db: WritableDb;
  readonly now: () => UtcMs;
  readonly desk: () => CommandDesk;
  readonly files: EvidenceStore;
  readonly changed: (streams: ReadonlySet<StreamId>) => void;
  readonly failed: (stream: string, error: unknown) => void;
}

export function openSync(link: HubLink | null, { db, now, ...rest }: OpenSyncDeps): DeskHub | null {
  if (link === null) return null;
  const client = createHubClient(link, now);
  /** Of those that are not here yet the whole is asked for; where the line breaks, the next sign-in asks again. */
  const openStreams = async (streams: readonly string[]): Promise<void> => {
    const missing = (streams as readonly StreamId[]).filter((stream) => currentVersion(db, stream) === 0);
    for (let from = 0; from < missing.length; from += MAX_OPENED) {
      const { events } = await client.streams(missing.slice(from, from + MAX_OPENED));
      rest.changed(transaction(db, () => applyEvents(rest.desk(), events, now())));
    }
  };
  const openInBackground = (streams: readonly string[]): void => {
    openStreams(streams).catch((error: unknown) => {
      if (!(error instanceof HubUnreachable || error instanceof HubRefused)) rest.failed('sign_in', error);
    });
  };
  return {
    engine: startSync({ ...rest, client, now }),
    deskId: link.deskId,
    admit: (login, password) => admitByHub({ db, now, client, openStreams: openInBackground }, login, password),
    search: (userId, keys) =>
      asked(grantAt(db, userId, now())?.token, async (grant) => {
        return (await client.search(grant, keys, SEARCHED_AT_ONCE)).orders;
      }),
    openOrder: async (userId, orderNo) => {
      const opened = await asked(grantAt(db, userId, now())?.token, (grant) => client.openOrder(grant, orderNo));
      if (opened === null) return false;
      applyReferences(db, opened.references, now());
      rest.changed(transaction(db, () => applyEvents(rest.desk(), opened.events, now())));
      return true;
    },
    fetchEvidence: (file) => fetchEvidence(client, file),
    look: async (userId, caseId) => {
      const seen = await asked(grantAt(db, userId, now())?.token, (grant) => client.presence(grant, caseId));
      return (seen?.others ?? []).map(({ userId: other, displayName }) => ({ userId: other, displayName }));
    },
  };
}

/** What is asked in somebody's name; null where they have no grant, and where the hub is not reached or refuses. */
async function asked<T>(grant: string | undefined, ask: (grant: string) => Promise<T>): Promise<T | null> {
  if (grant === undefined) return null;
  try {
    return await ask(grant);
  } catch (error) {
    if (error instanceof HubUnreachable || error instanceof HubRefused) return null;
    throw error;
  }
}
