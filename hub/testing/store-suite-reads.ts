/** What every store must give to those who read it, and how it lets desks and people in. Part of the suite in `store-suite.ts`. */
import { generateKeyPairSync } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../domain/kernel/units.ts';
import { NOW } from '../../domain/testing/given.ts';
import { wireEvent } from '../api/wire.ts';
import { confirmedEvent } from '../../contract/hub-protocol/shared.ts';
import { lapseCases } from '../jobs/lapse.ts';
import type { HubDeps } from '../services/deps.ts';
import type { HubWorld } from './hub-world.ts';

const note = (contactId: string, text: string) => ({ contactId, noteId: uuidv7(), text, corrects: null });

export function describePull(of: () => HubWorld): void {
  it('gives every event once, in pages, each stream in its order, and then what is new', async () => {
    const { store } = of();
    const desk = await of().desk('desk-1');
    const reader = await of().desk('desk-2');
    await desk.push(await desk.verified('agent-1', 'contact-1'));
    const all = await store.pull(reader.deskId, null, 1_000, of().now);
    const paged: string[] = [];
    let cursor: string | null = null;
    for (let more = true; more;) {
      const page = await store.pull(reader.deskId, cursor, 2, of().now);
      paged.push(...page.events.map(({ eventId }) => eventId));
      ({ cursor, more } = page);
    }
    await desk.tells('agent-1', 'AddContactNote', note('contact-1', '新的'));
    const next = await store.pull(reader.deskId, cursor, 10, of().now);

    expect(paged).toEqual(all.events.map(({ eventId }) => eventId));
    expect(new Set(paged).size).toBe(paged.length);
    expect(next.events.map(({ type }) => type)).toEqual(['NoteAdded']);
  });

  it('gives a desk its branches and what is everybody’s, and nothing else, though it ask by name', async () => {
    const { store } = of();
    const one = await of().desk('desk-1', ['store-1']);
    await of().desk('desk-2', ['store-2']);
    await one.push(await one.verified('clerk-1', 'contact-1', { channel: 'walk_in' }));
    const about = { contactId: 'contact-1', partyId: 'party-1' };
    const preferred = await one.tells('clerk-1', 'SetPreference', {
      ...about,
      channel: 'sms',
      hours: null,
      marketingConsent: false,
    });
    expect(preferred.outcome).toEqual({ result: 'accepted' });

    const foreign = await store.pull('desk-2', null, 100, of().now);
    const named = await store.wholeStreams('desk-2', ['contact/contact-1', 'contact/nobody', 'party/party-1']);
    await one.tells('clerk-1', 'AddContactNote', note('contact-1', '之后'));
    const after = await store.pull('desk-2', foreign.cursor, 100, of().now);

    expect(new Set(foreign.events.map(({ stream }) => stream))).toEqual(new Set(['party/party-1']));
    expect(new Set(named.map(({ stream }) => stream))).toEqual(new Set(['party/party-1']));
    expect(after.events).toEqual([]);
  });

  it('says who else looks at a case, until they have looked away, and nothing to a desk that may not hold it', async () => {
    const { store } = of();
    const desk = await of().desk('desk-1');
    await of().desk('desk-2');
    await of().desk('desk-9', ['store-2']);
    const call = await desk.verified('agent-1', 'contact-1');
    await desk.push([...call, await desk.files('agent-1', { caseId: 'case-1', contactId: 'contact-1' })]);
    const mine = { caseId: 'case-1', userId: 'agent-1', deskId: 'desk-1' };
    const theirs = { caseId: 'case-1', userId: 'agent-2', deskId: 'desk-2' };

    expect(await store.look(mine, NOW)).toEqual([]);
    expect(await store.look(theirs, NOW + 1_000)).toMatchObject([{ userId: 'agent-1', since: NOW }]);
    expect(await store.look(mine, NOW + 20_000)).toMatchObject([{ userId: 'agent-2', deskId: 'desk-2' }]);
    expect(await store.look(mine, NOW + 120_000)).toEqual([]);
    expect(await store.look({ ...theirs, deskId: 'desk-9' }, NOW)).toBeNull();
    expect(await store.look({ ...mine, caseId: 'case-none' }, NOW)).toBeNull();
  });

  it('ends an intake that time has ended, once, though several hubs look at the same time', async () => {
    const { store, context } = of();
    const desk = await of().desk('desk-1');
    const contactId = 'contact-1';
    const call = {
      contactId,
      channel: 'phone',
      direction: 'inbound',
      cli: null,
      waitedSeconds: null,
      callbackId: null,
    };
    const intake = {
      caseId: 'case-1',
      contactId,
      orderNo: 'TA0001',
      reasonCode: null,
      reasonText: '稍后再来',
      materialsRequested: ['id_card'],
      callbackId: null,
      noCallbackBecause: '客户不便接听',
      noticeAt: NOW,
    };
    await desk.push([await desk.does('agent-1', 'StartContact', call)]);
    const filed = await desk.tells('agent-1', 'FileIntake', intake);
    expect(filed.outcome).toEqual({ result: 'accepted' });
    const signing = generateKeyPairSync('ed25519').privateKey;
    const hubs: HubDeps = {
      store,
      authority: context,
      signingKey: signing,
      now: context.now,
      newId: uuidv7,
      readyFiles: null,
      grantMs: 1,
      offlineMs: 1,
    };

    const early = await lapseCases(hubs);
    of().now += 30 * DAY_MS;
    const ended = await Promise.all([lapseCases(hubs), lapseCases(hubs)]);

    expect([early, ended.reduce((sum, count) => sum + count, 0)]).toEqual([0, 1]);
    const events = await store.wholeStreams('desk-1', ['case/case-1']);
    expect(events.filter(({ type }) => type === 'CaseLapsed')).toHaveLength(1);
    // What time alone did is read by desks like anything else.
    expect(() => events.map((event) => confirmedEvent.parse(wireEvent(event)))).not.toThrow();
    expect(await store.lapsed(of().now, 10)).toEqual([]);
  });

  it('tells whoever listens that something was written', async () => {
    const desk = await of().desk('desk-1');
    const told = new Promise<string>((resolve) => {
      of().store.onWritten(() => resolve('told'));
    });
    await desk.push(await desk.verified('agent-1', 'contact-1'));
    expect(await told).toBe('told');
  });

  it('takes no cursor that it did not give', async () => {
    await of().desk('desk-1');
    await expect(of().store.pull('desk-1', "1' OR 1=1 --", 10, of().now)).rejects.toThrow('cursor');
  });
}

