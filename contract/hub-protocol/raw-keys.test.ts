import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { ed25519PublicKey, rawPublicKey } from './raw-keys.ts';

it('a public key travels as its thirty-two bytes and is the same afterwards', () => {
  const { publicKey } = generateKeyPairSync('ed25519');
  const raw = rawPublicKey(publicKey);
  expect(Buffer.from(raw, 'base64')).toHaveLength(32);
  expect(ed25519PublicKey(raw)?.equals(publicKey)).toBe(true);
  expect(Buffer.from(rawPublicKey(generateKeyPairSync('x25519').publicKey), 'base64')).toHaveLength(32);
});

it('what is no key is none', () => {
  expect([ed25519PublicKey(''), ed25519PublicKey('AAAA'), ed25519PublicKey('A'.repeat(88))]).toEqual([
    null,
    null,
    null,
  ]);
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  expect(() => rawPublicKey(publicKey)).toThrow('not a key');
});
