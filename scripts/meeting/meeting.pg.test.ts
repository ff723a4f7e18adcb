/** Real desks, two hubs on one PostgreSQL, and what happens between them. Scenarios 06 and 07. */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../db/open/database.ts';
import { loadEvents } from '../../db/queries/events.ts';
import { recordEvidence } from '../../db/queries/evidence.ts';
import { getOrder } from '../../db/queries/orders.ts';
import { openCaseOfOrder } from '../../db/queries/cases.ts';
import { findInOutbox } from '../../db/queries/outbox.ts';
import { application } from '../../domain/cases/testing/filing.ts';
import { createHubServer } from '../../hub/api/server.ts';
import { createSealer } from '../../hub/keys/sealer.ts';
import { openHub } from '../../hub/open-hub.ts';
import type { HubDeps } from '../../hub/services/deps.ts';
import { makeEnrolmentCode, revokeDesk } from '../../hub/services/enrol.ts';
import { addPerson } from '../../hub/services/people.ts';
import { openPostgresStore } from '../../hub/store/postgres/postgres-store.ts';
import type { Scope } from '../../hub/store/store.ts';
import { PARTY } from '../../hub/testing/hub-world.ts';
import { startTestCluster } from '../../hub/testing/test-cluster.ts';
import type { TestCluster } from '../../hub/testing/test-cluster.ts';
import { meet } from './met-desk.ts';
import type { MetDesk } from './met-desk.ts';

const PASSWORD = 'meeting-test-2026';
const PEOPLE = {
  agent: { roles: ['agent'], branchId: 'hotline' },
  agent2: { roles: ['agent'], branchId: 'hotline' },
  clerk: { roles: ['clerk'], branchId: 'store-1' },
  supervisor: { roles: ['supervisor'], branchId: 'hotline' },
} as const;

let cluster: TestCluster;
let hubs: { deps: HubDeps; app: FastifyInstance; url: string }[];
let desks: MetDesk[];

beforeAll(async () => {
  cluster = await startTestCluster();
});
afterAll(() => cluster.dispose());

beforeEach(async () => {
  const url = await cluster.database();
  const sealer = createSealer(randomBytes(32));
  desks = [];
  hubs = [];
  for (let count = 0; count < 2; count += 1) {
    const deps = await openHub({ store: await openPostgresStore({ url, sealer }) });
    const app = await createHubServer({ deps });
    hubs.push({ deps, app, url: await app.listen({ host: '127.0.0.1', port: 0 }) });
  }
  const { deps } = hub(0);
  for (const [login, person] of Object.entries(PEOPLE)) {
    await addPerson(deps, { login, displayName: login, ...person }, PASSWORD);
  }
  const now = Date.now();
  for (const orderNo of ['TA0001', 'TA0002']) {
    await deps.store.putOrder(
      { ...application, orderNo, orderedAt: now - 86_400_000, observedAt: now - 3_600_000 },
      PARTY,
    );
  }
});

afterEach(async () => {
  for (const desk of desks) await desk.dispose();
  for (const { app, deps } of hubs) {
    await app.close();
    await deps.store.close();
  }
});

function hub(index: number) {
  const found = hubs[index];
  if (found === undefined) throw new Error('there are two hubs');
  return found;
}

async function deskOf(login: keyof typeof PEOPLE, at: number, scope: Scope = 'all'): Promise<MetDesk> {
  const { code } = await makeEnrolmentCode(hub(0).deps, { name: login, scope });
  const desk = await meet({ url: hub(at).url, code, login, password: PASSWORD });
  desks.push(desk);
  await desk.until('the orders', () => getOrder(desk.db, 'TA0002') !== null);
  return desk;
}

const eventsOf = (desk: MetDesk, stream: `case/${string}`) =>
  loadEvents(desk.db, stream).map(({ version, type, status }) => `${version} ${type} ${status}`);