export function describeAccess(of: () => HubWorld): void {
  it('makes somebody wait after five wrong passwords, longer each time, and counts many at once', async () => {
    const { store } = of();
    const waits: (number | null)[] = [];
    for (let at = 0; at < 6; at += 1) waits.push(await store.countSignIn('agent-1', NOW));
    const later = await store.countSignIn('agent-1', NOW + 30_000);
    const again = await store.countSignIn('agent-1', NOW + 30_001);
    const atOnce = await Promise.all(Array.from({ length: 12 }, () => store.countSignIn('agent-2', NOW)));
    await store.clearSignIns('agent-1');

    expect(waits).toEqual([null, null, null, null, null, NOW + 30_000]);
    expect([later, again]).toEqual([null, NOW + 90_000]);
    expect(atOnce.filter((wait) => wait === null)).toHaveLength(5);
    expect(await store.countSignIn('agent-1', NOW)).toBeNull();
  });

  it('gives a code of enrolment to one of those who bring it, and to nobody once it is over', async () => {
    const { store } = of();
    const enrolment = {
      name: '一号店',
      scope: ['store-1'],
      roles: ['finance'],
      days: 30,
      brings: false,
      expiresAt: NOW + HOUR_MS,
    } as const;
    await store.putEnrolment('hash-1', enrolment);
    await store.putEnrolment('hash-2', { ...enrolment, scope: 'all', brings: true });

    const taken = await Promise.all(Array.from({ length: 4 }, () => store.takeEnrolment('hash-1', NOW)));

    expect(taken.filter((each) => each !== null)).toEqual([enrolment]);
    expect(await store.takeEnrolment('hash-2', NOW + 2 * HOUR_MS)).toBeNull();
    expect(await store.takeEnrolment('hash-2', NOW)).toBeNull();
  });

  it('forgets what is over, and nothing that is not', async () => {
    const { store } = of();
    const enrolment = {
      name: '一号店',
      scope: 'all',
      roles: [],
      days: null,
      brings: true,
      expiresAt: NOW + HOUR_MS,
    } as const;
    await store.takeNonce('desk-1', 'nonce-over', NOW);
    await store.takeNonce('desk-1', 'nonce-good', NOW + 2 * HOUR_MS);
    await store.putEnrolment('hash-over', enrolment);
    await store.forget(NOW + HOUR_MS + 1);

    expect(await store.takeNonce('desk-1', 'nonce-over', NOW)).toBe(true);
    expect(await store.takeNonce('desk-1', 'nonce-good', NOW)).toBe(false);
    expect(await store.takeEnrolment('hash-over', NOW)).toBeNull();
  });

  it('makes a secret once, and lists who and what there is', async () => {
    const { store } = of();
    await of().desk('desk-1');
    const made = await Promise.all(['一', '二', '三'].map((value) => store.secret('name', () => value)));
    expect(new Set(made).size).toBe(1);
    expect((await store.listUsers()).map(({ userId }) => userId)).toContain('clerk-1');
    expect((await store.listDesks()).map(({ deskId }) => deskId)).toEqual(['desk-1']);
    await expect(store.ping()).resolves.toBeUndefined();
  });
}
