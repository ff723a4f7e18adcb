import fc from 'fast-check';
import { expect, test } from 'vitest';
import { signingText } from './signing.ts';
import type { SignedRequest } from './signing.ts';

const REQUEST: SignedRequest = {
  deskId: 'desk-1',
  method: 'post',
  path: '/v1/push',
  bodySha256: 'a'.repeat(64),
  signedAt: 1_770_000_000_000,
  nonce: 'nonce-1',
};

test('what is signed is every part, a line each', () => {
  expect(signingText(REQUEST)).toBe(
    ['chedan-desk-1', 'desk-1', 'POST', '/v1/push', 'a'.repeat(64), '1770000000000', 'nonce-1'].join('\n'),
  );
});

test('two requests that differ in anything but the case of their method never have one text', () => {
  const part = fc.constantFrom('', '1', '11', '/v1/push', 'POST', ' ', 'desk-1');
  const request = fc.record({
    deskId: part,
    method: fc.constantFrom('GET', 'POST', 'PUT'),
    path: part,
    bodySha256: part,
    signedAt: fc.constantFrom(0, 1, 11),
    nonce: part,
  });
  fc.assert(
    fc.property(request, request, (one, other) => {
      expect(signingText(one) === signingText(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
    }),
  );
});

test.each(['deskId', 'path', 'nonce', 'bodySha256'] as const)('a line break in %s is not signed', (part) => {
  expect(() => signingText({ ...REQUEST, [part]: 'one\ntwo' })).toThrow('line break');
  expect(() => signingText({ ...REQUEST, [part]: 'one\rtwo' })).toThrow('line break');
});
