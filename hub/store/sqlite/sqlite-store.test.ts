import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOW } from '../../../domain/testing/given.ts';
import { NO_STANDING } from '../../commands/standing.ts';
import { openHubWorld, outcomesOf } from '../../testing/hub-world.ts';
import { describeStore } from '../../testing/store-suite.ts';
import { openSqliteStore } from './sqlite-store.ts';

let folder: string;
let count = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'chedan-hub-sqlite-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open = () => openSqliteStore({ path: join(folder, `hub-${(count += 1)}.db`), key: randomBytes(32) });

describeStore('SQLite', async () => open());

describe('the hub on SQLite', () => {
  it('shows nothing of a unit that is under way, and nothing is left of one that failed', async () => {
    const world = await openHubWorld(open());
    const { store } = world;
    const desk = await world.desk('desk-1');
    const before = await store.pull('desk-1', null, 100, NOW);
    let pulled: Promise<unknown> | undefined;

    const failed = store.transaction(async (tx) => {
      await tx.write({
        desk: { deskId: 'desk-1', nextSeq: 9 },
        ...NOTHING,
        standings: new Map([['contact/c', STANDING]]),
      });
      pulled = store.pull('desk-1', null, 100, NOW);
      throw new Error('the unit failed');
    });

    await expect(failed).rejects.toThrow('the unit failed');
    expect(await pulled).toEqual(before);
    expect((await store.desk('desk-1'))?.nextSeq).toBe(1);
    expect(outcomesOf(await desk.push(await desk.verified('agent-1', 'contact-1')))).toHaveLength(3);
    await store.close();
  });

  it('is there again, whole, when it is opened with its key', async () => {
    const file = { path: join(folder, 'kept.db'), key: randomBytes(32) };
    const world = await openHubWorld(openSqliteStore(file));
    const desk = await world.desk('desk-1');
    await desk.push(await desk.verified('agent-1', 'contact-1'));
    const before = await world.store.pull('desk-1', null, 100, NOW);
    await world.store.close();

    const again = openSqliteStore(file);
    expect(await again.pull('desk-1', null, 100, NOW)).toEqual(before);
    expect(before.events.length).toBeGreaterThan(0);
    await again.close();
    expect(() => openSqliteStore({ ...file, key: randomBytes(32) })).toThrow('not a database');
  });
});

const NOTHING = { commands: [], events: [], kept: [], pins: [] };
const STANDING = { ...NO_STANDING, version: 1 };
