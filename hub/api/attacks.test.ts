/** What is tried against a hub over HTTP, and the refusal that each gets. Nothing of it leaves anything behind. */
import { generateKeyPairSync } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../domain/kernel/units.ts';
import { makeEnrolmentCode, revokeDesk } from '../services/enrol.ts';
import { openAttackedHub } from '../testing/attacked-hub.ts';
import type { AttackedHub, Sending } from '../testing/attacked-hub.ts';

let hub: AttackedHub;
beforeAll(async () => {
  hub = await openAttackedHub();
  for (const [desk, contactId] of [
    [hub.mine, 'contact-mine'],
    [hub.theirs, 'contact-theirs'],
  ] as const) {
    const payload = { contactId, channel: 'walk_in', direction: 'inbound', cli: null, waitedSeconds: null };
    const start = { stream: `contact/${contactId}`, type: 'StartContact', payload: { ...payload, callbackId: null } };
    if ((await hub.pushes(start, desk)) !== 'accepted') throw new Error(`${contactId} did not begin`);
  }
});
afterAll(() => hub.close());

const pulling = { protocolVersion: 1, cursor: null, limit: 10 };
const pull = (more: Partial<Sending> = {}): Promise<string> =>
  hub.send({ path: '/v1/pull', body: pulling, ...more }).then(({ code, status }) => code ?? String(status));
const post = (path: string, more: Partial<Sending>): Promise<string> =>
  hub.send({ path, ...more }).then(({ code, status }) => code ?? String(status));
const noting = (contactId: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  stream: `contact/${contactId}`,
  type: 'AddContactNote',
  payload: { contactId, noteId: uuidv7(), text: '记录', corrects: null },
  ...more,
});
const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

type Attack = readonly [what: string, refusal: string, attempt: () => Promise<string>];

const WHO: readonly Attack[] = [
  ['a request that nobody signed', 'unsigned', () => pull({ headers: { 'x-signature': undefined } })],
  ['no desk named', 'unsigned', () => pull({ headers: { 'x-desk-id': undefined } })],
  ['no instant', 'unsigned', () => pull({ headers: { 'x-signed-at': undefined } })],
  ['no nonce', 'unsigned', () => pull({ headers: { 'x-nonce': undefined } })],
  ['a desk id with a path in it', 'unsigned', () => pull({ headers: { 'x-desk-id': '../desk-1' } })],
  ['a desk id with SQL in it', 'unsigned', () => pull({ headers: { 'x-desk-id': "desk-1' OR '1'='1" } })],
  ['an instant that is no number', 'unsigned', () => pull({ headers: { 'x-signed-at': 'soon' } })],
  ['an instant in exponents', 'unsigned', () => pull({ headers: { 'x-signed-at': '1e12' } })],
  ['a nonce of one letter', 'unsigned', () => pull({ headers: { 'x-nonce': 'a' } })],
  ['a nonce of ten thousand letters', 'unsigned', () => pull({ headers: { 'x-nonce': 'a'.repeat(10_000) } })],
  ['a signature that is no base64', 'unsigned', () => pull({ headers: { 'x-signature': '?'.repeat(88) } })],
  ['a desk that was never enrolled', 'desk_unknown', () => pull({ by: { ...hub.mine, deskId: 'desk-99' } })],
  ['the prototype for a desk', 'desk_unknown', () => pull({ by: { ...hub.mine, deskId: '__proto__' } })],
  ['another desk’s name', 'signature_wrong', () => pull({ headers: { 'x-desk-id': 'desk-2' } })],
  ['a key of one’s own', 'signature_wrong', () => pull({ signWith: generateKeyPairSync('ed25519').privateKey })],
  ['a signature of all zeros', 'signature_wrong', () => pull({ headers: { 'x-signature': `${'A'.repeat(86)}==` } })],
  ['a body that was changed on the way', 'signature_wrong', () => pull({ signedBody: '{"protocolVersion":1}' })],
  ['a signature of another route', 'signature_wrong', () => pull({ signedPath: '/v1/push' })],
  ['a query added on the way', 'signature_wrong', () => pull({ path: '/v1/pull?limit=1', signedPath: '/v1/pull' })],
  ['a GET signed as a POST', 'signature_wrong', () => post('/v1/changes', { method: 'GET', signedPath: '/v1/push' })],
  [
    'another instant than was signed',
    'signature_wrong',
    () => pull({ headers: { 'x-signed-at': String(Date.now() + 9) } }),
  ],
  ['a signature of an hour ago', 'clock_too_far', () => pull({ signedAt: Date.now() - HOUR_MS })],
  ['a signature of tomorrow', 'clock_too_far', () => pull({ signedAt: Date.now() + DAY_MS })],
  [
    'the same request again',
    'replayed',
    async () => {
      const same = { nonce: 'nonce-that-is-used-twice', signedAt: Date.now() };
      await pull(same);
      return pull(same);
    },
  ],
  [
    'the same nonce for something else',
    'replayed',
    async () => {
      await pull({ nonce: 'nonce-for-two-purposes' });
      return pull({ nonce: 'nonce-for-two-purposes', body: { ...pulling, limit: 5 } });
    },
  ],
];

