/** `npm run hub`: starts a hub, or does what an administrator does beside one. See `settings.ts` for what it takes. */
import { readFileSync } from 'node:fs';
import { readyFolderIn } from '../bootstrap/ready-files.ts';
import pino from 'pino';
import { createHubServer } from '../api/server.ts';
import { startJobs } from '../jobs/lapse.ts';
import { openHub } from '../open-hub.ts';
import { addPerson } from '../services/people.ts';
import { BACKUP_COMMANDS } from './backups.ts';
import { COMMANDS } from './commands.ts';
import { findDatabase, openDatabase } from './database.ts';
import { addDemoPeople, DEMO_PASSWORD } from './demo.ts';
import { listeningRefusal, readSettings, USAGE } from './settings.ts';
import type { Settings } from './settings.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

try {
  const settings = readSettings(process.argv.slice(2), process.env);
  const command = COMMANDS[settings.command];
  const backups = BACKUP_COMMANDS[settings.command];
  if (settings.command === 'help') say(USAGE);
  else if (settings.command === 'start') await start(settings);
  else if (backups !== undefined) {
    const database = await findDatabase(settings);
    try {
      say(await backups(database, settings));
    } finally {
      await database.leave();
    }
  } else if (command === undefined) throw new Error(USAGE);
  else {
    const database = await openDatabase(settings, () => undefined);
    try {
      say(await command(await openHub({ store: database.store }), settings));
    } finally {
      await database.close();
    }
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'failed'}\n`);
  process.exitCode = 1;
}

async function start(settings: Settings): Promise<void> {
  const refused = listeningRefusal(settings);
  if (refused !== null) throw new Error(refused);
  const log = pino({ level: process.env['HUB_LOG_LEVEL'] ?? 'info', base: null }, pino.destination(2));
  const database = await openDatabase(settings, (error) => {
    const { name = 'failed', code } = error as { name?: string; code?: string };
    log.warn({ name, code }, 'database');
  });
  const deps = await openHub({
    store: database.store,
    offlineDays: settings.offlineDays,
    readyFolder: readyFolderIn(settings.dataDir),
    failed: (type, error) => log.error({ type, name: error instanceof Error ? error.name : 'thrown' }, 'rule_threw'),
  });
  const tls =
    settings.tls === undefined
      ? undefined
      : { key: readFileSync(settings.tls.key), cert: readFileSync(settings.tls.cert) };
  const app = await createHubServer({ deps, log, tls });
  const address = await app.listen({ host: settings.host, port: settings.port });

  say(`中心已启动 The hub is up: ${address}`);
  say(
    `数据库 database: ${database.isOwn ? '自带 PostgreSQL, its own' : 'DATABASE_URL'}；接口说明 interface: ${address}/docs`,
  );
  if ((await deps.store.listUsers()).length === 0) {
    const admin = { login: 'admin', displayName: '中心管理员', roles: ['admin'], branchId: 'hq' } as const;
    const added = await addPerson(deps, admin);
    if (added !== null) say(`管理员 administrator: admin / ${added.password}（只显示这一次 shown this once）`);
  }
  if (settings.demo) {
    await addDemoPeople(deps);
    say(`演示人员 demonstration people: agent1, agent2, clerk1, clerk2, supervisor1, finance1 / ${DEMO_PASSWORD}`);
  }
  say('接入工位 to enrol a desk: npm run hub -- enrol --name 名称');
  const stopJobs = startJobs(deps, (error) => {
    log.warn({ name: error instanceof Error ? error.name : 'thrown' }, 'job_failed');
  });
  log.info('hub_started');

  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    stopJobs();
    // Requests under way are answered; then the database is let go, and stopped where it is this hub's own.
    app
      .close()
      .then(() => deps.readyFiles?.close())
      .then(() => database.close())
      .then(() => log.info('hub_stopped'))
      .catch(() => {
        process.exitCode = 1;
      });
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}
