import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { openSealed, sealTo } from './sealed-box.ts';

const desk = generateKeyPairSync('x25519');
const secret = randomBytes(32);

test('what is sealed to a desk is opened by it, and is another text each time', () => {
  const sealed = sealTo(desk.publicKey, secret);

  expect(openSealed(desk.privateKey, sealed)).toEqual(secret);
  expect(sealTo(desk.publicKey, secret)).not.toBe(sealed);
});

test('nobody else opens it, nor is it opened once it was changed or cut off', () => {
  const sealed = sealTo(desk.publicKey, secret);
  const bytes = Buffer.from(sealed, 'base64');
  const changed = (at: number): string => {
    const copy = Buffer.from(bytes);
    copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
    return copy.toString('base64');
  };

  expect(openSealed(generateKeyPairSync('x25519').privateKey, sealed)).toBeNull();
  expect([0, 31, 32, 47, 48, bytes.length - 1].map((at) => openSealed(desk.privateKey, changed(at)))).toEqual(
    Array(6).fill(null),
  );
  expect(openSealed(desk.privateKey, bytes.subarray(0, 40).toString('base64'))).toBeNull();
  expect(openSealed(desk.privateKey, '')).toBeNull();
});
