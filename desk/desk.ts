import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { HostKind } from '../contract/desk-api/system.ts';
import { transaction } from '../db/open/database.ts';
import type { WritableDb } from '../db/open/database.ts';
import { databaseRefusal } from '../db/open/errors.ts';
import { holdDataFolder } from '../db/open/hold-data-folder.ts';
import { openDeskDb } from '../db/open/open-desk-db.ts';
import { lastGoodBackup } from '../db/open/restore.ts';
import { getHubLink } from '../db/queries/hub-link.ts';
import { getSetting, putSetting } from '../db/queries/settings.ts';
import { isAnybodyHere } from '../db/queries/users.ts';
import { SYSTEM_USER_ID } from '../domain/kernel/actor.ts';
import { ok, refuse } from '../domain/kernel/result.ts';
import type { Refused, Result } from '../domain/kernel/result.ts';
import type { PolicyPack } from '../domain/policy/pack.ts';
import { topicsOfStreams } from './changes.ts';
import { executeCommand } from './commands/execute.ts';
import type { CommandDesk } from './commands/execute.ts';
import { seedDemoPeople } from './demo/people.ts';
import { seedDemo } from './demo/seed-demo.ts';
import type { DeskDeps } from './deps.ts';
import { createHttpSmsGateway } from './gateways/http-sms-gateway.ts';
import type { SmsGateway } from './gateways/sms-gateway.ts';
import { openImports } from './import/open-imports.ts';
import { loadKeySet } from './keys/key-store.ts';
import type { KeySet, KeyStore } from './keys/key-store.ts';
import { faultOf, openLog } from './log.ts';
import type { DeskLog } from './log.ts';
import { createChangeFeed } from './router/change-feed.ts';
import { createDeskRouter } from './router/index.ts';
import type { DeskRouter } from './router/index.ts';
import { createSystemRouter } from './router/system.ts';
import { writeAudit } from './services/audit.ts';
import { calendarOf } from './services/calendar.ts';
import { startDailyBackups } from './services/daily-backup.ts';
import { openEvidenceStore } from './services/evidence-store.ts';
import { openIdentity } from './services/identity.ts';
import { startLapsing } from './services/lapse.ts';
import { openPolicyPacks } from './services/policy-packs.ts';
import { openSync } from './sync/open-sync.ts';

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
  readonly router: DeskRouter;
  /** What the router works with, for the command line, which has no window to sign in at. */
  readonly deps: DeskDeps;
  close(): Promise<void>;
}

/**
 * Opens the desk on its data folder. Refuses what the keys and the two files refuse (`key_…`, `passphrase_…`, `database_…`,
 * `database_locked` where another desk has this folder open, `disk_…`), and `policy_pack_invalid` where no policy is in force; nothing stays open then.
 */
export async function openDesk(options: DeskOptions): Promise<Result<Desk>> {
  const { dataDir, sqliteBinding } = options;
  const now = options.now ?? Date.now;
  const keys = await loadKeySet(options.keys);
  if (!keys.ok) return keys;
  const held = holdDataFolder(dataDir, sqliteBinding);
  if (!held.ok) return held;
  const opened = openDeskDb({ dataDir, keys: keys.value, sqliteBinding, now: now() });
  if (!opened.ok) {
    held.value.release();
    return withBackup(opened, { dataDir, keys: keys.value, sqliteBinding });
  }
  const { db } = opened.value;
  const letGo = (): void => {
    db.close();
    held.value.release();
  };
  const desk = await openOn(db, keys.value, { ...options, now, letGo }).catch((error: unknown) => {
    const refusal = databaseRefusal(error);
    if (refusal !== null) return refusal;
    letGo();
    throw error;
  });
  if (!desk.ok) letGo();
  return desk;
}

/** Of a damaged file it is said which backup could take its place: `backup` its name, `backupAt` its time, null where there is none. */
function withBackup(refused: Refused, files: Parameters<typeof lastGoodBackup>[0]): Refused {
  const { code, data } = refused.refusal;
  if (code !== 'database_corrupt') return refused;
  const backup = lastGoodBackup(files, data['file'] === 'orders' ? 'orders' : 'desk');
  return refuse(code, { ...data, backup: backup?.fileName ?? null, backupAt: backup?.madeAt ?? null });
}

type OpeningOptions = DeskOptions & { readonly now: () => number; readonly letGo: () => void };

async function openOn(db: WritableDb, keys: KeySet, options: OpeningOptions): Promise<Result<Desk>> {
  const { dataDir, now } = options;
  const pack = openPolicyPacks(db, now);
  if (!pack.ok) return pack;
  const deskId = openIdentity(db, now(), uuidv7);
  if (!deskId.ok) return deskId;
  const log = await openLog(dataDir);
  try {
    return ok(await workOn(db, keys, { deskId: deskId.value, pack: pack.value, log }, options));
  } catch (error) {
    await log.close();
    throw error;
  }
}

