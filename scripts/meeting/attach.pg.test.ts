/** A desk that was its own authority comes to a hub with all that it did: its cases, its people, its orders. */
import { readdirSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listStreams, loadEvents } from '../../db/queries/events.ts';
import { getOrder } from '../../db/queries/orders.ts';
import { openCaseOfOrder } from '../../db/queries/cases.ts';
import { getUserByLogin } from '../../db/queries/users.ts';
import type { Order, PartyRecord } from '../../domain/orders/order.ts';
import { bringHistory } from '../../desk/sync/bring-history.ts';
import { askToEnrol, enrol } from '../../desk/sync/enrol.ts';
import { createHubClient } from '../../desk/sync/hub-client.ts';
import { attachToHub } from '../../desk/cli/attach-to-hub.ts';
import { EXIT } from '../../desk/cli/command.ts';
import type { CliIo } from '../../desk/cli/command.ts';
import { openTestDesk, refusalFrom, TEST_PASSWORD } from '../../desk/testing/opened-desk.ts';
import type { OpenedDesk } from '../../desk/testing/opened-desk.ts';
import { TEST_KEYS } from '../../db/testing/temporary-db.ts';
import { createHubServer } from '../../hub/api/server.ts';
import { createSealer } from '../../hub/keys/sealer.ts';
import { openHub } from '../../hub/open-hub.ts';
import type { HubDeps } from '../../hub/services/deps.ts';
import { makeEnrolmentCode } from '../../hub/services/enrol.ts';
import { addPerson } from '../../hub/services/people.ts';
import type { Scope } from '../../hub/store/store.ts';
import { openPostgresStore } from '../../hub/store/postgres/postgres-store.ts';
import { startTestCluster } from '../../hub/testing/test-cluster.ts';
import type { TestCluster } from '../../hub/testing/test-cluster.ts';

let cluster: TestCluster;
let deps: HubDeps;
let app: FastifyInstance;
let url: string;
let desks: OpenedDesk[];

beforeAll(async () => {
  cluster = await startTestCluster();
});
afterAll(() => cluster.dispose());

beforeEach(async () => {
  const sealer = createSealer(randomBytes(32));
  deps = await openHub({ store: await openPostgresStore({ url: await cluster.database(), sealer }) });
  app = await createHubServer({ deps });
  url = await app.listen({ host: '127.0.0.1', port: 0 });
  for (const [login, role] of [
    ['agent1', 'agent'],
    ['supervisor1', 'supervisor'],
  ] as const) {
    await addPerson(deps, { login, displayName: `中心的 ${login}`, roles: [role], branchId: 'hq' }, TEST_PASSWORD);
  }
  desks = [];
});
afterEach(async () => {
  for (const desk of desks) await desk.dispose();
  await app.close();
  await deps.store.close();
});

async function demoDesk(): Promise<OpenedDesk> {
  const opened = await openTestDesk({ demo: true });
  desks.push(opened);
  return opened;
}

/** `hub join` on the folder of this desk, with what it said. */
async function attach(
  opened: OpenedDesk,
  {
    brings = true,
    samePeople = false,
    scope = 'all',
  }: { readonly brings?: boolean; readonly samePeople?: boolean; readonly scope?: Scope } = {},
) {
  const said: string[] = [];
  const io = {
    language: 'en',
    env: {},
    out: (line: string) => said.push(line),
    err: (line: string) => said.push(line),
  } as unknown as CliIo;
  const { code } = await makeEnrolmentCode(deps, { name: '一号店', scope, brings });
  const keys = { ...TEST_KEYS, evidence: new Uint8Array(32).fill(11) };
  const data = { db: opened.desk().deps.db, dataDir: opened.dataDir, keys };
  const exit = await attachToHub(data, { url, code, deskName: '一号店', samePeople }, io);
  return { exit, said: said.join('\n') };
}

/** Commands that this desk did on its own authority, and nobody else knows of. */
const kept = (opened: OpenedDesk): number =>
  db(opened).get<{ count: number }>(`SELECT count(*) AS count FROM outbox WHERE state = 'kept'`)?.count ?? 0;
const db = (opened: OpenedDesk) => opened.desk().deps.db;
function everything(opened: OpenedDesk) {
  return listStreams(db(opened))
    .toSorted()
    .flatMap((stream) => loadEvents(db(opened), stream))
    .map(({ eventId, stream, version, type, data }) => ({ eventId, stream, version, type, data }));
}