describe('desks and hubs', () => {
  it('what one desk does is on the other, confirmed, whichever hub each of them talks to', async () => {
    const one = await deskOf('agent', 0);
    const other = await deskOf('agent2', 1);
    one.verifies('contact-1', 'TA0001');
    expect(one.files('case-1', 'contact-1', 'TA0001')).toMatchObject({ ok: true });

    await other.until('the case', () => openCaseOfOrder(other.db, 'TA0001') !== null);
    await one.until('the confirmation', () => eventsOf(one, 'case/case-1').every((each) => each.endsWith('confirmed')));

    expect(eventsOf(other, 'case/case-1')).toEqual(eventsOf(one, 'case/case-1'));
  });

  it('scenario 06: two filings at once are one case, with both contacts and both people’s words', async () => {
    const phone = await deskOf('agent', 0);
    const store = await deskOf('clerk', 1, ['store-1']);
    phone.verifies('contact-phone', 'TA0001');
    store.verifies('contact-store', 'TA0001');
    phone.files('case-phone', 'contact-phone', 'TA0001');
    expect(store.files('case-store', 'contact-store', 'TA0001')).toMatchObject({ ok: true });

    const winner = async (desk: MetDesk): Promise<string> => {
      await desk.until('one case with both contacts', () => {
        const open = openCaseOfOrder(desk.db, 'TA0001');
        if (open === null) return false;
        const types = eventsOf(desk, `case/${open.caseId}`);
        return types.some((each) => each.includes('CaseContactAttached confirmed'));
      });
      return openCaseOfOrder(desk.db, 'TA0001')?.caseId ?? '';
    };
    const [first, second] = [await winner(phone), await winner(store)];

    expect(first).toBe(second);
    expect(eventsOf(store, `case/${first}`)).toEqual(eventsOf(phone, `case/${first}`));
    const loser = first === 'case-phone' ? 'case-store' : 'case-phone';
    expect(eventsOf(phone, `case/${loser}`)).toEqual([]);
    expect(eventsOf(store, `case/${loser}`)).toEqual([]);
    const notes = loadEvents(phone.db, `case/${first}`).flatMap((event) =>
      event.type === 'NoteAdded' ? [event.data.text] : [],
    );
    expect(notes).toContain(`原话 ${loser}`);
    const refunds = loadEvents(phone.db, `case/${first}`).filter(
      (event) => event.type === 'TaskCreated' && event.data.kind === 'refund',
    );
    expect(refunds.length).toBeLessThanOrEqual(1);
  });

  it('scenario 07: what a store did without a network goes on the case that headquarters filed meanwhile', async () => {
    const hq = await deskOf('agent', 0);
    const store = await deskOf('clerk', 1, ['store-1']);
    store.cutOff(true);
    store.verifies('contact-store', 'TA0001');
    expect(store.files('case-store', 'contact-store', 'TA0001')).toMatchObject({ ok: true });
    const at = store.command.now();
    store.does('AddCaseNote', { caseId: 'case-store', noteId: 'note-1', text: '设备已当面收下', corrects: null });
    expect(openCaseOfOrder(store.db, 'TA0001')?.caseId).toBe('case-store');
    hq.verifies('contact-hq', 'TA0001');
    hq.files('case-hq', 'contact-hq', 'TA0001');
    await hq.until('the filing', () => eventsOf(hq, 'case/case-hq').some((each) => each.endsWith('Filed confirmed')));

    store.cutOff(false);

    const isMerged = (desk: MetDesk): boolean =>
      loadEvents(desk.db, 'case/case-hq').some((event) => event.type === 'NoteAdded' && event.data.noteId === 'note-1');
    await store.until('its note on the case of headquarters', () => isMerged(store));
    await hq.until('the note of the store', () => isMerged(hq));
    const note = loadEvents(hq.db, 'case/case-hq').find(
      (event) => event.type === 'NoteAdded' && event.data.noteId === 'note-1',
    );
    expect(Math.abs((note?.capturedAt ?? 0) - at)).toBeLessThan(1_000);
    expect(openCaseOfOrder(store.db, 'TA0001')?.caseId).toBe('case-hq');
    expect(store.db.all(`SELECT 1 FROM event WHERE status = 'pending'`)).toEqual([]);
    const [rejected] = store.db.all<{ id: string }>(`SELECT command_id AS id FROM outbox WHERE state = 'rejected'`);
    expect(findInOutbox(store.db, rejected?.id ?? '')).toMatchObject({ type: 'FileCancellation' });
  });

  it('tells the hub of the files that a command names, which it would be refused without', async () => {
    const desk = await deskOf('agent', 0);
    const file = {
      sha256: 'b'.repeat(64),
      sizeBytes: 9,
      mediaType: 'image/png',
      fileName: '证件.png',
      deskId: desk.deskId,
    };
    transaction(desk.db, () =>
      recordEvidence(desk.db, {
        ...file,
        evidenceId: 'evidence-1',
        capturedAt: Date.now(),
        capturedBy: desk.actor.userId,
      }),
    );
    desk.verifies('contact-1', 'TA0001');
    const partyId = getOrder(desk.db, 'TA0001')?.partyId;
    const checks = [{ element: 'merchant_no', result: 'match', evidenceId: 'evidence-1' }];
    const done = desk.does('RecordElements', { contactId: 'contact-1', partyId, checks });
    expect(done).toMatchObject({ ok: true });

    const outbox = (): { state: string }[] => desk.db.all(`SELECT DISTINCT state FROM outbox`);
    await desk.until('the answers', () => outbox().every(({ state }) => state !== 'waiting'));

    expect(outbox()).toEqual([{ state: 'accepted' }]);
  });

  it('a desk that was revoked is told so with its next request, and keeps what it has', async () => {
    const desk = await deskOf('agent', 0);
    desk.verifies('contact-1', 'TA0001');
    await desk.until('being in step', () => desk.engine.state().inStepAt !== null);
    await revokeDesk(hub(1).deps, desk.deskId);
    desk.does('AddContactNote', { contactId: 'contact-1', noteId: 'note-1', text: '吊销之后', corrects: null });

    await desk.until('the revocation', () => desk.engine.state().line === 'blocked');

    expect(desk.engine.state().refused).toBe('desk_revoked');
    expect(loadEvents(desk.db, 'contact/contact-1').at(-1)).toMatchObject({ type: 'NoteAdded', status: 'pending' });
  });
});
