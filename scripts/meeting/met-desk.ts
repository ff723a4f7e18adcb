/** A real desk's database, enrolled at a hub over HTTP and kept in step with it. For tests of what desks and hubs do together. */
import { transaction } from '../../db/open/database.ts';
import type { WritableDb } from '../../db/open/database.ts';
import { getHubLink, putGrant } from '../../db/queries/hub-link.ts';
import { openTemporaryDb } from '../../db/testing/temporary-db.ts';
import type { CommandDesk } from '../../desk/commands/execute.ts';
import { enrol } from '../../desk/sync/enrol.ts';
import { startSync } from '../../desk/sync/engine.ts';
import type { SyncEngine } from '../../desk/sync/engine.ts';
import { createHubClient } from '../../desk/sync/hub-client.ts';
import { refuse } from '../../domain/kernel/result.ts';
import { pack } from '../../domain/cases/testing/filing.ts';
import type { Actor, Role } from '../../domain/kernel/actor.ts';
import { defaultCalendar } from '../../domain/policy/calendars/default.ts';
import { workOn } from './work.ts';
import type { Work } from './work.ts';

export interface MetDesk extends Work {
  readonly db: WritableDb;
  readonly deskId: string;
  readonly actor: Actor;
  readonly command: CommandDesk;
  readonly engine: SyncEngine;
  /** Cut off: whatever it sends goes nowhere. */
  cutOff(isOff: boolean): void;
  /** Waits until this holds here, a minute at most; what is waited for is the failure. */
  until(what: string, holds: () => boolean): Promise<void>;
  dispose(): Promise<void>;
}

export interface Meeting {
  readonly url: string;
  readonly code: string;
  readonly login: string;
  readonly password: string;
  readonly now?: () => number;
}

/** None of them records any. */
const NO_FILES = { get: () => Promise.resolve(refuse('evidence_missing', { problem: 'missing' })) };
const NOWHERE = 'http://127.0.0.1:9';

export async function meet({ url, code, login, password, now = Date.now }: Meeting): Promise<MetDesk> {
  const temporary = openTemporaryDb();
  const { db } = temporary;
  const link = await enrol(db, { url, code, deskName: login }, now());
  const access = { url, deskId: link.deskId, signingKey: link.signingKey };
  const client = createHubClient(access, now);
  const { grant, expiresAt, offlineUntil, user, hubTime } = await client.signIn(login, password);
  const { userId, branchId } = user;
  const actor: Actor = { userId, roles: user.roles as Role[], branchId, deskId: link.deskId };
  transaction(db, () => putGrant(db, { userId, issuedAt: hubTime, expiresAt, offlineUntil, token: grant }));
  let isOff = false;
  // The same client, whose line can be cut.
  const line = new Proxy(client, {
    get: (target, name: keyof typeof client) =>
      isOff && name !== 'changes' ? createHubClient({ ...access, url: NOWHERE }, now)[name] : target[name],
  });
  const command: CommandDesk = { db, deskId: link.deskId, pack, calendar: defaultCalendar, mode: 'hub', now };
  const engine = startSync({
    desk: () => command,
    client: line,
    files: NO_FILES,
    now,
    changed: () => undefined,
    failed: (stream, error) => {
      throw new Error(`${stream} could not be applied`, { cause: error });
    },
  });
  const desk: MetDesk = {
    db,
    deskId: link.deskId,
    actor,
    command,
    engine,
    cutOff: (off) => {
      isOff = off;
      if (!off) engine.wake();
    },
    ...workOn({ command, actor, woken: () => engine.wake() }),
    async until(what, holds) {
      for (const end = Date.now() + 60_000; Date.now() < end;) {
        if (holds()) return;
        await new Promise((resolve) => {
          setTimeout(resolve, 20);
        });
      }
      throw new Error(
        `${login} waited in vain for ${what} (${JSON.stringify(engine.state())}, ${getHubLink(db)?.cursor})`,
      );
    },
    dispose: async () => {
      await engine.stop();
      temporary.dispose();
    },
  };
  return desk;
}