const file = (name: string, more: Partial<Sending> = {}): Promise<string> =>
  post(`/v1/bootstrap/${name}`, { method: 'GET', ...more });
const NO_HISTORY = { protocolVersion: 1, samePeople: false, people: [], orders: [], evidence: [], events: [] };
const SELF_MADE_ADMIN = { userId: 'u-1', login: 'root', displayName: 'root', roles: ['admin'], branchId: 'hq' };

const BODIES: readonly Attack[] = [
  ['no body', 'not_json', () => pull({ raw: '' })],
  ['half a body', 'not_json', () => pull({ raw: '{"protocolVersion":1,' })],
  ['a body that is no JSON', 'not_json', () => pull({ raw: '<xml/>' })],
  ['bytes that are no text', 'not_json', () => pull({ raw: Buffer.from([0xff, 0xfe, 0x00]) })],
  ['a form', 'not_json', () => pull({ raw: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } })],
  ['no type of body', 'not_json', () => pull({ headers: { 'content-type': 'text/plain' } })],
  ['a list', 'not_understood', () => pull({ body: [] })],
  ['null', 'not_understood', () => pull({ raw: 'null' })],
  ['no version', 'not_understood', () => pull({ body: { cursor: null, limit: 1 } })],
  ['a version of long ago', 'desk_too_old', () => pull({ body: { ...pulling, protocolVersion: 0 } })],
  ['a version of the future', 'desk_too_new', () => pull({ body: { ...pulling, protocolVersion: 99 } })],
  ['a limit of nothing', 'not_understood', () => pull({ body: { ...pulling, limit: 0 } })],
  ['a limit of everything', 'not_understood', () => pull({ body: { ...pulling, limit: 1e9 } })],
  ['half an event', 'not_understood', () => pull({ body: { ...pulling, limit: 1.5 } })],
  ['a cursor of SQL', 'cursor_unknown', () => pull({ body: { ...pulling, cursor: "0'; DROP TABLE event; --" } })],
  [
    'a cursor of two hundred and one letters',
    'not_understood',
    () => pull({ body: { ...pulling, cursor: '1'.repeat(201) } }),
  ],
  ['a small question of a megabyte', 'body_too_large', () => pull({ body: { ...pulling, more: 'x'.repeat(1e6) } })],
  ['a push of nine megabytes', 'body_too_large', () => post('/v1/push', { body: { more: 'x'.repeat(9e6) } })],
  ['a question nested a hundred thousand deep', 'not_understood', () => post('/v1/push', { raw: deep(100_000) })],
  ['a file of orders that is none', 'out_of_scope', () => file('no-such-file')],
  ['a file of the hub’s own', 'out_of_scope', () => file('..%2f..%2fcolumn.key')],
  ['a file behind another', 'no_such_route', () => file('x/../../../etc/passwd')],
  ['a file in nobody’s name', 'unsigned', () => file('x', { headers: { 'x-signature': undefined } })],
  ['a file of no schema', 'not_understood', () => post('/v1/bootstrap', { body: { protocolVersion: 1 } })],
  ['a route that is not there', 'no_such_route', () => post('/v1/admin', { body: {} })],
  ['a way out of the routes', 'no_such_route', () => post('/v1/../../etc/passwd', { body: {} })],
  ['an encoded way out', 'no_such_route', () => post('/v1/%2e%2e/%2e%2e/etc/passwd', { body: {} })],
  [
    'no commands',
    'not_understood',
    () => post('/v1/push', { body: { protocolVersion: 1, epoch: 'e', deskTime: 1, commands: [] } }),
  ],
  [
    'a thousand streams',
    'not_understood',
    () => post('/v1/streams', { body: { protocolVersion: 1, streams: Array(1000).fill('case/x') } }),
  ],
  ['a history of a desk that was not let bring one', 'not_permitted', () => post('/v1/history', { body: NO_HISTORY })],
  [
    'a history of six thousand events',
    'not_understood',
    () => post('/v1/history', { body: { ...NO_HISTORY, events: Array.from({ length: 6000 }, () => ({})) } }),
  ],
  [
    'a history with people of any role',
    'not_permitted',
    () => post('/v1/history', { body: { ...NO_HISTORY, people: [SELF_MADE_ADMIN] } }),
  ],
  [
    'a stream with a way out',
    'not_understood',
    () => post('/v1/streams', { body: { protocolVersion: 1, streams: ['case/../../x'] } }),
  ],
];

