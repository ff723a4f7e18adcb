/** A hub that is lost and put back into another PostgreSQL, with the desk that goes on with it. */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { NOW } from '../../domain/testing/given.ts';
import { acceptPush } from '../commands/accept-push.ts';
import type { PushedCommand } from '../commands/judge.ts';
import { createSealer } from '../keys/sealer.ts';
import { takePart } from '../services/evidence.ts';
import type { HubStore } from '../store/store.ts';
import { openPostgresStore } from '../store/postgres/postgres-store.ts';
import { openHubWorld, outcomesOf, PARTY } from '../testing/hub-world.ts';
import type { HubWorld } from '../testing/hub-world.ts';
import { startTestCluster } from '../testing/test-cluster.ts';
import type { TestCluster } from '../testing/test-cluster.ts';
import { backUpHub } from './back-up.ts';
import { MANIFEST, readManifest } from './manifest.ts';
import { restoreHub } from './restore.ts';

let clusters: readonly [TestCluster, TestCluster];
let folder: string;
beforeAll(async () => {
  clusters = [await startTestCluster(), await startTestCluster()];
});
afterAll(async () => {
  for (const cluster of clusters) await cluster.dispose();
});
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'chedan-backup-')), 'backup');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

const sealer = createSealer(randomBytes(32));
const open = (url: string) => openPostgresStore({ url, sealer });
const note = (text: string) => ({ contactId: 'contact-1', noteId: uuidv7(), text, corrects: null });

/** A hub with a case, a file, an order and a secret, backed up; and what happened after that and is lost. */
async function workedOn() {
  const url = await clusters[0].database();
  const store = await open(url);
  const world = await openHubWorld(store);
  const desk = await world.desk('desk-1');
  const content = randomBytes(700);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const file = { evidenceId: 'evidence-1', sha256, sizeBytes: content.length, mediaType: 'image/png' };
  const attach = { ...file, contactId: 'contact-1', kind: 'other', title: '附件', chainPrevHash: '0'.repeat(64) };
  await desk.push(await desk.verified('agent-1', 'contact-1'));
  await desk.push([await desk.files('agent-1', { caseId: 'case-1', contactId: 'contact-1' })]);
  await desk.push(
    [await desk.does('agent-1', 'AttachContactEvidence', attach)],
    [{ ...file, capturedAt: NOW, capturedBy: 'agent-1' }],
  );
  await takePart(store, 'desk-1', { evidenceId: 'evidence-1', from: 0, bytes: content });
  await store.secret('signing-key', () => 'a secret');
  const held = await store.pull('desk-1', null, 1_000, NOW);
  await backUpHub(url, folder, new Date(NOW));
  return { url, store, world, desk, content, held };
}

describe('a backup of a hub', () => {
  it('put into another server has everything, and goes on with the desks of before', async () => {
    const { store, world, desk, content, held } = await workedOn();
    // What is lost: the desk has been told that it was taken.
    const lost = await desk.does('agent-1', 'AddContactNote', note('备份之后'));
    expect(outcomesOf(await desk.push([lost]))[0]?.outcome.result).toBe('accepted');
    await store.close();

    const url = await clusters[1].database();
    await restoreHub(url, folder, sealer);
    const restored = await open(url);

    const again = await restored.pull('desk-1', held.cursor, 1_000, NOW);
    expect(again.events.map(({ eventId }) => eventId)).toEqual(held.events.map(({ eventId }) => eventId));
    expect(again.events).toEqual(held.events);
    const byKey = ({ kind, key }: { kind: string; key: string }): string => `${kind}/${key}`;
    expect(again.references.map(byKey).toSorted()).toEqual(held.references.map(byKey).toSorted());
    const parts: Uint8Array[] = [];
    for await (const part of restored.readEvidence('evidence-1', 0)) parts.push(part);
    expect(Buffer.concat(parts).equals(content)).toBe(true);
    expect(await restored.secret('signing-key', () => 'another')).toBe('a secret');

    // The desk tells again what the hub has lost; its count is where the backup stood.
    const next = await openedAgain(world, restored).push([lost]);
    expect(outcomesOf(next)[0]?.outcome.result).toBe('accepted');
    const after = await restored.pull('desk-1', again.cursor, 1_000, NOW);
    expect(after.events.map(({ type }) => type)).toEqual(['NoteAdded']);
    await restored.close();
  });

  it('holds nothing in clear of what is sealed, for its owner alone', async () => {
    const { store } = await workedOn();
    await store.close();

    const tables = readManifest(folder).tables.map(({ file }) =>
      gunzipSync(readFileSync(join(folder, file))).toString(),
    );
    const { personName, mobile, idNo } = PARTY;
    for (const secret of [personName, mobile, idNo, 'a secret', '客户']) {
      expect(tables.filter((table) => table.includes(secret ?? 'nobody'))).toEqual([]);
    }
    expect(tables.some((table) => table.includes('CancellationFiled'))).toBe(true);
    for (const file of process.platform === 'win32' ? [] : readdirSync(folder))
      expect(statSync(join(folder, file)).mode & 0o077).toBe(0);
    expect(readManifest(folder).tables.find(({ name }) => name === 'event')?.rows).toBeGreaterThan(5);
    expect(existsSync(`${folder}.part`)).toBe(false);
  });

  it.each([
    ['into a database that is used', () => clusters[0].database(), 'put into an empty one', 'used'],
    ['under another key', () => clusters[1].database(), 'does not open the backup', 'key'],
    ['where a file was changed', () => clusters[1].database(), 'damaged at event', 'damage'],
    ['of a later version', () => clusters[1].database(), 'of a later version', 'version'],
    ['that is none', () => clusters[1].database(), 'no backup of a hub', 'none'],
  ] as const)('is not put back %s, and leaves everything as it was', async (_what, database, words, harm) => {
    const { store } = await workedOn();
    await store.close();
    const url = await database();
    if (harm === 'used') await openHubWorld(await open(url)).then((world) => world.store.close());
    if (harm === 'damage') writeFileSync(join(folder, 'event.copy.gz'), 'changed');
    if (harm === 'none') rmSync(join(folder, MANIFEST));
    if (harm === 'version') {
      const manifest = { ...readManifest(folder), migration: 9_990 };
      writeFileSync(join(folder, MANIFEST), JSON.stringify(manifest));
    }
    const key = harm === 'key' ? createSealer(randomBytes(32)) : sealer;

    await expect(restoreHub(url, folder, key)).rejects.toThrow(words);

    const after = await open(url);
    expect(await after.listDesks()).toEqual([]);
    expect((await after.listUsers()).length > 0).toBe(harm === 'used');
    await after.close();
  });
});

/** The same desk, with the hub that was put back. */
function openedAgain({ context }: HubWorld, store: HubStore) {
  return {
    push: async (commands: readonly PushedCommand[]) => {
      const desk = await store.desk('desk-1');
      const request = { epoch: desk?.epoch ?? '', deskTime: NOW, commands: [...commands] };
      return acceptPush(context, store, { deskId: 'desk-1', request });
    },
  };
}
