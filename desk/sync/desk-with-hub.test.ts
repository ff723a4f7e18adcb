/** A desk whose hub is not reached: how it is signed in on, what it shows, and what people do about what was not taken. */
import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../db/open/database.ts';
import { loadEvents } from '../../db/queries/events.ts';
import { holdEvent } from '../../db/queries/held-events.ts';
import { putGrant, putHubLink } from '../../db/queries/hub-link.ts';
import { answerInOutbox, findInOutbox } from '../../db/queries/outbox.ts';
import { addContactNote } from '../../domain/contacts/add-contact-note.ts';
import { startContact } from '../../domain/contacts/start-contact.ts';
import { DAY_MS } from '../../domain/kernel/units.ts';
import { actorOf, NOW } from '../../domain/testing/given.ts';
import { openTestDesk, refusalFrom, TEST_PASSWORD } from '../testing/opened-desk.ts';
import type { OpenedDesk } from '../testing/opened-desk.ts';
import { applyOutcomes } from './apply-outcomes.ts';
import { applyHeld, applyPage } from './apply-page.ts';
import { nextPush } from './next-push.ts';

let opened: OpenedDesk;
const db = () => opened.desk().deps.db;
const agent = actorOf('agent-1', 'agent');

beforeEach(async () => {
  opened = await openTestDesk();
  await opened.as('agent-1', 'agent');
  await opened.as('supervisor-1', 'supervisor');
  const key = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' });
  transaction(db(), () => {
    // Nobody listens there.
    const link = { url: 'http://127.0.0.1:9', deskId: 'desk-1', epoch: 'epoch-1', seqBase: 0, cursor: null };
    putHubLink(db(), { ...link, signingKey: key, sealingKey: key, hubKey: key, enrolledAt: NOW });
    for (const userId of ['agent-1', 'supervisor-1']) {
      putGrant(db(), { userId, issuedAt: NOW - DAY_MS, expiresAt: NOW, offlineUntil: NOW + DAY_MS, token: 'grant' });
    }
  });
  await opened.reopen();
});
afterEach(() => opened.dispose());

const call = { channel: 'phone', direction: 'inbound', cli: null, waitedSeconds: null, callbackId: null } as const;
function begun(contactId: string, text: string): string {
  const { execute, newId } = opened.desk().deps;
  const commandId = newId();
  execute(agent, startContact, { contactId, ...call });
  const done = execute(agent, addContactNote, { contactId, noteId: newId(), text, corrects: null }, commandId);
  if (!done.ok) throw new Error(done.refusal.code);
  return commandId;
}
const rejected = { result: 'rejected', code: 'party_locked', data: {} };