describe('a desk of a few days', () => {
  it('finds older orders at the hub, masked, and fetches one to keep', async () => {
    await attach(await demoDesk());
    const opened = await openTestDesk();
    desks.push(opened);
    const { code } = await makeEnrolmentCode(deps, { name: '二号店', scope: ['store-east'], days: 1 });
    await enrol(db(opened), { url, code, deskName: '二号店' }, Date.now());
    await opened.reopen();
    const window = opened.window();
    await window.auth.signIn({ login: 'agent1', password: TEST_PASSWORD });
    await opened.desk().deps.hub?.engine.exchange();
    const known = new Set(
      db(opened)
        .all<{ no: string }>('SELECT order_no AS no FROM orders.order_record')
        .map(({ no }) => no),
    );
    const old = (await everyOrder()).find(({ order }) => !known.has(order.orderNo));
    if (old === undefined) throw new Error('the desk holds every order');
    const { order, party } = old;
    expect((await window.orders.search({ text: order.orderNo, limit: 5 })).hits).toEqual([]);

    const found = await window.orders.searchAtHub({ text: order.orderNo });
    expect(found.state).toBe('asked');
    expect(found.lines.map(({ orderNo }) => orderNo)).toEqual([order.orderNo]);
    const shown = JSON.stringify(found);
    for (const personal of [party.personName, party.mobile, party.idNo])
      expect(personal === null || !shown.includes(personal)).toBe(true);
    expect((await window.orders.searchAtHub({ text: '张' })).state).toBe('no_identifier');

    const hit = await window.orders.openFromHub({ orderNo: order.orderNo });
    expect(hit).toMatchObject({ orderNo: order.orderNo, partyId: order.partyId });
    expect((await window.orders.search({ text: order.orderNo, limit: 5 })).hits).toHaveLength(1);
    expect((await window.orders.searchAtHub({ text: order.orderNo })).lines).toEqual([]);
    expect(await refusalFrom(window.orders.openFromHub({ orderNo: 'TA-none' }))).toMatchObject({
      code: 'hub_not_reached',
    });

    await app.close();
    expect((await window.orders.searchAtHub({ text: 'TA-other-0001' })).state).not.toBe('asked');
  });
});

/** What the hub has, as it is read by whoever may hold all of it. */
async function everyOrder() {
  const [desk] = await deps.store.listDesks();
  const page = await deps.store.pull(desk?.deskId ?? '', null, 5_000, Date.now());
  return page.references.flatMap(({ kind, body }) =>
    kind === 'order' ? [body as unknown as { readonly order: Order; readonly party: PartyRecord }] : [],
  );
}

describe('a desk that worked alone', () => {
  it('comes to a hub with all of it, and has it back from there', async () => {
    const opened = await demoDesk();
    const before = everything(opened);
    const told = kept(opened);
    expect(before.length).toBeGreaterThan(50);

    const { exit, said } = await attach(opened);

    expect([exit, said]).toEqual([EXIT.ok, expect.stringContaining(' 0 contradict')]);
    expect(everything(opened)).toEqual(before);
    expect([told > 50, kept(opened)]).toEqual([true, 0]);
    expect(readdirSync(opened.dataDir).filter((name) => name.startsWith('desk-before-hub-'))).toHaveLength(1);
    expect(getUserByLogin(db(opened), 'agent1')?.displayName).toBe('中心的 agent1');

    await opened.reopen();
    const window = opened.window();
    await expect(window.auth.signIn({ login: 'agent1', password: TEST_PASSWORD })).resolves.toMatchObject({
      state: 'signed_in',
    });
  });

  it('meets what the hub knows of the same orders: one party, and two cases before a supervisor', async () => {
    const first = await demoDesk();
    await attach(first, { samePeople: true });
    const second = await demoDesk();
    const twice = db(second)
      .all<{ orderNo: string }>('SELECT order_no AS orderNo FROM case_row ORDER BY order_no')
      .map(({ orderNo }) => orderNo)
      .filter((orderNo) => openCaseOfOrder(db(second), orderNo) !== null);
    expect(twice.length).toBeGreaterThan(1);
    const own = everything(second).map(({ eventId }) => eventId);

    const { exit, said } = await attach(second, { samePeople: true });

    expect([exit, said]).toEqual([EXIT.ok, expect.stringContaining(` ${twice.length} contradict`)]);
    await first.reopen();
    await first.desk().deps.hub?.engine.exchange();
    expect(everything(first)).toEqual(everything(second));
    for (const orderNo of twice) {
      expect(getOrder(db(second), orderNo)?.partyId).toBe(getOrder(db(first), orderNo)?.partyId);
      expect(openCaseOfOrder(db(second), orderNo)?.caseId).toBe(openCaseOfOrder(db(first), orderNo)?.caseId);
    }
    // Nothing that the second had recorded is missing.
    const there = new Set(everything(second).map(({ eventId }) => eventId));
    expect(own.filter((eventId) => !there.has(eventId))).toEqual([]);

    await second.reopen();
    const window = second.window();
    await window.auth.signIn({ login: 'supervisor1', password: TEST_PASSWORD });
    const shown = await window.contacts.contradictions({ subject: null });
    expect(shown).toHaveLength(twice.length);
    expect(new Set(shown.map(({ refusal }) => refusal.code))).toEqual(new Set(['order_has_open_case']));
  });

  it('of one branch that is told again after a broken line holds all of its own', async () => {
    const opened = await demoDesk();
    const before = everything(opened);
    const { code } = await makeEnrolmentCode(deps, { name: '断线', scope: ['store-none'], brings: true });
    const first = await askToEnrol({ url, code, deskName: '断线' }, Date.now());
    await bringHistory(db(opened), createHubClient(first, Date.now), { samePeople: false });

    expect((await attach(opened, { scope: ['store-none'] })).exit).toBe(EXIT.ok);

    expect(everything(opened)).toEqual(before);
  });

  it('stays what it was where the code was not made for it, and may come with another', async () => {
    const opened = await demoDesk();
    const before = everything(opened);

    const refused = await attach(opened, { brings: false });
    expect([refused.exit, refused.said]).toEqual([EXIT.refused, expect.stringContaining('--attach')]);
    expect(everything(opened)).toEqual(before);
    expect(kept(opened)).toBeGreaterThan(50);

    expect((await attach(opened)).exit).toBe(EXIT.ok);
    expect(everything(opened)).toEqual(before);
  });
});