const COMMANDS: readonly Attack[] = [
  ['no grant', 'not_understood', () => hub.pushes(noting('contact-mine', { grant: '' }))],
  ['a grant of one’s own making', 'grant_unreadable', () => hub.pushes(noting('contact-mine', { grant: 'a.b.c' }))],
  [
    'a grant without a signature',
    'grant_unreadable',
    async () => {
      const [head, claims] = hub.mine.grant.split('.');
      return hub.pushes(noting('contact-mine', { grant: `${head}.${claims}.` }));
    },
  ],
  [
    'a grant that says it needs none',
    'grant_unreadable',
    async () => {
      const none = Buffer.from('{"alg":"none","typ":"grant"}').toString('base64url');
      return hub.pushes(noting('contact-mine', { grant: `${none}.${hub.mine.grant.split('.')[1]}.` }));
    },
  ],
  [
    'a grant of another desk',
    'grant_of_other_desk',
    () => hub.pushes(noting('contact-mine', { grant: hub.theirs.grant })),
  ],
  [
    'a grant of last year',
    'grant_over',
    async () => {
      const then = Date.now() - 300 * DAY_MS;
      const times = { issuedAt: then, expiresAt: then + 1, offlineUntil: then + 2 };
      return hub.pushes(noting('contact-mine', { grant: await hub.grantOf('clerk1', times) }));
    },
  ],
  [
    'a grant that begins tomorrow',
    'grant_not_begun',
    async () => {
      const issuedAt = Date.now() + DAY_MS;
      const times = { issuedAt, expiresAt: issuedAt + 1, offlineUntil: issuedAt + 2 };
      return hub.pushes(noting('contact-mine', { grant: await hub.grantOf('clerk1', times) }));
    },
  ],
  [
    'somebody who was disabled',
    'user_disabled',
    async () => hub.pushes(noting('contact-mine', { grant: await hub.grantOf('gone') })),
  ],
  [
    'somebody who does not exist',
    'user_disabled',
    async () => hub.pushes(noting('contact-mine', { grant: await hub.grantOf('clerk1', { userId: 'nobody' }) })),
  ],
  [
    'roles written into a grant request',
    'not_permitted',
    () =>
      hub.pushes({
        stream: 'party/party-1',
        type: 'UnlockParty',
        roles: ['supervisor'],
        payload: {
          partyId: 'party-1',
          contactId: 'contact-mine',
          caseIds: [],
          proof: 'callback_after_24h',
          evidenceIds: [],
          reason: '请解锁',
        },
      }),
  ],
  ['a note on the work of another branch', 'not_permitted', () => hub.pushes(noting('contact-theirs'))],
  [
    'an actor in the command',
    'accepted',
    async () => {
      const actor = { userId: 'supervisor', roles: ['supervisor'], branchId: 'hq', deskId: 'desk-2' };
      const said = await hub.pushes(noting('contact-mine', { actor }));
      const events = await hub.deps.store.wholeStreams('desk-1', ['contact/contact-mine']);
      const last = events.at(-1)?.actor;
      expect(last).toMatchObject({ roles: ['clerk'], branchId: 'store-1', deskId: 'desk-1' });
      return said;
    },
  ],
  [
    'a payload about another stream than the envelope',
    'unreadable_payload',
    () => hub.pushes({ ...noting('contact-mine'), stream: 'contact/something-else' }),
  ],
  [
    'fields that no command has',
    'unreadable_payload',
    () =>
      hub.pushes({
        stream: 'contact/x1',
        type: 'AddContactNote',
        payload: { contactId: 'x1', noteId: 'n', text: 't', corrects: null, approve: true },
      }),
  ],
  [
    'a type that is a method of objects',
    'unknown_type',
    () => hub.pushes({ stream: 'contact/x2', type: 'constructor', payload: {} }),
  ],
  [
    'a type that is the prototype',
    'unknown_type',
    () => hub.pushes({ stream: 'contact/x3', type: '__proto__', payload: {} }),
  ],
  [
    'a payload nested deeper than any',
    'not_understood',
    () => hub.pushes({ stream: 'contact/x4', type: 'AddContactNote', payload: JSON.parse(deep(200)) as object }),
  ],
  ['a command out of its turn', 'out_of_order', () => hub.pushes(noting('contact-mine', { seq: hub.mine.seq + 5 }))],
  ['a count that was used', 'desk_restored', () => hub.pushes(noting('contact-mine', { seq: 1 }))],
  [
    'an id with a character that no database takes',
    'not_understood',
    () => hub.pushes(noting('contact-mine', { commandId: 'a\u0000b' })),
  ],
  [
    'a stream with one',
    'not_understood',
    () => hub.pushes({ stream: 'contact/a\u0000b', type: 'AddContactNote', payload: {} }),
  ],
  ['a type with one', 'not_understood', () => hub.pushes({ stream: 'contact/x5', type: 'Add\u0000', payload: {} })],
  ['a count below one', 'not_understood', () => hub.pushes(noting('contact-mine', { seq: 0 }))],
  ['an epoch that is over', 'epoch_over', () => hub.pushes(noting('contact-mine'), { ...hub.mine, epoch: 'old' })],
];

