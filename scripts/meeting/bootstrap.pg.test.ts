/** A new desk's orders as one file: through a line that breaks, checked, and gone on with by what comes after. */
import { createPrivateKey, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSealed } from '../../contract/hub-protocol/sealed-box.ts';
import { transaction } from '../../db/open/database.ts';
import { openDeskDb } from '../../db/open/open-desk-db.ts';
import { getHubLink, setCursor } from '../../db/queries/hub-link.ts';
import type { HubLink } from '../../db/queries/hub-link.ts';
import { countOrders } from '../../db/queries/orders.ts';
import { searchOrders } from '../../db/queries/search.ts';
import { generatedOrder } from '../../db/testing/generated-orders.ts';
import { TEST_KEYS } from '../../db/testing/temporary-db.ts';
import { applyReferences } from '../../desk/sync/apply-references.ts';
import { enrol } from '../../desk/sync/enrol.ts';
import { fetchOrders, installOrders } from '../../desk/sync/fetch-orders.ts';
import type { FetchOrders } from '../../desk/sync/fetch-orders.ts';
import { createHubClient, HubUnreachable } from '../../desk/sync/hub-client.ts';
import type { HubClient } from '../../desk/sync/hub-client.ts';
import type { Order } from '../../domain/orders/order.ts';
import { classifyQuery } from '../../domain/search/classify.ts';
import { createHubServer } from '../../hub/api/server.ts';
import { createSealer } from '../../hub/keys/sealer.ts';
import { openHub } from '../../hub/open-hub.ts';
import type { HubDeps } from '../../hub/services/deps.ts';
import { makeEnrolmentCode } from '../../hub/services/enrol.ts';
import { addPerson } from '../../hub/services/people.ts';
import { openPostgresStore } from '../../hub/store/postgres/postgres-store.ts';
import { startTestCluster } from '../../hub/testing/test-cluster.ts';
import type { TestCluster } from '../../hub/testing/test-cluster.ts';

const ORDERS = 600;
let cluster: TestCluster;
let deps: HubDeps;
let app: FastifyInstance;
let url: string;
let folder: string;

