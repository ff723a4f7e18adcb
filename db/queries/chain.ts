/** Hash chains: each entry's hash covers its content and the hash of the entry before. */
import { createHash } from 'node:crypto';

/** What the first entry of a chain has before it. */
export const CHAIN_START = '0'.repeat(64);

/** JSON with sorted keys and no spaces: the same content is the same text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** SHA-256 in lower-case hex, over the canonical JSON of `content`. */
export function hashOf(content: unknown): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
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