const PEOPLE: readonly Attack[] = [
  ['a wrong password', 'wrong_credentials', () => signIn('clerk1', 'wrong-password')],
  ['a login that nobody has', 'wrong_credentials', () => signIn('nobody-at-all', 'wrong-password')],
  ['SQL for a login', 'wrong_credentials', () => signIn("' OR 1=1 --", "' OR 1=1 --")],
  ['the right password of somebody disabled', 'user_disabled', () => signIn('gone', 'attacked-hub-2026')],
  ['a login that no database takes', 'not_understood', () => signIn('clerk\u00001', 'attacked-hub-2026')],
  ['a password of a thousand letters', 'not_understood', () => signIn('clerk1', 'x'.repeat(1000))],
  [
    'many passwords',
    'sign_in_throttled',
    async () => {
      for (let tries = 0; tries < 6; tries += 1) await signIn('clerk2', `guess-number-${tries}`);
      return signIn('clerk2', 'attacked-hub-2026');
    },
  ],
  ['a code that was never given', 'code_wrong', () => enrol('AAAA-BBBB-CCCC')],
  [
    'a code used twice',
    'code_wrong',
    async () => {
      const { code } = await makeEnrolmentCode(hub.deps, { name: '新工位', scope: ['store-1'] });
      expect(await enrol(code)).toBe('200');
      return enrol(code);
    },
  ],
  [
    'a key that is none',
    'code_wrong',
    async () => {
      const { code } = await makeEnrolmentCode(hub.deps, { name: '新工位', scope: ['store-1'] });
      const refused = await enrol(code, 'AAAA');
      expect(await enrol(code)).toBe('200');
      return refused;
    },
  ],
  [
    'what became of another desk’s command',
    '200',
    async () => {
      const commandId = uuidv7();
      await hub.pushes(noting('contact-theirs', { commandId }), hub.theirs);
      const asked = await hub.send({ path: '/v1/outcomes', body: { protocolVersion: 1, commandIds: [commandId] } });
      expect(asked.text).toContain('"outcomes":[]');
      return String(asked.status);
    },
  ],
];

