/** What every store of the hub must do, with the authority's own commands over it. The same for each implementation. */
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/kernel/units.ts';
import { NOW } from '../../domain/testing/given.ts';
import type { HubStore } from '../store/store.ts';
import { describeConcerns } from './store-suite-concerns.ts';
import { describeEvidence } from './store-suite-evidence.ts';
import { describeOrders } from './store-suite-orders.ts';
import { describeAccess, describePull } from './store-suite-reads.ts';
import { openHubWorld, outcomesOf } from './hub-world.ts';
import type { HubWorld } from './hub-world.ts';

const note = (contactId: string, text: string) => ({ contactId, noteId: uuidv7(), text, corrects: null });
const caseNote = (caseId: string, text: string) => ({ caseId, noteId: uuidv7(), text, corrects: null });
const CALL = { channel: 'phone', direction: 'inbound', cli: null, waitedSeconds: null, callbackId: null };

export function describeStore(name: string, open: () => Promise<HubStore>): void {
  describe(`the hub on ${name}`, () => {
    let world: HubWorld;
    beforeEach(async () => {
      world = await openHubWorld(await open());
    });
    afterEach(async () => {
      await world.store.close();
      expect(world.failures).toEqual([]);
    });

    describePush(() => world);
    describeEvidence(() => world);
    describeMeeting(() => world);
    describeTrust(() => world);
    describePull(() => world);
    describeAccess(() => world);
    describeOrders(() => world);
    describeConcerns(() => world);
  });
}

function describePush(of: () => HubWorld): void {
  it('accepts a call with its verification and filing, each with one outcome and its events', async () => {
    const desk = await of().desk('desk-1');
    const commands = [
      ...(await desk.verified('agent-1', 'contact-1')),
      await desk.files('agent-1', { caseId: 'case-1', contactId: 'contact-1' }),
    ];

    const outcomes = outcomesOf(await desk.push(commands));

    expect(outcomes.map(({ outcome }) => outcome)).toEqual(commands.map(() => ({ result: 'accepted' })));
    const filed = outcomes.at(-1)?.events.find(({ type }) => type === 'CancellationFiled');
    expect(filed).toMatchObject({ stream: 'case/case-1', version: 1, status: 'confirmed', acceptedAt: NOW });
    expect(filed?.actor).toEqual({ userId: 'agent-1', roles: ['agent'], branchId: 'hotline', deskId: 'desk-1' });
  });

  it('answers the same push again with what was said then, and does nothing', async () => {
    const desk = await of().desk('desk-1');
    const commands = await desk.verified('agent-1', 'contact-1');
    const first = outcomesOf(await desk.push(commands));
    of().now += HOUR_MS;

    const again = outcomesOf(await desk.push(commands));

    expect(again).toEqual(first.map((each) => ({ ...each, alreadyProcessed: true })));
    const pulled = await of().store.pull('desk-1', null, 100, of().now);
    expect(pulled.events).toHaveLength(first.flatMap(({ events }) => events).length);
  });

  it('takes what overlaps with an earlier push once', async () => {
    const desk = await of().desk('desk-1');
    const commands = await desk.verified('agent-1', 'contact-1');
    await desk.push(commands.slice(0, 2));

    const outcomes = outcomesOf(await desk.push(commands));

    expect(outcomes.map(({ alreadyProcessed }) => alreadyProcessed)).toEqual([true, true, false]);
  });

  it('says which count it expects where one is missing, and takes nothing behind the gap', async () => {
    const desk = await of().desk('desk-1');
    const [first, second, third] = await desk.verified('agent-1', 'contact-1');
    if (first === undefined || second === undefined || third === undefined) throw new Error('three commands');
    await desk.push([first]);

    expect(await desk.push([third])).toEqual({ refused: 'out_of_order', expectedSeq: 2 });
    expect(outcomesOf(await desk.push([second, third]))).toHaveLength(2);
  });

  it('finds out a desk that counts from where it was once before', async () => {
    const desk = await of().desk('desk-1');
    await desk.push(await desk.verified('agent-1', 'contact-1'));
    const copy = { ...(await desk.does('agent-1', 'AddContactNote', note('contact-1', '备份之后'))), seq: 2 };

    expect(await desk.push([copy])).toEqual({ refused: 'desk_restored' });
  });

  it('serves no desk that it does not know, that was revoked, or whose epoch is over', async () => {
    const desk = await of().desk('desk-1');
    const commands = await desk.verified('agent-1', 'contact-1');
    const record = await of().store.desk('desk-1');
    if (record === null) throw new Error('the desk is there');

    await of().store.putDesk({ ...record, epoch: 'another' });
    expect(await desk.push(commands)).toEqual({ refused: 'epoch_over' });
    await of().store.putDesk({ ...record, revokedAt: NOW });
    expect(await desk.push(commands)).toEqual({ refused: 'desk_revoked' });
  });

  it('parks what it does not understand, and what follows on that stream, and nothing else', async () => {
    const desk = await of().desk('desk-1');
    const start = await desk.verified('agent-1', 'contact-1');
    const later = { ...(await desk.does('agent-1', 'DanceWithCaller', {})), stream: 'contact/contact-1' };
    const torn = await desk.does('agent-1', 'AddContactNote', { contactId: 'contact-2', text: 7 });
    const behind = await desk.does('agent-1', 'AddContactNote', note('contact-1', '排在后面'));
    const other = await desk.does('agent-1', 'StartContact', { contactId: 'contact-9', ...CALL });

    const outcomes = outcomesOf(await desk.push([...start, later, torn, behind, other]));

    expect(outcomes.slice(3).map(({ outcome }) => outcome)).toEqual([
      { result: 'parked', reason: 'unknown_type' },
      { result: 'parked', reason: 'unreadable_payload' },
      { result: 'parked', reason: 'behind_parked' },
      { result: 'accepted' },
    ]);
    expect((await desk.tells('agent-1', 'AddContactNote', note('contact-1', '后来'))).outcome).toEqual({
      result: 'parked',
      reason: 'behind_parked',
    });
  });

  it('takes any cutting of a desk’s commands into pushes, repeated at will, to the same events', async () => {
    const seen: string[] = [];
    let round = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 12 }), async (steps) => {
        round += 1;
        const contactId = `contact-${round}`;
        const desk = await of().desk(`desk-${round}`);
        const commands = await desk.verified('agent-1', contactId);
        for (const text of ['一', '二', '三', '四']) {
          commands.push(await desk.does('agent-1', 'AddContactNote', note(contactId, text)));
        }
        let done = 0;
        for (const step of steps) {
          const from = Math.max(0, done - 1);
          done = Math.min(commands.length, done + step);
          outcomesOf(await desk.push(commands.slice(from, done)));
        }
        outcomesOf(await desk.push(commands));
        const events = await of().store.wholeStreams(desk.deskId, [`contact/${contactId}`]);
        seen.push(events.map(({ type, version }) => `${version} ${type}`).join());
      }),
      { numRuns: 20 },
    );
    expect(new Set(seen).size).toBe(1);
    expect(seen[0]).toContain('NoteAdded');
  });
}

