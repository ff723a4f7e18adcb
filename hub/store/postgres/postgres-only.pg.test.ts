/** What only a shared database can get wrong. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { application } from '../../../domain/cases/testing/filing.ts';
import { NOW } from '../../../domain/testing/given.ts';
import { createSealer } from '../../keys/sealer.ts';
import { openHubWorld, outcomesOf, PARTY } from '../../testing/hub-world.ts';
import type { HubWorld } from '../../testing/hub-world.ts';
import { startTestCluster } from '../../testing/test-cluster.ts';
import type { TestCluster } from '../../testing/test-cluster.ts';
import type { PullPage } from '../store.ts';
import { openPostgresStore } from './postgres-store.ts';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startTestCluster();
});
afterAll(() => cluster.dispose());

const key = randomBytes(32);
const openOn = (url: string) => openPostgresStore({ url, sealer: createSealer(key) });

async function withWorld(work: (world: HubWorld, url: string) => Promise<void>): Promise<void> {
  const url = await cluster.database();
  const store = await openOn(url);
  try {
    await work(await openHubWorld(store), url);
  } finally {
    await store.close();
  }
}

describe('the hub’s database', () => {
  it('gives nothing behind a transaction that is still open, and everything once it has ended', () =>
    withWorld(async (world, url) => {
      const desk = await world.desk('desk-1');
      await desk.push(await desk.verified('agent-1', 'contact-1'));
      const before = await world.store.pull('desk-1', null, 100, NOW);
      const slow = new pg.Client({ connectionString: url });
      await slow.connect();
      await slow.query('BEGIN');
      await slow.query(`INSERT INTO stream (stream, version) VALUES ('contact/slow', 1)`);
      await slow.query(
        `INSERT INTO event (stream, version, event_id, type, data, command_id, actor, captured_at, accepted_at)
         VALUES ('contact/slow', 1, 'slow', 'ContactHeld', $1, 'slow', '{}', 1, 1)`,
        [createSealer(key).seal({})],
      );
      await desk.push(await desk.verified('agent-1', 'contact-2'));

      const during = await world.store.pull('desk-1', before.cursor, 100, NOW);
      await slow.query('COMMIT');
      await slow.end();
      const after = await world.store.pull('desk-1', during.cursor, 100, NOW);

      expect(during.events).toEqual([]);
      expect(after.events.map(({ eventId }) => eventId)).toContain('slow');
      expect(after.events.filter(({ stream }) => stream === 'contact/contact-2')).not.toHaveLength(0);
    }));

  it('counts its transactions as numbers: nothing is passed over where they become one digit longer', () =>
    withWorld(async (world, url) => {
      await world.desk('desk-1');
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      // Up to the next power of ten, or so near to it that the orders are written on both sides.
      const { rows } = await client.query<{ xid: string }>('SELECT pg_current_xact_id()::text AS xid');
      const before = Number(rows[0]?.xid);
      const boundary = 10 ** String(before).length;
      await client.query(
        `DO $$ BEGIN FOR count IN 1..${boundary - before - 10} LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$`,
      );
      await client.end();
      const numbers = Array.from({ length: 20 }, (_, index) => `TA9${index + 10}`);
      for (const orderNo of numbers) await world.store.putOrder({ ...application, orderNo }, PARTY);

      const pulled: string[] = [];
      let cursor: string | null = null;
      for (let more = true; more;) {
        const page: PullPage = await world.store.pull('desk-1', cursor, 3, NOW);
        pulled.push(...page.references.map(({ key: name }) => name));
        ({ cursor, more } = page);
      }

      expect(pulled.filter((name) => name.startsWith('TA9'))).toEqual(numbers);
    }));

  it('holds one open case for an order, one holder of a case code, and each version of a stream once', () =>
    withWorld(async (world, url) => {
      const desk = await world.desk('desk-1');
      const call = await desk.verified('agent-1', 'contact-1');
      outcomesOf(await desk.push([...call, await desk.files('agent-1', { caseId: 'case-1', contactId: 'contact-1' })]));
      await cluster.query(url, `INSERT INTO stream (stream, version) VALUES ('case/other', 0)`);

      for (const kind of ['open_case', 'case_code']) {
        const second = `INSERT INTO claim SELECT kind, key, 'case/other' FROM claim WHERE kind = '${kind}'`;
        await expect(cluster.query(url, second)).rejects.toMatchObject({ code: '23505' });
      }
      const copied = `INSERT INTO event (stream, version, event_id, type, data, command_id, actor, captured_at, accepted_at)
        SELECT stream, version, 'copy', type, data, command_id, actor, captured_at, accepted_at FROM event LIMIT 1`;
      await expect(cluster.query(url, copied)).rejects.toMatchObject({ code: '23505' });
    }));

  it('lets nobody edit or delete an event', () =>
    withWorld(async (world, url) => {
      const desk = await world.desk('desk-1');
      await desk.push(await desk.verified('agent-1', 'contact-1'));

      await expect(cluster.query(url, 'DELETE FROM event')).rejects.toThrow('never');
      await expect(cluster.query(url, `UPDATE event SET type = 'NoteAdded'`)).rejects.toThrow('never');
    }));

  it('holds nothing that names a person in clear', () =>
    withWorld(async (world, url) => {
      const desk = await world.desk('desk-1');
      await desk.push(await desk.verified('agent-1', 'contact-1'));
      await desk.tells('agent-1', 'AddContactNote', {
        contactId: 'contact-1',
        noteId: 'note-1',
        text: `${PARTY.personName} ${PARTY.mobile}`,
        corrects: null,
      });

      const tables = ['event', 'command', 'reference', 'stream', 'claim', 'desk'];
      const texts = await Promise.all(tables.map((table) => cluster.query(url, `SELECT t::text FROM ${table} t`)));
      const rows = texts.flatMap(({ rows: found }) => found as { t: string }[]).map(({ t }) => t);
      const hex = (text: string): string => Buffer.from(text).toString('hex');
      expect(rows.length).toBeGreaterThan(10);
      for (const value of [PARTY.personName, PARTY.mobile, PARTY.idNo, PARTY.address]) {
        expect(rows.filter((row) => row.includes(value) || row.includes(hex(value)))).toEqual([]);
      }
    }));

  it('is migrated once by several hubs that start together', async () => {
    const url = await cluster.database();
    const stores = await Promise.all(Array.from({ length: 4 }, () => openOn(url)));
    await Promise.all(stores.map((store) => store.close()));
    const { rows } = await cluster.query(url, 'SELECT number FROM migration');
    expect(rows).toEqual([
      { number: 10 },
      { number: 20 },
      { number: 30 },
      { number: 40 },
      { number: 50 },
      { number: 60 },
      { number: 70 },
      { number: 80 },
      { number: 90 },
    ]);
  });

  it('of a later version is refused, and left as it is', async () => {
    const url = await cluster.database();
    await (await openOn(url)).close();
    await cluster.query(url, 'INSERT INTO migration (number) VALUES (9990)');
    await expect(openOn(url)).rejects.toThrow('later version');
  });

  it('that came from a server which counted further lets its desks pull from the beginning', () =>
    withWorld(async (world, url) => {
      const desk = await world.desk('desk-1');
      await desk.push(await desk.verified('agent-1', 'contact-1'));
      const before = await world.store.pull('desk-1', null, 100, NOW);
      // What a dump brings along: places in the order of a server that has had many more transactions.
      await cluster.query(url, `UPDATE event SET xid = '900000000'`);

      const restored = await openOn(url);
      const again = await restored.pull('desk-1', before.cursor, 100, NOW);
      await restored.close();

      expect(again.events.map(({ eventId }) => eventId)).toEqual(before.events.map(({ eventId }) => eventId));
    }));

  it('tells every hub on it what one of them has written', () =>
    withWorld(async (world, url) => {
      const other = await openOn(url);
      let count = 0;
      const listening = new Promise<void>((resolve) => {
        other.onWritten(() => {
          count += 1;
          resolve();
        });
      });
      // Told once for what was missed before it listened.
      await listening;
      const told = new Promise<number>((resolve) => {
        other.onWritten(() => resolve(count));
      });
      const desk = await world.desk('desk-1');
      await desk.push(await desk.verified('agent-1', 'contact-1'));
      expect(await told).toBeGreaterThan(1);
      await other.close();
    }));
});