const signIn = (login: string, password: string): Promise<string> =>
  post('/v1/sign-in', { body: { protocolVersion: 1, login, password } });
const aKey = generateKeyPairSync('ed25519')
  .publicKey.export({ format: 'der', type: 'spki' })
  .subarray(12)
  .toString('base64');
const enrol = (code: string, signingKey = aKey): Promise<string> =>
  post('/v1/enrol', { body: { protocolVersion: 1, code, deskName: '新工位', signingKey, sealingKey: aKey } });

describe('a hub under attack', () => {
  it('is tried in more than sixty ways', () => {
    expect(WHO.length + BODIES.length + COMMANDS.length + PEOPLE.length).toBeGreaterThan(60);
  });

  it.each(WHO)('does not serve %s: %s', async (_what, refusal, attempt) => {
    expect(await attempt()).toBe(refusal);
  });

  it.each(BODIES)('reads no %s: %s', async (_what, refusal, attempt) => {
    expect(await attempt()).toBe(refusal);
  });

  it.each(COMMANDS)('lets nobody act with %s: %s', async (_what, refusal, attempt) => {
    expect(await attempt()).toBe(refusal);
  });

  it.each(PEOPLE)('is not opened by %s: %s', async (_what, refusal, attempt) => {
    expect(await attempt()).toBe(refusal);
  });

  it('shows a desk no event of another branch, in no page', async () => {
    const { text } = await hub.send({ path: '/v1/pull', body: { ...pulling, limit: 5_000 } });
    expect(text).toContain('contact/contact-mine');
    expect(text).not.toContain('contact/contact-theirs');
  });

  it('opens no stream of another branch by its name, and none to touch afterwards', async () => {
    const { text } = await hub.send({
      path: '/v1/streams',
      body: { protocolVersion: 1, streams: ['contact/contact-theirs', 'contact/contact-mine'] },
    });
    expect(text).toContain('contact/contact-mine');
    expect(text).not.toContain('contact/contact-theirs');
    expect(await hub.pushes(noting('contact-theirs'))).toBe('not_permitted');
  });

  it('serves a desk no more from the request after its revocation', async () => {
    expect(await pull({ by: hub.theirs })).toBe('200');
    await revokeDesk(hub.deps, 'desk-2');
    expect(await pull({ by: hub.theirs })).toBe('desk_revoked');
  });

  it('repeats nothing of what it was sent', async () => {
    const secrets = ['13800138000', 'attacked-hub-2026'];
    const answers = await Promise.all([
      hub.send({ path: '/v1/sign-in', body: { protocolVersion: 1, login: secrets[0], password: secrets[1] } }),
      hub.send({ path: `/v1/${secrets[0]}`, body: {} }),
      hub.send({ path: '/v1/pull', body: { ...pulling, cursor: secrets[0] } }),
      hub.send({ path: '/v1/pull', raw: `{"${secrets[0]}` }),
    ]);
    for (const { text } of answers) for (const secret of secrets) expect(text).not.toContain(secret);
  });
});