beforeAll(async () => {
  cluster = await startTestCluster();
});
afterAll(() => cluster.dispose());

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chedan-ready-'));
  const store = await openPostgresStore({ url: await cluster.database(), sealer: createSealer(randomBytes(32)) });
  deps = await openHub({ store, readyFolder: join(folder, 'ready') });
  app = await createHubServer({ deps });
  url = await app.listen({ host: '127.0.0.1', port: 0 });
  await addPerson(deps, { login: 'agent1', displayName: '客服一', roles: ['agent'], branchId: 'hq' });
  for (let index = 0; index < ORDERS; index += 1) await putOrder(index);
});
afterEach(async () => {
  await app.close();
  await deps.readyFiles?.close();
  await deps.store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The newest was ordered today, each one before it an hour earlier. */
async function putOrder(index: number): Promise<string> {
  const { order, party } = generatedOrder(index);
  const partyId = `party-${index}`;
  const orderedAt = Date.now() - index * 3_600_000;
  const stated = { ...order, partyId, orderedAt, observation: 1, observedAt: Date.now() } as Order;
  await deps.store.putOrder(stated, { ...party, partyId });
  return order.orderNo;
}

async function newDesk(name: string, days: number | null = null) {
  const dataDir = join(folder, name);
  const open = () => {
    const opened = openDeskDb({ dataDir, keys: TEST_KEYS, now: Date.now() });
    if (!opened.ok) throw new Error(opened.refusal.code);
    return opened.value.db;
  };
  const { code } = await makeEnrolmentCode(deps, { name, scope: 'all', days });
  const db = open();
  const link = await enrol(db, { url, code, deskName: name }, Date.now());
  db.close();
  const client = createHubClient(link, Date.now);
  return { dataDir, open, link, client };
}

function fetching(desk: { dataDir: string; link: HubLink }, client: FetchOrders['client']): FetchOrders {
  return { ...desk, client, ordersKey: TEST_KEYS.orders, told: () => undefined };
}

/** A line that breaks after so many bytes, each time. */
function breaking(client: HubClient, after: number, asked: number[] = []): FetchOrders['client'] {
  return {
    bootstrap: client.bootstrap,
    async *download(fileId, from) {
      asked.push(from);
      let passed = 0;
      for await (const part of client.download(fileId, from)) {
        const rest = part.subarray(0, after - passed);
        passed += rest.length;
        yield rest;
        if (passed >= after) throw new HubUnreachable('the line broke');
      }
    },
  };
}

describe('a new desk', () => {
  it('fetches its orders whole through a line that breaks, finds them, and goes on with what comes after', async () => {
    const desk = await newDesk('desk-1');
    const asked: number[] = [];

    const fetched = await fetchOrders(fetching(desk, breaking(desk.client, 150_000, asked)));

    if (fetched === null) throw new Error('the hub made no file');
    expect(fetched.orders).toBe(ORDERS);
    expect(asked.length).toBeGreaterThan(2);
    expect(asked).toEqual(asked.toSorted((a, b) => a - b));
    installOrders(fetched, desk.dataDir);
    const db = desk.open();
    applyReferences(db, fetched.references, Date.now());
    transaction(db, () => setCursor(db, fetched.cursor));
    expect(countOrders(db)).toBe(ORDERS);
    const { order } = generatedOrder(17);
    const { hits } = searchOrders(db, { interpretations: classifyQuery(order.orderNo), limit: 5 });
    expect(hits.map((hit) => hit.order.orderNo)).toEqual([order.orderNo]);
    expect(db.all('SELECT login FROM user_account')).toEqual([{ login: 'agent1' }]);
    expect(readdirSync(desk.dataDir).filter((name) => name.startsWith('orders-from-hub'))).toEqual([]);

    const later = await putOrder(ORDERS);
    const page = await desk.client.pull(getHubLink(db)?.cursor ?? null, 1_000);
    expect(page.references.map(({ key }) => key)).toEqual([later]);
    db.close();
  });

  it('of a few days is given the orders of these days, in a file of its own', async () => {
    const few = await newDesk('desk-few', 2);
    const all = await newDesk('desk-all');

    const [two, whole] = [await fetchOrders(fetching(few, few.client)), await fetchOrders(fetching(all, all.client))];

    expect(two?.orders).toBe(2 * 24);
    expect(whole?.orders).toBe(ORDERS);
  });

  it('takes up again what was left by a line that stayed broken, also when it comes back another day', async () => {
    const desk = await newDesk('desk-1');
    const dead: FetchOrders['client'] = {
      bootstrap: desk.client.bootstrap,
      async *download(fileId, from) {
        if (from > 0) throw Object.assign(new Error('enough'), { name: 'Killed' });
        yield* breaking(desk.client, 100_000).download(fileId, from);
      },
    };
    await expect(fetchOrders(fetching(desk, dead))).rejects.toThrow('enough');
    const part = readdirSync(desk.dataDir).find((name) => name.endsWith('.part')) ?? '';
    expect(statSync(join(desk.dataDir, part)).size).toBe(100_000);
    const asked: number[] = [];

    const fetched = await fetchOrders(fetching(desk, breaking(desk.client, 10_000_000, asked)));

    expect([fetched?.orders, asked]).toEqual([ORDERS, [100_000]]);
  });

  it('keeps nothing of a file that is not what the hub said', async () => {
    const desk = await newDesk('desk-1');
    const lying: FetchOrders['client'] = {
      bootstrap: desk.client.bootstrap,
      async *download(fileId, from) {
        for await (const part of desk.client.download(fileId, from)) yield part.fill(1);
      },
    };

    await expect(fetchOrders(fetching(desk, lying))).rejects.toThrow('not what the hub said');

    expect(readdirSync(desk.dataDir).filter((name) => name.startsWith('orders-from-hub'))).toEqual([]);
    const db = desk.open();
    expect(countOrders(db)).toBe(0);
    db.close();
  });

  it('is sealed the key of the file for itself alone, and no other schema’s file', async () => {
    const [one, other] = [await newDesk('desk-1'), await newDesk('desk-2')];
    await fetchOrders(fetching(one, one.client));

    const { file } = await one.client.bootstrap(30);
    const keyOf = ({ link }: typeof one) =>
      createPrivateKey({ key: Buffer.from(link.sealingKey), format: 'der', type: 'pkcs8' });

    expect(openSealed(keyOf(one), file?.sealedKey ?? '')).toHaveLength(32);
    expect(openSealed(keyOf(other), file?.sealedKey ?? '')).toBeNull();
    expect((await one.client.bootstrap(9_990)).state).toBe('none');
    const path = deps.readyFiles?.pathOf('../../column.key') ?? null;
    expect(path).toBeNull();
  });
});