describe('a desk whose hub is not reached', () => {
  it('takes whoever has signed in before within their days, and nobody else', async () => {
    const window = opened.window('another window');
    await expect(window.auth.signIn({ login: 'agent-1', password: TEST_PASSWORD })).resolves.toMatchObject({
      state: 'signed_in',
    });
    const wrong = window.auth.signIn({ login: 'agent-1', password: 'not-the-password' });
    expect(await refusalFrom(wrong)).toMatchObject({ code: 'wrong_credentials' });
    const stranger = window.auth.signIn({ login: 'nobody', password: TEST_PASSWORD });
    expect(await refusalFrom(stranger)).toMatchObject({ code: 'sign_in_needs_hub' });
    opened.pass(2 * DAY_MS);
    const late = window.auth.signIn({ login: 'agent-1', password: TEST_PASSWORD });
    expect(await refusalFrom(late)).toMatchObject({ code: 'sign_in_needs_hub' });
  });

  it('leaves people and passwords to the hub', async () => {
    const window = await opened.as('agent-1', 'agent');
    const changing = window.auth.changePassword({ current: TEST_PASSWORD, next: 'another-password-9' });
    expect(await refusalFrom(changing)).toMatchObject({ code: 'managed_by_hub' });
  });

  it('works on, says what waits and since when, and keeps the events pending', async () => {
    const window = await opened.as('agent-1', 'agent');
    begun('contact-1', '断网时的记录');

    expect(await window.work.sync()).toMatchObject({
      mode: 'hub',
      line: 'offline',
      depth: 2,
      oldestAt: NOW,
      rejected: 0,
    });
    expect(loadEvents(db(), 'contact/contact-1').map(({ status }) => status)).toEqual(['pending', 'pending']);
  });

  it('takes back what was rejected, shows its words to whoever typed them and to a supervisor, and keeps them as a note', async () => {
    const commandId = begun('contact-1', '客户说要全额退款');
    transaction(db(), () => answerInOutbox(db(), { commandId, state: 'rejected', outcome: rejected, at: NOW }));
    const window = await opened.as('agent-1', 'agent');
    const other = await opened.as('agent-2', 'agent').catch(() => null);
    const supervisor = await opened.as('supervisor-1', 'supervisor');

    const item = (await window.work.syncItems()).find(({ state }) => state === 'rejected');
    expect(item).toMatchObject({
      type: 'AddContactNote',
      typed: '客户说要全额退款',
      refusal: { code: 'party_locked' },
      keepOn: { kind: 'contact', contactId: 'contact-1' },
    });
    expect(other).toBeNull();
    expect((await supervisor.work.syncItems()).map((each) => each.commandId)).toContain(commandId);

    await window.work.keepAsNote({ commandId, on: { kind: 'contact', contactId: 'contact-1' } });
    expect((await window.work.syncItems()).map((each) => each.commandId)).not.toContain(commandId);
    const notes = loadEvents(db(), 'contact/contact-1').filter(({ type }) => type === 'NoteAdded');
    expect(notes).toHaveLength(2);
    expect(findInOutbox(db(), commandId)).toMatchObject({ state: 'rejected' });
    expect(await refusalFrom(window.work.putAway({ commandId: 'nothing' }))).toMatchObject({ code: 'not_found' });
  });

  it('decides again what hung on a rejected command', () => {
    const { execute, newId } = opened.desk().deps;
    const start = newId();
    execute(agent, startContact, { contactId: 'contact-1', ...call }, start);
    const note = newId();
    execute(agent, addContactNote, { contactId: 'contact-1', noteId: 'note-1', text: '之后', corrects: null }, note);
    const command = commandDesk();

    transaction(db(), () =>
      applyOutcomes(
        command,
        [{ commandId: start, alreadyProcessed: false, outcome: { ...rejected, result: 'rejected' } }],
        NOW,
      ),
    );

    expect(loadEvents(db(), 'contact/contact-1')).toEqual([]);
    const waiting = db().get<{ refused: string }>('SELECT refused FROM outbox WHERE command_id = ?', note);
    expect(JSON.parse(waiting?.refused ?? 'null')).toMatchObject({ code: 'not_found' });
  });

  it('applies what an earlier version held, as soon as this one is at work', () => {
    const stream = 'contact/contact-9' as const;
    const event = {
      eventId: 'event-1',
      stream,
      version: 1,
      type: 'ContactStarted',
      data: call,
      commandId: 'command-1',
      actor: { userId: 'agent-2', roles: ['agent'], branchId: 'hq', deskId: 'desk-2' },
      capturedAt: NOW,
      acceptedAt: NOW,
      addedLater: 'kept',
    };
    transaction(db(), () =>
      holdEvent(db(), { eventId: 'event-1', stream, version: 1, body: event }, 'unknown_type', NOW),
    );

    expect([...applyHeld(commandDesk(), NOW)]).toEqual([stream]);

    expect(loadEvents(db(), stream).map(({ type }) => type)).toEqual(['ContactStarted']);
    expect(db().all('SELECT * FROM held_event')).toEqual([]);
    const row = db().get<{ extra: string }>('SELECT extra FROM event WHERE event_id = ?', 'event-1');
    expect(JSON.parse(row?.extra ?? '{}')).toEqual({ addedLater: 'kept' });
  });

  it('tells no more at once than a hub takes, however much was typed', () => {
    const { execute, newId } = opened.desk().deps;
    execute(agent, startContact, { contactId: 'contact-1', ...call });
    for (let count = 0; count < 420; count += 1) {
      const note = { contactId: 'contact-1', noteId: newId(), text: '字'.repeat(4000), corrects: null };
      if (!execute(agent, addContactNote, note).ok) throw new Error('a note was refused');
    }

    const push = nextPush(db(), NOW);

    expect(push?.commands.length).toBeGreaterThan(100);
    expect(push?.commands.length).toBeLessThan(421);
    expect(Buffer.byteLength(JSON.stringify(push))).toBeLessThan(8 * 1024 * 1024);
  });

  it('holds what it cannot apply, and is stopped by none of it', () => {
    const failed: string[] = [];
    const event = (version: number, type: string, data: Record<string, unknown>, stream = 'contact/contact-9') => ({
      eventId: `${stream}-${version}`,
      stream,
      version,
      type,
      data,
      commandId: `command-${version}`,
      actor: { userId: 'agent-2', roles: ['agent', 'role of tomorrow'], branchId: 'hq', deskId: 'desk-2' },
      capturedAt: NOW,
      acceptedAt: NOW,
    });
    const events = [
      event(1, 'ContactStarted', call),
      event(2, 'ContactDanced', { how: 'tango' }),
      event(3, 'ContactHeld', {}),
      event(2, 'ContactHeld', {}, 'contact/contact-8'),
      event(1, 'CancellationFiled', { orderNo: 7 }, 'case/torn'),
      event(1, 'SomethingElse', {}, 'shipment/of-tomorrow'),
    ];
    const page = { events, references: [{ kind: 'of tomorrow', key: 'x', body: {} }], cursor: 'cursor-1' };

    applyPage(commandDesk(), page, NOW, (stream) => failed.push(stream));
    applyPage(
      commandDesk(),
      { ...page, events: [event(1, 'ContactStarted', call, 'contact/contact-8')] },
      NOW,
      (stream) => failed.push(stream),
    );

    expect(loadEvents(db(), 'contact/contact-9').map(({ type }) => type)).toEqual(['ContactStarted']);
    expect(loadEvents(db(), 'contact/contact-8').map(({ type }) => type)).toEqual(['ContactStarted', 'ContactHeld']);
    const held = db().all<{ stream: string; because: string }>(
      'SELECT stream, because FROM held_event ORDER BY stream, version',
    );
    expect(held).toEqual([
      { stream: 'case/torn', because: 'failed' },
      { stream: 'contact/contact-9', because: 'unknown_type' },
      { stream: 'contact/contact-9', because: 'unknown_type' },
      { stream: 'shipment/of-tomorrow', because: 'unknown_type' },
    ]);
    expect(failed).toEqual(['case/torn']);
  });
});

function commandDesk() {
  const { deps } = opened.desk();
  return {
    db: db(),
    deskId: 'desk-1',
    pack: deps.pack(),
    calendar: deps.calendar,
    mode: 'hub',
    now: deps.now,
  } as const;
}
