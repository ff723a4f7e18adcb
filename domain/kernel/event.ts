import type { Actor } from './actor.ts';
import type { StreamId } from './stream.ts';
import type { UtcMs } from './units.ts';

/** The members of an event map as a discriminated union. */
export type EventOf<M> = { readonly [K in keyof M & string]: { readonly type: K; readonly data: M[K] } }[keyof M &
  string];

/** What a decider answers: an event that is to be appended to a stream. */
export type NewEvent<E extends { type: string; data: unknown }> = E & { readonly stream: StreamId };

/**
 * An event as it stands in a stream. Never edited, never deleted.
 * `pending` until the authority has accepted the command that made it; a desk without a hub is its own authority, so
 * there it is `confirmed` at once.
 */
export type RecordedEvent<E extends { type: string; data: unknown }> = E & {
  readonly eventId: string;
  readonly stream: StreamId;
  /** 1 for the first event of the stream, +1 for each. */
  readonly version: number;
  readonly commandId: string;
  readonly actor: Actor;
  /** The desk's clock when it happened. */
  readonly capturedAt: UtcMs;
  /** The authority's clock when it was accepted; null while pending. */
  readonly acceptedAt: UtcMs | null;
  readonly status: 'pending' | 'confirmed';
};
