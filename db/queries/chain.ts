/** Hash chains: each entry's hash covers its content and the hash of the entry before. */
import { createHash } from 'node:crypto';

/** What the first entry of a chain has before it. */
export const CHAIN_START = '0'.repeat(64);

/** JSON with sorted keys and no spaces: the same content is the same text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(withSortedKeys(value));
}

function withSortedKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withSortedKeys);
  const fields = value as Readonly<Record<string, unknown>>;
  const sorted: Record<string, unknown> = {};
  for (const name of Object.keys(fields).sort()) sorted[name] = withSortedKeys(fields[name]);
  return sorted;
}

/** SHA-256 in lower-case hex. */
export function hashOfText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** SHA-256 in lower-case hex, over the canonical JSON of `content`. */
export function hashOf(content: unknown): string {
  return hashOfText(canonicalJson(content));
}

export interface ChainCheck {
  readonly checked: number;
  /** The first entry that does not follow from the one before it; null where all do. */
  readonly firstBrokenSeq: number | null;
}

/** Walks a chain from its start. Stops at the first entry that is missing, moved or changed. */
export function checkChain(
  entries: Iterable<{ seq: number; prevHash: string; hash: string; content: unknown }>,
): ChainCheck {
  let checked = 0;
  let previous = CHAIN_START;
  for (const entry of entries) {
    const follows = entry.seq === checked + 1 && entry.prevHash === previous && entry.hash === hashOf(entry.content);
    if (!follows) return { checked, firstBrokenSeq: checked + 1 };
    checked += 1;
    previous = entry.hash;
  }
  return { checked, firstBrokenSeq: null };
}
