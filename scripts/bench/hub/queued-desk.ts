/** A real desk that was away: what it did meanwhile is pushed, its outbox read and answered; and another one that pulls all of it. */
import { generateKeyPairSync } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { signGrant } from '../../../contract/hub-protocol/grant.ts';
import { transaction } from '../../../db/open/database.ts';
import type { WritableDb } from '../../../db/open/database.ts';
import { getHubLink, putGrant, putHubLink } from '../../../db/queries/hub-link.ts';
import { openTemporaryDb } from '../../../db/testing/temporary-db.ts';
import { executeCommand } from '../../../desk/commands/execute.ts';
import type { CommandDesk } from '../../../desk/commands/execute.ts';
import { applyOutcomes } from '../../../desk/sync/apply-outcomes.ts';
import { applyPage } from '../../../desk/sync/apply-page.ts';
import { createHubClient } from '../../../desk/sync/hub-client.ts';
import type { HubClient } from '../../../desk/sync/hub-client.ts';
import { nextPush } from '../../../desk/sync/next-push.ts';
import type { PushRequest } from '../../../desk/sync/next-push.ts';
import { pack } from '../../../domain/cases/testing/filing.ts';
import { startContact } from '../../../domain/contacts/start-contact.ts';
import { DAY_MS } from '../../../domain/kernel/units.ts';
import { defaultCalendar } from '../../../domain/policy/calendars/default.ts';
import type { HubDeps } from '../../../hub/services/deps.ts';

export interface Queued {
  readonly pushedPerSecond: number;
  readonly appliedPerSecond: number;
  /** As they went over the line. */
  readonly commands: PushRequest['commands'];
}

export async function queuedDesk(deps: HubDeps, url: string, userId: string, count: number): Promise<Queued> {
  const away = await realDesk(deps, url, userId);
  const other = await realDesk(deps, url, userId);
  try {
    await pullAll(other);
    transaction(away.db, () => {
      for (let made = 0; made < count; made += 1) {
        const payload = {
          contactId: uuidv7(),
          channel: 'phone',
          direction: 'inbound',
          cli: null,
          waitedSeconds: null,
          callbackId: null,
        } as const;
        const done = executeCommand(away.command, away.actor, startContact, { payload });
        if (!done.ok) throw new Error(done.refusal.code);
      }
    });
    const commands: PushRequest['commands'] = [];
    const begunAt = performance.now();
    for (let next = nextPush(away.db, Date.now()); next !== null; next = nextPush(away.db, Date.now())) {
      const { outcomes } = await away.client.push(next);
      commands.push(...next.commands);
      transaction(away.db, () => applyOutcomes(away.command, outcomes, Date.now()));
    }
    const pushedMs = performance.now() - begunAt;
    const left = away.db.get<{ count: number }>(`SELECT count(*) AS count FROM event WHERE status = 'pending'`)?.count;
    if (left !== 0) throw new Error(`${left} events were not confirmed`);
    const pullingAt = performance.now();
    const applied = await pullAll(other);
    if (applied < count) throw new Error(`only ${applied} events came`);
    return {
      commands,
      pushedPerSecond: count / (pushedMs / 1000),
      appliedPerSecond: applied / ((performance.now() - pullingAt) / 1000),
    };
  } finally {
    away.dispose();
    other.dispose();
  }
}

interface RealDesk {
  readonly db: WritableDb;
  readonly client: HubClient;
  readonly command: CommandDesk;
  readonly actor: Parameters<typeof executeCommand>[1];
  dispose(): void;
}

async function realDesk({ store, signingKey }: HubDeps, url: string, userId: string): Promise<RealDesk> {
  const temporary = openTemporaryDb();
  const { db } = temporary;
  const deskId = uuidv7();
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = privateKey.export({ format: 'der', type: 'pkcs8' });
  await store.putDesk({
    deskId,
    name: 'bench',
    epoch: 'bench',
    nextSeq: 1,
    scope: 'all',
    signingKey: publicKey,
    revokedAt: null,
    mayBringUntil: null,
    roles: [],
    days: null,
    sealingKey: null,
  });
  const now = Date.now();
  const times = { issuedAt: now - 1000, expiresAt: now + DAY_MS, offlineUntil: now + DAY_MS };
  const token = await signGrant(signingKey, { userId, deskId, roles: ['agent'], branchId: 'hotline', ...times });
  transaction(db, () => {
    const link = {
      url,
      deskId,
      epoch: 'bench',
      seqBase: 0,
      signingKey: key,
      sealingKey: key,
      hubKey: key,
      cursor: null,
    };
    putHubLink(db, { ...link, enrolledAt: now });
    putGrant(db, { userId, token, ...times });
  });
  return {
    db,
    client: createHubClient({ url, deskId, signingKey: key }, Date.now),
    command: { db, deskId, pack, calendar: defaultCalendar, mode: 'hub', now: Date.now },
    actor: { userId, roles: ['agent'], branchId: 'hotline', deskId },
    dispose: temporary.dispose,
  };
}

/** Everything that is new, applied; answers how many events that were. */
async function pullAll({ db, client, command }: RealDesk): Promise<number> {
  let count = 0;
  for (let more = true; more;) {
    const page = await client.pull(getHubLink(db)?.cursor ?? null, 1_000);
    applyPage(command, page, Date.now(), (stream, error) => {
      throw new Error(`${stream} could not be applied`, { cause: error });
    });
    count += page.events.length;
    ({ more } = page);
  }
  return count;
}
