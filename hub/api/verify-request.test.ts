import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { SIGNATURE_WINDOW_MS, signRequest } from '../../contract/hub-protocol/signing.ts';
import { verifyRequest } from './verify-request.ts';
import type { DeskRegistry, IncomingRequest, RequestRefusal } from './verify-request.ts';

const NOW = 1_770_000_000_000;
const NONCE = 'nonce-0123456789';
const KEYS = generateKeyPairSync('ed25519');
const OTHER_KEYS = generateKeyPairSync('ed25519');

interface Registry extends DeskRegistry {
  readonly taken: Map<string, number>;
}

function registryOf(revokedAt: number | null = null): Registry {
  const taken = new Map<string, number>();
  const desks = new Map([
    ['desk-1', { publicKey: KEYS.publicKey, revokedAt }],
    ['desk-2', { publicKey: OTHER_KEYS.publicKey, revokedAt: null }],
  ]);
  return {
    taken,
    desk: (deskId) => Promise.resolve(desks.get(deskId) ?? null),
    takeNonce: (deskId, nonce, until) => {
      const key = `${deskId} ${nonce}`;
      if (taken.has(key)) return Promise.resolve(false);
      taken.set(key, until);
      return Promise.resolve(true);
    },
  };
}

/** A push of desk 1, signed as it should be but for what a test says. */
function requestOf({ at = NOW, keys = KEYS, deskId = 'desk-1', nonce = NONCE } = {}): IncomingRequest {
  const request = { method: 'POST', path: '/v1/push?dry=1', body: Buffer.from('{"commands":[]}') };
  return { ...request, headers: signRequest(keys.privateKey, { ...request, deskId, signedAt: at, nonce }) };
}
const withHeader = (name: string, value: string | readonly string[] | undefined): IncomingRequest => {
  const request = requestOf();
  return { ...request, headers: { ...request.headers, [name]: value } };
};

test('a request of an enrolled desk is served, and its nonce kept for as long as it might be sent again', async () => {
  const registry = registryOf();

  expect(await verifyRequest(registry, requestOf({ at: NOW - 1000 }), NOW)).toEqual({ deskId: 'desk-1' });
  expect([...registry.taken]).toEqual([[`desk-1 ${NONCE}`, NOW - 1000 + SIGNATURE_WINDOW_MS]]);
});

test('a request is served once, whichever hub process it meets, and that another desk has drawn the same nonce is no matter', async () => {
  const registry = registryOf();
  const answers = [requestOf(), requestOf(), requestOf({ deskId: 'desk-2', keys: OTHER_KEYS })].map((request) =>
    verifyRequest(registry, request, NOW),
  );

  expect(await Promise.all(answers)).toEqual([{ deskId: 'desk-1' }, { refused: 'replayed' }, { deskId: 'desk-2' }]);
});

test.each([
  [-SIGNATURE_WINDOW_MS, true],
  [SIGNATURE_WINDOW_MS, true],
  [-SIGNATURE_WINDOW_MS - 1, false],
  [SIGNATURE_WINDOW_MS + 1, false],
])('a signature %i ms from the clock of the hub: served is %s', async (off, served) => {
  const answer = await verifyRequest(registryOf(), requestOf({ at: NOW + off }), NOW);

  expect(answer).toEqual(served ? { deskId: 'desk-1' } : { refused: 'clock_too_far' });
});

describe('an attack', () => {
  const signed = requestOf();
  const attacks: [string, IncomingRequest, RequestRefusal][] = [
    ['no headers at all', { ...signed, headers: {} }, 'unsigned'],
    ['no signature', withHeader('x-signature', undefined), 'unsigned'],
    ['an empty signature', withHeader('x-signature', ''), 'unsigned'],
    ['a signature of another length', withHeader('x-signature', 'AAAA'), 'unsigned'],
    ['a signature given twice', withHeader('x-signature', ['a', 'b']), 'unsigned'],
    ['no nonce', withHeader('x-nonce', undefined), 'unsigned'],
    ['a nonce short enough to guess', withHeader('x-nonce', 'short'), 'unsigned'],
    ['a nonce with a line break', withHeader('x-nonce', `${NONCE}\n${NONCE}`), 'unsigned'],
    ['a desk with SQL in its name', withHeader('x-desk-id', "desk-1' OR '1'='1"), 'unsigned'],
    ['a desk with a path in its name', withHeader('x-desk-id', '../desk-1'), 'unsigned'],
    ['an instant in words', withHeader('x-signed-at', 'now'), 'unsigned'],
    ['an instant before time', withHeader('x-signed-at', '-1'), 'unsigned'],
    ['an instant beyond numbers', withHeader('x-signed-at', '9'.repeat(30)), 'unsigned'],
    ['an instant written another way', withHeader('x-signed-at', `0${NOW}`), 'unsigned'],
    ['a desk nobody enrolled', withHeader('x-desk-id', 'desk-9'), 'desk_unknown'],
    ['a desk named __proto__', withHeader('x-desk-id', '__proto__'), 'desk_unknown'],
    ['the name of another desk', withHeader('x-desk-id', 'desk-2'), 'signature_wrong'],
    ['the key of another desk', requestOf({ keys: OTHER_KEYS }), 'signature_wrong'],
    ['another nonce than was signed', withHeader('x-nonce', `${NONCE}-2`), 'signature_wrong'],
    ['a later instant than was signed', withHeader('x-signed-at', String(NOW + 1)), 'signature_wrong'],
    ['a body with a space more', { ...signed, body: Buffer.from('{"commands": []}') }, 'signature_wrong'],
    ['a body taken away', { ...signed, body: Buffer.alloc(0) }, 'signature_wrong'],
    ['another path', { ...signed, path: '/v1/pull?dry=1' }, 'signature_wrong'],
    ['another query', { ...signed, path: '/v1/push?dry=0' }, 'signature_wrong'],
    ['another method', { ...signed, method: 'DELETE' }, 'signature_wrong'],
    ['a recording of yesterday', requestOf({ at: NOW - 86_400_000 }), 'clock_too_far'],
    ['a signature made for tomorrow', requestOf({ at: NOW + 86_400_000 }), 'clock_too_far'],
  ];

  test.each(attacks)('with %s is refused, and uses up no nonce', async (_name, request, refused) => {
    const registry = registryOf();

    expect(await verifyRequest(registry, request, NOW)).toEqual({ refused });
    expect(registry.taken.size).toBe(0);
  });

  test('from a desk that was revoked is refused, on the first request after', async () => {
    const registry = registryOf(NOW);

    expect(await verifyRequest(registry, requestOf(), NOW)).toEqual({ refused: 'desk_revoked' });
    expect(registry.taken.size).toBe(0);
  });

  test('from somebody who only knows the name of a revoked desk does not learn that it is', async () => {
    const answer = await verifyRequest(registryOf(NOW), requestOf({ keys: OTHER_KEYS }), NOW);

    expect(answer).toEqual({ refused: 'signature_wrong' });
  });
});
