import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../domain/kernel/units.ts';
import { readGrant, signGrant } from './grant.ts';
import type { Grant, GrantRefusal } from './grant.ts';

const NOW = 1_770_000_000_000;
const HUB = generateKeyPairSync('ed25519');
const OTHER = generateKeyPairSync('ed25519');
const GRANT: Grant = {
  userId: 'agent-1',
  deskId: 'desk-1',
  roles: ['agent', 'supervisor'],
  branchId: 'branch-1',
  issuedAt: NOW,
  expiresAt: NOW + 15 * MINUTE_MS,
  offlineUntil: NOW + 3 * DAY_MS,
};

const read = (token: string, wanted: Partial<Parameters<typeof readGrant>[2]> = {}): ReturnType<typeof readGrant> =>
  readGrant(HUB.publicKey, token, { deskId: 'desk-1', at: NOW, for: 'online', ...wanted });

test('a grant is read as it was given', async () => {
  expect(await read(await signGrant(HUB.privateKey, GRANT))).toEqual({ grant: GRANT });
});

test.each<[string, number, 'online' | 'offline', GrantRefusal | null]>([
  ['its last moment, at the hub', GRANT.expiresAt, 'online', null],
  ['a moment after, at the hub', GRANT.expiresAt + 1, 'online', 'grant_over'],
  ['a moment after, without a network', GRANT.expiresAt + 1, 'offline', null],
  ['the last moment of work without a network', GRANT.offlineUntil, 'offline', null],
  ['a moment after that', GRANT.offlineUntil + 1, 'offline', 'grant_over'],
  ['a minute before it was given, by another clock', NOW - MINUTE_MS, 'online', null],
  ['more than a minute before it was given', NOW - MINUTE_MS - 1, 'offline', 'grant_not_begun'],
])('at %s', async (_name, at, asked, refused) => {
  const answer = await read(await signGrant(HUB.privateKey, GRANT), { at, for: asked });

  expect(answer).toEqual(refused === null ? { grant: GRANT } : { refused });
});

test('a role of a later version is left out, and the others hold', async () => {
  const later = { ...GRANT, roles: ['agent', 'examiner'] as unknown as Grant['roles'] };

  expect(await read(await signGrant(HUB.privateKey, later))).toEqual({ grant: { ...GRANT, roles: ['agent'] } });
});

describe('an attack', () => {
  const claims = {
    desk: 'desk-1',
    branch: 'branch-1',
    roles: ['agent'],
    issuedAt: NOW,
    expiresAt: NOW,
    offlineUntil: NOW,
  };
  const jwt = (payload: object, header: { alg: string; typ?: string } = { alg: 'EdDSA', typ: 'grant' }): SignJWT =>
    new SignJWT({ ...payload }).setProtectedHeader(header).setIssuer('chedan-hub').setSubject('agent-1');
  const unsigned = (payload: object): string =>
    `${[{ alg: 'none', typ: 'grant' }, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`;

  const attacks: [string, () => string | Promise<string>, GrantRefusal][] = [
    [
      'the grant of another desk',
      () => signGrant(HUB.privateKey, { ...GRANT, deskId: 'desk-2' }),
      'grant_of_other_desk',
    ],
    ['a grant that somebody else signed', () => signGrant(OTHER.privateKey, GRANT), 'grant_unreadable'],
    ['no signature', () => unsigned({ ...claims, sub: 'agent-1', iss: 'chedan-hub' }), 'grant_unreadable'],
    [
      'a signature by the public key as a secret',
      () => jwt(claims, { alg: 'HS256', typ: 'grant' }).sign(HUB.publicKey.export({ format: 'der', type: 'spki' })),
      'grant_unreadable',
    ],
    [
      'something else that the hub signed',
      () => jwt(claims, { alg: 'EdDSA' }).sign(HUB.privateKey),
      'grant_unreadable',
    ],
    ['another issuer', () => jwt(claims).setIssuer('x').sign(HUB.privateKey), 'grant_unreadable'],
    ['roles that are no list', () => jwt({ ...claims, roles: 'admin' }).sign(HUB.privateKey), 'grant_unreadable'],
    ['no person', () => jwt(claims).setSubject('').sign(HUB.privateKey), 'grant_unreadable'],
    ['an end that is no number', () => jwt({ ...claims, expiresAt: '9' }).sign(HUB.privateKey), 'grant_unreadable'],
    ['words', () => 'agent-1', 'grant_unreadable'],
    ['nothing', () => '', 'grant_unreadable'],
  ];

  test.each(attacks)('with %s is refused', async (_name, token, refused) => {
    expect(await read(await token())).toEqual({ refused });
  });

  test('with other claims under a true signature is refused', async () => {
    const [header, , signature] = (await signGrant(HUB.privateKey, GRANT)).split('.');
    const [, payload] = (await signGrant(HUB.privateKey, { ...GRANT, userId: 'admin-1' })).split('.');

    expect(await read([header, payload, signature].join('.'))).toEqual({ refused: 'grant_unreadable' });
  });
});
