import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSignedBy, signingText, signRequest } from './signing.ts';
import type { SignedRequest } from './signing.ts';

const REQUEST: SignedRequest = {
  deskId: 'desk-1',
  method: 'post',
  path: '/v1/push',
  body: Buffer.from('{}'),
  signedAt: 1_770_000_000_000,
  nonce: 'nonce-1',
};
const SHA256_OF_BODY = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';

test('what is signed is every part, a line each', () => {
  expect(signingText(REQUEST)).toBe(
    ['chedan-desk-1', 'desk-1', 'POST', '/v1/push', SHA256_OF_BODY, '1770000000000', 'nonce-1'].join('\n'),
  );
});

test('two requests that differ in anything but the case of their method never have one text', () => {
  const part = fc.constantFrom('', '1', '11', '/v1/push', 'POST', ' ', 'desk-1');
  const request = fc.record({
    deskId: part,
    method: fc.constantFrom('GET', 'POST', 'PUT'),
    path: part,
    body: part.map((text) => Buffer.from(text)),
    signedAt: fc.constantFrom(0, 1, 11),
    nonce: part,
  });
  fc.assert(
    fc.property(request, request, (one, other) => {
      expect(signingText(one) === signingText(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
    }),
  );
});

test.each(['deskId', 'path', 'nonce'] as const)('a line break in %s is not signed', (part) => {
  expect(() => signingText({ ...REQUEST, [part]: 'one\ntwo' })).toThrow('line break');
  expect(() => signingText({ ...REQUEST, [part]: 'one\rtwo' })).toThrow('line break');
});

test('a signature is that of one key and one request', () => {
  const [own, other] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
  const { 'x-signature': signature = '', ...headers } = signRequest(own.privateKey, REQUEST);

  expect(headers).toEqual({ 'x-desk-id': 'desk-1', 'x-signed-at': '1770000000000', 'x-nonce': 'nonce-1' });
  expect(isSignedBy(own.publicKey, REQUEST, signature)).toBe(true);
  expect(isSignedBy(other.publicKey, REQUEST, signature)).toBe(false);
  expect(isSignedBy(own.publicKey, { ...REQUEST, path: '/v1/pull' }, signature)).toBe(false);
  expect(isSignedBy(own.publicKey, REQUEST, '')).toBe(false);
});