function describeMeeting(of: () => HubWorld): void {
  it('scenario 06: of two filings on one order the first stands, and the second goes on its case', async () => {
    const phone = await of().desk('desk-phone');
    const store = await of().desk('desk-store', ['store-1']);
    const filed = { caseId: 'case-phone', contactId: 'contact-phone' };
    const second = { caseId: 'case-store', contactId: 'contact-store', reasonText: '顾客说店面已转让' };
    const first = [...(await phone.verified('agent-1', 'contact-phone')), await phone.files('agent-1', filed)];
    const later = [
      ...(await store.verified('clerk-1', 'contact-store', { channel: 'walk_in' })),
      await store.files('clerk-1', second),
      await store.does('clerk-1', 'AddCaseNote', caseNote('case-store', '设备已当面收下')),
    ];

    const [one, other] = await Promise.all([phone.push(first), store.push(later)]);
    const outcomes = [outcomesOf(one), outcomesOf(other)];
    const [winner, loser] = outcomes[0]?.at(-1)?.outcome.result === 'accepted' ? [one, other] : [other, one];
    const lost = outcomesOf(loser).find(({ outcome }) => outcome.result === 'rejected');

    expect(outcomesOf(winner).every(({ outcome }) => outcome.result === 'accepted')).toBe(true);
    const first1 = lost?.outcome.result === 'rejected' ? lost.outcome.keptOnCaseId : undefined;
    expect(lost?.outcome).toMatchObject({ code: 'order_has_open_case', data: { caseId: first1 } });
    const events = await of().store.wholeStreams('desk-phone', [`case/${first1}`]);
    expect(events.filter(({ type }) => type === 'CancellationFiled')).toHaveLength(1);
    expect(events.filter(({ type }) => type === 'CaseContactAttached')).toHaveLength(1);
    const notes = events.flatMap((event) => (event.type === 'NoteAdded' ? event.data.text : []));
    expect(notes).toContain('设备已当面收下');
    expect(events.map(({ version }) => version)).toEqual(events.map((_, index) => index + 1));
  });

  it('keeps what is recorded on a filing that came second, in a later push as well', async () => {
    const phone = await of().desk('desk-phone');
    const store = await of().desk('desk-store', ['store-1']);
    const second = { caseId: 'case-store', contactId: 'contact-store', reasonText: '顾客说店面已转让' };
    await phone.push(await phone.verified('agent-1', 'contact-1'));
    await phone.push([await phone.files('agent-1', { caseId: 'case-1', contactId: 'contact-1' })]);
    await store.push(await store.verified('clerk-1', 'contact-store', { channel: 'walk_in' }));
    await store.push([await store.files('clerk-1', second)]);

    const noted = await store.tells('clerk-1', 'AddCaseNote', caseNote('case-store', '照片三张'));

    expect(noted).toMatchObject({ outcome: { result: 'accepted' }, events: [{ stream: 'case/case-1' }] });
    const events = await of().store.wholeStreams('desk-store', ['case/case-1']);
    const notes = events.flatMap((event) => (event.type === 'NoteAdded' ? event.data.text : []));
    expect(notes).toEqual(expect.arrayContaining(['顾客说店面已转让', '照片三张']));
    const pulled = await of().store.pull('desk-store', null, 1_000, of().now);
    expect(pulled.events.filter(({ stream }) => stream === 'case/case-1')).toHaveLength(events.length);
    expect(pulled.events.filter(({ stream }) => stream === 'contact/contact-1')).toEqual([]);
  });

  it('lets an order be filed on again once its case was withdrawn, in the same push', async () => {
    const desk = await of().desk('desk-1');
    const call = await desk.verified('agent-1', 'contact-1');
    const about = { contactId: 'contact-1', partyId: 'party-1', reason: '顾客改了主意' };
    const outcomes = outcomesOf(
      await desk.push([
        ...call,
        await desk.files('agent-1', { caseId: 'case-1', contactId: 'contact-1' }),
        await desk.does('agent-1', 'WithdrawCase', { caseId: 'case-1', ...about }),
        await desk.files('agent-1', { caseId: 'case-2', contactId: 'contact-1' }),
      ]),
    );

    expect(outcomes.map(({ outcome }) => outcome)).toEqual(outcomes.map(() => ({ result: 'accepted' })));
    expect(outcomes).toHaveLength(6);
  });

  it('a lock from any desk wins, and what was recorded without knowing of it is kept all the same', async () => {
    const one = await of().desk('desk-1');
    const other = await of().desk('desk-2');
    const offline = await other.verified('agent-2', 'contact-other');
    const filed = await other.files('agent-2', { caseId: 'case-1', contactId: 'contact-other' });
    of().now += MINUTE_MS;
    for (const contactId of ['contact-1', 'contact-2', 'contact-3']) {
      await one.push(await one.verified('agent-1', contactId, { result: 'mismatch' }));
    }
    const party = await of().store.wholeStreams('desk-1', ['party/party-1']);
    expect(party.map(({ type }) => type)).toContain('PartyLocked');

    const outcomes = outcomesOf(await other.push([...offline, filed]));

    expect(outcomes.map(({ outcome }) => outcome.result)).toEqual(['accepted', 'accepted', 'accepted', 'rejected']);
    expect(outcomes[1]?.outcome).toMatchObject({ contradicts: 'party_locked' });
    expect(outcomes[3]?.outcome).toMatchObject({ code: 'party_locked' });
    // Put before a supervisor once, however often it is contradicted.
    const noted = await of().store.wholeStreams('desk-2', ['contact/contact-other']);
    expect(noted.filter(({ type }) => type === 'ContradictionFound').map(({ data }) => data)).toEqual([
      expect.objectContaining({ code: 'party_locked', commandType: 'StartVerification' }),
    ]);
  });

  it('believes a clock that is a little wrong, and sets its own time where it is very wrong', async () => {
    const desk = await of().desk('desk-1');
    desk.skewMs = 2 * MINUTE_MS;
    const near = outcomesOf(await desk.push(await desk.verified('agent-1', 'contact-1')));
    desk.skewMs = -3 * HOUR_MS;
    const call = await desk.verified('agent-1', 'contact-2');
    const far = outcomesOf(
      await desk.push([...call, await desk.files('agent-1', { caseId: 'case-1', contactId: 'contact-2' })]),
    );

    expect(near[0]?.events[0]).toMatchObject({ capturedAt: NOW + 2 * MINUTE_MS, acceptedAt: NOW });
    expect(near[0]?.events[0]).not.toHaveProperty('clockSkewMs');
    expect(far.map(({ outcome }) => outcome)).toEqual(far.map(() => ({ result: 'accepted' })));
    expect(far[0]?.events[0]).toMatchObject({ capturedAt: NOW, acceptedAt: NOW, clockSkewMs: -3 * HOUR_MS });
    const filed = far[3]?.events.find((event) => event.type === 'CancellationFiled');
    expect(filed?.type === 'CancellationFiled' ? filed.data.noticeReceivedAt : null).toBe(NOW);
  });

  it('takes what a desk did in thirty days without a network, at the times when it was done', async () => {
    const desk = await of().desk('desk-1');
    const commands = await desk.verified('agent-1', 'contact-1');
    of().now += MINUTE_MS;
    commands.push(await desk.files('agent-1', { caseId: 'case-1', contactId: 'contact-1' }));
    of().now += 30 * DAY_MS;

    const outcomes = outcomesOf(await desk.push(commands));

    expect(outcomes.every(({ outcome }) => outcome.result === 'accepted')).toBe(true);
    const filed = outcomes.at(-1)?.events.find(({ type }) => type === 'CancellationFiled');
    expect(filed).toMatchObject({ capturedAt: NOW + MINUTE_MS, acceptedAt: of().now });
  });
}

