/** A real desk's database, enrolled at a hub over HTTP and kept in step with it. For tests of what desks and hubs do together. */
import { transaction } from '../../db/open/database.ts';
import type { WritableDb } from '../../db/open/database.ts';
import { getHubLink, putGrant } from '../../db/queries/hub-link.ts';
import { openTemporaryDb } from '../../db/testing/temporary-db.ts';
import { executeCommand } from '../../desk/commands/execute.ts';
import type { CommandDesk } from '../../desk/commands/execute.ts';
import { enrol } from '../../desk/sync/enrol.ts';
import { startSync } from '../../desk/sync/engine.ts';
import type { SyncEngine } from '../../desk/sync/engine.ts';
import { createHubClient } from '../../desk/sync/hub-client.ts';
import { filing, pack } from '../../domain/cases/testing/filing.ts';
import { COMMANDS } from '../../domain/commands.ts';
import type { Actor, Role } from '../../domain/kernel/actor.ts';
import type { CommandDefinition } from '../../domain/kernel/command.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { defaultCalendar } from '../../domain/policy/calendars/default.ts';

export interface MetDesk {
  readonly db: WritableDb;
  readonly deskId: string;
  readonly actor: Actor;
  readonly command: CommandDesk;
  readonly engine: SyncEngine;
  /** Cut off: whatever it sends goes nowhere. */
  cutOff(isOff: boolean): void;
  does(type: keyof typeof COMMANDS, payload: Record<string, unknown>): Result<unknown>;
  /** A call or a visit in which the owner is known at L2. */
  verifies(contactId: string, orderNo: string): void;
  files(caseId: string, contactId: string, orderNo: string): Result<unknown>;
  /** Waits until this holds here, a few seconds at most; what is waited for is the failure. */
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

/** What a visitor puts on the counter. */
const ID_CARD = [{ materialId: 'id_card', state: 'verified' as const, evidenceId: null }];
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
    does: (type, payload) => {
      const definition = COMMANDS[type] as unknown as CommandDefinition<string, Record<string, unknown>>;
      const done = executeCommand(command, actor, definition, { payload });
      engine.wake();
      return done;
    },
    verifies: (contactId, orderNo) => {
      const channel = actor.roles.includes('clerk') ? 'walk_in' : 'phone';
      const elements = channel === 'walk_in' ? ['id_card_original'] : ['person_name', 'id_no_last6', 'sms_code'];
      const partyId = partyOf(db, orderNo);
      const call = { direction: 'inbound', cli: null, waitedSeconds: null, callbackId: null };
      desk.does('StartContact', { contactId, channel, ...call });
      const session = { sessionId: `session-${contactId}`, orderNo: null, subject: 'self', purpose: 'cancellation' };
      desk.does('StartVerification', { contactId, partyId, ...session });
      const checks = elements.map((element) => ({ element, result: 'match', evidenceId: null }));
      desk.does('RecordElements', { contactId, partyId, checks });
    },
    files: (caseId, contactId, orderNo) => {
      const at = now();
      const told = { packId: pack.id, packVersion: String(pack.version), feeListVersion: pack.feeList.version };
      const acknowledgement = { ...told, how: 'read_out' as const, at };
      const materials = actor.roles.includes('clerk') ? ID_CARD : [];
      const more = {
        caseId,
        contactId,
        orderNo,
        partyId: partyOf(db, orderNo),
        reasonText: `原话 ${caseId}`,
        materials,
      };
      return desk.does('FileCancellation', { ...filing(), ...more, noticeAt: at, readBackAt: at, acknowledgement });
    },
    async until(what, holds) {
      for (const end = Date.now() + 15_000; Date.now() < end;) {
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

function partyOf(db: WritableDb, orderNo: string): string {
  const row = db.get<{ partyId: string }>(
    'SELECT party_id AS partyId FROM orders.order_record WHERE order_no = ?',
    orderNo,
  );
  if (row === undefined) throw new Error(`${orderNo} has not come yet`);
  return row.partyId;
}
