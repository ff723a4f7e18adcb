/** Somebody who signs in at another desk finds their cases there; and a desk of a role has what waits in its queue. */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openCaseOfOrder } from '../../db/queries/cases.ts';
import { getOrder } from '../../db/queries/orders.ts';
import { enrol } from '../../desk/sync/enrol.ts';
import { openTestDesk } from '../../desk/testing/opened-desk.ts';
import type { OpenedDesk } from '../../desk/testing/opened-desk.ts';
import { application } from '../../domain/cases/testing/filing.ts';
import type { Role } from '../../domain/kernel/actor.ts';
import { NOW } from '../../domain/testing/given.ts';
import { createHubServer } from '../../hub/api/server.ts';
import { createSealer } from '../../hub/keys/sealer.ts';
import { openHub } from '../../hub/open-hub.ts';
import type { HubDeps } from '../../hub/services/deps.ts';
import { makeEnrolmentCode } from '../../hub/services/enrol.ts';
import { addPerson } from '../../hub/services/people.ts';
import { openPostgresStore } from '../../hub/store/postgres/postgres-store.ts';
import { PARTY } from '../../hub/testing/hub-world.ts';
import { startTestCluster } from '../../hub/testing/test-cluster.ts';
import type { TestCluster } from '../../hub/testing/test-cluster.ts';
import { meet } from './met-desk.ts';
import type { MetDesk } from './met-desk.ts';

const PASSWORD = 'own-cases-2026';
const now = () => NOW;

let cluster: TestCluster;
let deps: HubDeps;
let app: FastifyInstance;
let url: string;
let store1: MetDesk;
let desks: OpenedDesk[];

beforeAll(async () => {
  cluster = await startTestCluster();
});
afterAll(() => cluster.dispose());

beforeEach(async () => {
  const store = await openPostgresStore({ url: await cluster.database(), sealer: createSealer(randomBytes(32)) });
  deps = await openHub({ store, now });
  app = await createHubServer({ deps });
  url = await app.listen({ host: '127.0.0.1', port: 0 });
  desks = [];
  for (const [login, role, branchId] of [
    ['clerk', 'clerk', 'store-1'],
    ['finance', 'finance', 'store-2'],
  ] as const) {
    await addPerson(deps, { login, displayName: login, roles: [role], branchId }, PASSWORD);
  }
  for (const orderNo of ['TA0001', 'TA0002'])
    await store.putOrder({ ...application, orderNo, orderedAt: NOW - 86_400_000, observedAt: NOW - 3_600_000 }, PARTY);
  const { code } = await makeEnrolmentCode(deps, { name: 'store-1', scope: ['store-1'] });
  store1 = await meet({ url, code, login: 'clerk', password: PASSWORD, now });
  await store1.until('the orders', () => getOrder(store1.db, 'TA0002') !== null);
});
afterEach(async () => {
  for (const desk of desks) await desk.dispose();
  await store1.dispose();
  await app.close();
  await deps.store.close();
});

async function deskOfStore2(roles: readonly Role[]): Promise<OpenedDesk> {
  const opened = await openTestDesk();
  desks.push(opened);
  const { code } = await makeEnrolmentCode(deps, { name: 'store-2', scope: ['store-2'], roles });
  await enrol(opened.desk().deps.db, { url, code, deskName: 'store-2' }, NOW);
  await opened.reopen();
  return opened;
}

async function filed(caseId: string, contactId: string, orderNo: string): Promise<void> {
  store1.verifies(contactId, orderNo);
  expect(store1.files(caseId, contactId, orderNo)).toMatchObject({ ok: true });
  await store1.until('the confirmation', () => store1.engine.state().line === 'online' && !hasPending(store1));
}

const hasPending = ({ db }: MetDesk): boolean =>
  (db.get<{ count: number }>(`SELECT count(*) AS count FROM event WHERE status = 'pending'`)?.count ?? 0) > 0;

const caseOn = (opened: OpenedDesk, orderNo: string) => openCaseOfOrder(opened.desk().deps.db, orderNo)?.caseId ?? null;

it('a clerk who helps out at another store has their cases there, also those that are filed later', async () => {
  await filed('case-1', 'contact-1', 'TA0001');
  const other = await deskOfStore2([]);
  await expect.poll(() => getOrder(other.desk().deps.db, 'TA0001'), { timeout: 30_000 }).not.toBeNull();
  expect(caseOn(other, 'TA0001')).toBeNull();

  const window = other.window('at store 2');
  await window.auth.signIn({ login: 'clerk', password: PASSWORD });
  await expect.poll(() => caseOn(other, 'TA0001'), { timeout: 30_000 }).toBe('case-1');
  const mine = await window.cases.list({ queue: 'mine', orderKind: null, overdueOnly: false, cursor: null });
  expect(mine.rows.map(({ caseId }) => caseId)).toEqual(['case-1']);

  await filed('case-2', 'contact-2', 'TA0002');
  await expect.poll(() => caseOn(other, 'TA0002'), { timeout: 30_000 }).toBe('case-2');
});

it('a desk that was enrolled for finance has what waits for a refund, from before and from now on', async () => {
  await filed('case-1', 'contact-1', 'TA0001');
  const finance = await deskOfStore2(['finance']);
  await expect.poll(() => caseOn(finance, 'TA0001'), { timeout: 30_000 }).toBe('case-1');
  await filed('case-2', 'contact-2', 'TA0002');
  await expect.poll(() => caseOn(finance, 'TA0002'), { timeout: 30_000 }).toBe('case-2');
});
