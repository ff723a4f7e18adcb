import { describe, expect, test } from 'vitest';
import { CHAIN_START, canonicalJson, checkChain, hashOf, hashOfText } from './chain.ts';

interface Entry {
  readonly seq: number;
  readonly prevHash: string;
  readonly hash: string;
  readonly content: unknown;
}

function chainOf(...contents: readonly string[]): Entry[] {
  const entries: Entry[] = [];
  for (const text of contents) {
    const prevHash = entries.at(-1)?.hash ?? CHAIN_START;
    const content = { text, prevHash };
    entries.push({ seq: entries.length + 1, prevHash, hash: hashOf(content), content });
  }
  return entries;
}

describe('a chain', () => {
  const chain = chainOf('甲', '乙', '丙');
  const [first, second, third] = chain as [Entry, Entry, Entry];

  test('follows from its start', () => {
    expect(checkChain(chain)).toEqual({ checked: 3, firstBrokenSeq: null });
    expect(checkChain([])).toEqual({ checked: 0, firstBrokenSeq: null });
  });

  test.each([
    ['the first is missing', [second, third], 0],
    ['one is missing', [first, third], 1],
    ['one is missing and those behind it were numbered again', [first, { ...third, seq: 2 }], 1],
    ['two have changed places', [first, third, second], 1],
    ['one has changed', [first, { ...second, content: { text: '假' } }, third], 1],
    ['one has changed with its hash', [first, { ...second, hash: hashOf('假'), content: '假' }, third], 2],
    ['one was numbered anew', [first, { ...second, seq: 3 }, third], 1],
    ['the first claims another start', [{ ...first, prevHash: hashOf('假') }, second], 0],
  ])('is broken where %s', (_how, entries, checked) => {
    expect(checkChain(entries)).toEqual({ checked, firstBrokenSeq: checked + 1 });
  });
});

test('the same content is the same text, in whatever order its fields stand', () => {
  expect(canonicalJson({ b: [{ d: 1, c: null }], a: '甲' })).toBe('{"a":"甲","b":[{"c":null,"d":1}]}');
  expect(hashOf({ b: 1, a: 2 })).toBe(hashOfText('{"a":2,"b":1}'));
  expect(hashOf([1, 2])).not.toBe(hashOf([2, 1]));
});
