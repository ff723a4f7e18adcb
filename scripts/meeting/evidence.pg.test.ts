/** A file that one desk records is opened on another one, over a line that breaks, with a hub on PostgreSQL in between. */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { transaction } from '../../db/open/database.ts';
import { countUnsent } from '../../db/queries/evidence-at-hub.ts';
import { putHubLink } from '../../db/queries/hub-link.ts';
import { enrol } from '../../desk/sync/enrol.ts';
import { openTestDesk, refusalFrom, TEST_PASSWORD } from '../../desk/testing/opened-desk.ts';
import type { DeskClient, OpenedDesk } from '../../desk/testing/opened-desk.ts';
import { NOW } from '../../domain/testing/given.ts';
import { createHubServer } from '../../hub/api/server.ts';
import { createSealer } from '../../hub/keys/sealer.ts';
import { openHub } from '../../hub/open-hub.ts';
import type { HubDeps } from '../../hub/services/deps.ts';
import { makeEnrolmentCode } from '../../hub/services/enrol.ts';
import { addPerson } from '../../hub/services/people.ts';
import { openPostgresStore } from '../../hub/store/postgres/postgres-store.ts';
import { startTestCluster } from '../../hub/testing/test-cluster.ts';
import type { TestCluster } from '../../hub/testing/test-cluster.ts';
import { chanceOf } from '../torture/random.ts';
import { badLine } from './bad-line.ts';
import type { BadLine } from './bad-line.ts';

let cluster: TestCluster;
let deps: HubDeps;
let app: FastifyInstance;
let url: string;
let line: BadLine;
let desks: OpenedDesk[];

beforeAll(async () => {
  cluster = await startTestCluster();
});
afterAll(() => cluster.dispose());
beforeEach(async () => {
  const store = await openPostgresStore({ url: await cluster.database(), sealer: createSealer(randomBytes(32)) });
  deps = await openHub({ store, now: () => NOW });
  app = await createHubServer({ deps });
  url = await app.listen({ host: '127.0.0.1', port: 0 });
  line = await badLine(chanceOf(4), () => [Number(new URL(url).port)]);
  desks = [];
  for (const login of ['agent1', 'agent2'])
    await addPerson(deps, { login, displayName: login, roles: ['agent'], branchId: 'hq' }, TEST_PASSWORD);
});
afterEach(async () => {
  for (const desk of desks) await desk.dispose();
  await line.close();
  await app.close();
  await deps.store.close();
});

async function deskOf(login: string): Promise<readonly [OpenedDesk, DeskClient]> {
  const opened = await openTestDesk();
  desks.push(opened);
  const { code } = await makeEnrolmentCode(deps, { name: login, scope: 'all' });
  const { db } = opened.desk().deps;
  const link = await enrol(db, { url, code, deskName: login }, NOW);
  transaction(db, () => putHubLink(db, { ...link, url: line.url }));
  await opened.reopen();
  const client = opened.window(login);
  await persist(() => client.auth.signIn({ login, password: TEST_PASSWORD }));
  return [opened, client];
}

/** The line is bad: what a person would try again is tried again. */
async function persist<T>(what: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await what();
    } catch (error) {
      if (tries >= 8) throw error;
      await wait(50);
    }
  }
}

async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  for (const end = Date.now() + 40_000; Date.now() < end; await wait(50)) if (await holds()) return;
  throw new Error(`waited in vain until ${what}`);
}

const CALL = { channel: 'phone', direction: 'inbound', cli: null, waitedSeconds: null, callbackId: null } as const;
const PICTURE = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  randomBytes(2.5 * 1024 * 1024),
]);

it('a picture goes up in parts behind the work, and is opened elsewhere as it was', async () => {
  const [mine, agent] = await deskOf('agent1');
  const [theirs, colleague] = await deskOf('agent2');
  const { contactId } = await agent.contacts.start(CALL);
  const subject = { type: 'contact', contactId } as const;
  line.cut(true);
  const file = new File([PICTURE], '测试张三的签购单.png');
  const item = await agent.evidence.attach({ subject, kind: 'receipt', title: '签购单', file });
  expect(await agent.work.sync()).toMatchObject({ filesWaiting: 1, bytesWaiting: PICTURE.length });
  line.cut(false);

  await until('the other desk knows of it', async () => (await colleague.evidence.list({ subject })).length === 1);
  await until('the hub has it', () => countUnsent(mine.desk().deps.db).files === 0);
  expect(await agent.work.sync()).toMatchObject({ filesWaiting: 0, bytesWaiting: 0 });
  expect(await colleague.evidence.list({ subject })).toMatchObject([
    { evidenceId: item.evidenceId, title: '签购单', sizeBytes: PICTURE.length, mediaType: 'image/png' },
  ]);

  line.cut(true);
  const offline = await refusalFrom(colleague.evidence.open({ evidenceId: item.evidenceId }));
  expect(offline.code).toBe('evidence_needs_hub');
  line.cut(false);
  const opened = await persist(() => colleague.evidence.open({ evidenceId: item.evidenceId }));
  expect(Buffer.from(await opened.file.arrayBuffer()).equals(PICTURE)).toBe(true);
  expect(opened.file).toMatchObject({ name: `evidence-${item.sha256.slice(0, 8)}.png`, type: 'image/png' });

  // From now on it is there without a line; and a file that was lost where it was recorded comes back.
  line.cut(true);
  await expect(colleague.evidence.open({ evidenceId: item.evidenceId })).resolves.toBeDefined();
  rmSync(join(mine.dataDir, 'evidence'), { recursive: true });
  expect((await refusalFrom(agent.evidence.open({ evidenceId: item.evidenceId }))).code).toBe('evidence_missing');
  line.cut(false);
  await persist(() => agent.evidence.open({ evidenceId: item.evidenceId }));
  expect(countUnsent(theirs.desk().deps.db).files).toBe(0);
  expect(line.counts.cutBefore + line.counts.cutAfter).toBeGreaterThan(0);
});

it('a file that its desk has not sent yet is said to be there, and why it does not open', async () => {
  const [mine, agent] = await deskOf('agent1');
  const [, colleague] = await deskOf('agent2');
  const { contactId } = await agent.contacts.start(CALL);
  const subject = { type: 'contact', contactId } as const;
  const item = await agent.evidence.attach({
    subject,
    kind: 'chat_log',
    title: '聊天',
    file: new File(['测试对话'], 'a.txt'),
  });
  // Gone from the disk before it could be sent.
  rmSync(join(mine.dataDir, 'evidence'), { recursive: true });

  await until('the other desk knows of it', async () => (await colleague.evidence.list({ subject })).length === 1);
  const refused = await persist(() => refusalFrom(colleague.evidence.open({ evidenceId: item.evidenceId })));
  expect(['evidence_not_sent', 'evidence_needs_hub']).toContain(refused.code);
  line.heal();
  expect((await refusalFrom(colleague.evidence.open({ evidenceId: item.evidenceId }))).code).toBe('evidence_not_sent');
  // It lies there again, and is sent with whatever is told next.
  await agent.evidence.attach({ subject, kind: 'chat_log', title: '聊天', file: new File(['测试对话'], 'b.txt') });
  await agent.contacts.start(CALL);
  await until('the hub has it', () => countUnsent(mine.desk().deps.db).files === 0);
  const { file } = await colleague.evidence.open({ evidenceId: item.evidenceId });
  expect(await file.text()).toBe('测试对话');
});