async function workOn(
  db: WritableDb,
  keys: KeySet,
  { deskId, pack, log }: Pick<DepsSource, 'deskId' | 'pack' | 'log'>,
  options: OpeningOptions,
): Promise<Desk> {
  const { dataDir, host, now, sqliteBinding } = options;
  if (options.demo && !isAnybodyHere(db)) {
    await seedDemoPeople({ db, now });
    log.info('demo_seeded');
  }

  const deps = depsOf(db, {
    dataDir,
    deskId,
    log,
    pack,
    evidenceKey: keys.evidence,
    now,
    smsGatewayUrl: options.smsGatewayUrl,
  });
  if (options.demo && deps.demo && getSetting(db, DEMO_TOLD) === null) {
    const demoDesk = { db, deskId, pack: deps.pack(), calendar: deps.calendar, mode: 'solo' } as const;
    // All of it or none: a demonstration cut short begins anew at the next start.
    transaction(db, () => {
      seedDemo(demoDesk, now(), uuidv7);
      putSetting(db, { key: DEMO_TOLD, value: true, at: now(), by: SYSTEM_USER_ID });
    });
  }
  const swept = await deps.evidence.sweep();
  if (swept > 0) log.warn('evidence_swept', { count: swept });
  const imports = await openImports(deps, { keys, sqliteBinding, workersDir: options.workersDir });
  const stopBackups = startDailyBackups({ dataDir, keys, sqliteBinding }, { now, log });
  // Time ends a case where the authority is.
  const stopLapsing = deps.hub === null ? startLapsing(deps) : () => undefined;
  const description = { dataDir, host, demo: deps.demo, keyProtection: options.keys.protection };
  const router = createDeskRouter(deps, createSystemRouter(description, deps.changes), imports);
  log.info('desk_opened');
  let closed = false;
  return {
    router,
    deps,
    close: async () => {
      if (closed) return;
      closed = true;
      stopBackups();
      stopLapsing();
      await deps.hub?.engine.stop();
      await imports.close();
      log.info('desk_closed');
      await log.close();
      options.letGo();
    },
  };
}

/** The setting that says that the demonstration's orders and cases are there. */
const DEMO_TOLD = 'demo_told';

interface DepsSource {
  readonly dataDir: string;
  readonly deskId: string;
  readonly log: DeskLog;
  readonly pack: () => PolicyPack;
  readonly evidenceKey: Uint8Array;
  readonly now: () => number;
  readonly smsGatewayUrl: string | undefined;
}

function depsOf(db: WritableDb, source: DepsSource): DeskDeps {
  const { dataDir, deskId, log, pack, now } = source;
  const changes = createChangeFeed();
  const link = getHubLink(db);
  const commandDesk = (): CommandDesk => ({
    db,
    deskId: link?.deskId ?? deskId,
    pack: pack(),
    calendar: calendarOf(db),
    mode: link === null ? 'solo' : 'hub',
    now,
    changed: (topics) => changes.publish(topics),
  });
  const evidence = openEvidenceStore(dataDir, source.evidenceKey);
  const hub = openSync(link, {
    db,
    now,
    files: evidence,
    desk: commandDesk,
    changed: (streams) => changes.publish(['sync', ...topicsOfStreams(streams)]),
    failed: (stream, error) => log.error('sync_failed', { procedure: stream, fault: faultOf(error) }),
  });
  return {
    db,
    dataDir,
    deskId: link?.deskId ?? deskId,
    hub,
    demo: getSetting(db, 'demo') !== null,
    now,
    newId: uuidv7,
    randomBytes: (count) => randomBytes(count),
    pack,
    get calendar() {
      return calendarOf(db);
    },
    smsGateway:
      source.smsGatewayUrl === undefined ? noGateway : createHttpSmsGateway({ baseUrl: source.smsGatewayUrl }),
    evidence,
    changes,
    log,
    execute: (actor, definition, payload, commandId) => {
      const done = executeCommand(commandDesk(), actor, definition, { commandId, payload });
      // Told at once where the hub is reached; nobody waits for it.
      if (done.ok) hub?.engine.wake();
      return done;
    },
    audit: (entry) => {
      writeAudit(db, now(), entry);
      changes.publish(['audit']);
    },
  };
}

/** Where no gateway is set up nothing is sent, and it is said so. */
const noGateway: SmsGateway = {
  send: () => Promise.resolve(refuse('sms_gateway_failed', { outcome: 'refused' })),
};