function describeTrust(of: () => HubWorld): void {
  it('knows who acted from the grant alone', async () => {
    const one = await of().desk('desk-1');
    const other = await of().desk('desk-2');
    const theirs = await other.does('supervisor-1', 'AddContactNote', note('contact-1', '冒名'));
    const mine = await one.does('agent-1', 'StartContact', { contactId: 'contact-1', ...CALL });

    const stolen = outcomesOf(await one.push([{ ...mine, grant: theirs.grant }]));

    expect(stolen[0]?.outcome).toEqual({ result: 'rejected', code: 'grant_of_other_desk', data: {} });
  });

  it('lets nobody decide any more who was disabled, and keeps what they recorded before', async () => {
    const desk = await of().desk('desk-1');
    const call = await desk.verified('agent-1', 'contact-1');
    const filed = await desk.files('agent-1', { caseId: 'case-1', contactId: 'contact-1' });
    const person = await of().store.user('agent-1');
    if (person === null) throw new Error('agent-1 is there');
    of().now += HOUR_MS;
    await of().store.putUser({ ...person, disabledAt: of().now });
    const late = await desk.does('agent-1', 'AddContactNote', note('contact-1', '停用之后'));

    const outcomes = outcomesOf(await desk.push([...call, filed, late]));

    const results = outcomes.map(({ outcome }) => outcome.result).join(' ');
    expect(results).toBe('accepted accepted accepted rejected rejected');
    expect(outcomes[4]?.outcome).toMatchObject({ code: 'user_disabled' });
  });

  it('lets a desk touch no work of another branch', async () => {
    const one = await of().desk('desk-1', ['store-1']);
    const other = await of().desk('desk-2', ['store-2']);
    await one.push(await one.verified('clerk-1', 'contact-1', { channel: 'walk_in' }));

    const noted = await other.tells('clerk-2', 'AddContactNote', note('contact-1', '别店的来访'));

    expect(noted.outcome).toEqual({ result: 'rejected', code: 'not_permitted', data: { act: 'other_branch' } });
    expect(await of().store.wholeStreams('desk-1', ['contact/contact-1'])).not.toHaveLength(0);
  });

  it('tells a desk nothing of another desk’s command, though it know its id', async () => {
    const one = await of().desk('desk-1');
    const other = await of().desk('desk-2');
    const [start] = await one.verified('agent-1', 'contact-1');
    if (start === undefined) throw new Error('a call begins');
    await one.push([start]);
    const guess = {
      ...(await other.does('agent-2', 'StartContact', { contactId: 'x', ...CALL })),
      commandId: start.commandId,
    };

    expect(outcomesOf(await other.push([guess]))).toEqual([
      {
        commandId: start.commandId,
        alreadyProcessed: true,
        outcome: { result: 'rejected', code: 'already_exists', data: {} },
        events: [],
      },
    ]);
  });

  it('takes each nonce of a desk once, whoever asks at the same time', async () => {
    const { store } = of();
    const taken = await Promise.all(Array.from({ length: 8 }, () => store.takeNonce('desk-1', 'nonce-1', NOW)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await store.takeNonce('desk-2', 'nonce-1', NOW)).toBe(true);
  });
}
