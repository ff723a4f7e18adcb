/**
 * Holds the number of the protocol to its shapes: what a version has said, it says for ever, since desks in the field go on
 * saying it. Where this fails, a shape has changed: add a version, do not write another hash beside an old one.
 */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { MESSAGES } from './envelopes.ts';
import { PROTOCOL_VERSION, SERVED_VERSIONS, versionRefusal } from './version.ts';

const HASH_BY_VERSION: Readonly<Record<number, string>> = {
  1: '667974b06a392ccadfa5e6077e849fb2523c660e7b75710a0a409a06a9619b32',
};

/** The shapes as JSON Schema with sorted keys: what is on the wire, whatever the code around it looks like. */
function hashOf(messages: Readonly<Record<string, z.ZodType>>): string {
  const shapes = Object.entries(messages).map(([name, schema]) => [name, z.toJSONSchema(schema, { io: 'input' })]);
  const sorted = JSON.stringify(Object.fromEntries(shapes), (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash('sha256').update(sorted).digest('hex');
}

test('every shape of this version is what it was when the version was given out', () => {
  expect({ [PROTOCOL_VERSION]: hashOf(MESSAGES) }).toEqual({ [PROTOCOL_VERSION]: HASH_BY_VERSION[PROTOCOL_VERSION] });
});

test('every version has its hash, and no version after this one', () => {
  expect(Object.keys(HASH_BY_VERSION).map(Number)).toEqual(
    Array.from({ length: PROTOCOL_VERSION }, (_, index) => index + 1),
  );
});

describe('a change is noticed', () => {
  const { pushRequest } = MESSAGES;

  test.each([
    ['a field more', pushRequest.extend({ another: z.string() })],
    ['a field fewer', pushRequest.omit({ epoch: true })],
    ['a field that may be left out', pushRequest.partial({ epoch: true })],
    ['a bound moved', pushRequest.extend({ epoch: z.string().min(1).max(81) })],
    ['an object that takes nothing it does not know', pushRequest.strict()],
  ])('%s', (_name, changed) => {
    expect(hashOf({ ...MESSAGES, pushRequest: changed })).not.toBe(hashOf(MESSAGES));
  });

  test('a message more', () => {
    expect(hashOf({ ...MESSAGES, another: z.string() })).not.toBe(hashOf(MESSAGES));
  });

  test('but not an order of the messages', () => {
    expect(hashOf(Object.fromEntries(Object.entries(MESSAGES).toReversed()))).toBe(hashOf(MESSAGES));
  });
});

test('a hub serves its own version and the one before, and says which side is too old', () => {
  expect(SERVED_VERSIONS).toEqual([PROTOCOL_VERSION - 1, PROTOCOL_VERSION].filter((version) => version >= 1));
  expect(SERVED_VERSIONS.map(versionRefusal)).toEqual(SERVED_VERSIONS.map(() => null));
  expect(versionRefusal(PROTOCOL_VERSION + 1)).toBe('desk_too_new');
  expect(versionRefusal(0)).toBe('desk_too_old');
});
