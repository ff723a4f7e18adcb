import type { NewDomainEvent } from '../events.ts';
import type { StreamId } from '../kernel/stream.ts';
import { findCardData, type CardDataKind } from '../text/card-data.ts';

interface Screened<T> {
  /** The same texts with card data masked. */
  readonly text: T;
  /** That it happened is a fact of its own; empty where nothing was found. */
  readonly events: readonly NewDomainEvent[];
}

/**
 * Takes card numbers and security codes out of what a person typed, before any of it becomes an event (scenario 32).
 * @param noteId names the note, communication or case whose words they were.
 * @rule P-04
 */
export function screenText<T extends Readonly<Record<string, string | null>>>(
  stream: StreamId,
  noteId: string,
  texts: T,
): Screened<T> {
  const kinds = new Set<CardDataKind>();
  const masked = Object.entries(texts).map(([name, text]) => {
    if (text === null) return [name, null] as const;
    const found = findCardData(text);
    for (const kind of found.kinds) kinds.add(kind);
    return [name, found.masked] as const;
  });
  return {
    text: Object.fromEntries(masked) as T,
    events: kinds.size === 0 ? [] : [{ stream, type: 'CardDataRefused', data: { noteId, kinds: [...kinds] } }],
  };
}
