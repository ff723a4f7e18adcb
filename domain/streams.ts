/** Streams as states: folded by each kind's own function, for whoever decides on them. The same at a desk and at the hub. */
import { evolveCallback } from './callbacks/evolve.ts';
import type { CallbackState } from './callbacks/state.ts';
import { evolveCase } from './cases/evolve.ts';
import type { CaseState } from './cases/state.ts';
import { evolveContact } from './contacts/evolve.ts';
import type { ContactState } from './contacts/state.ts';
import type { CaseEvent, RecordedDomainEvent } from './events.ts';
import type { LoadedStreams } from './kernel/command.ts';
import type { RecordedEvent } from './kernel/event.ts';
import { parseStreamId, streamId } from './kernel/stream.ts';
import type { StreamId, StreamKind } from './kernel/stream.ts';
import type { PartyState } from './parties/events.ts';
import { emptyParty, evolveParty } from './parties/evolve.ts';

/** A stream's state beside its kind; null where it has no event yet (a party is never null). */
export type StreamState =
  | { readonly kind: 'contact'; readonly state: ContactState | null }
  | { readonly kind: 'case'; readonly state: CaseState | null }
  | { readonly kind: 'party'; readonly state: PartyState }
  | { readonly kind: 'callback'; readonly state: CallbackState | null };

export function emptyStream(stream: StreamId): StreamState {
  const { kind } = parseStreamId(stream);
  return kind === 'party' ? { kind, state: emptyParty } : { kind, state: null };
}

/** The state that further events, oldest first, make of it. */
export function foldOnto(folded: StreamState, events: readonly RecordedDomainEvent[]): StreamState {
  const { kind } = folded;
  if (kind === 'contact') return { kind, state: events.reduce(evolveContact, folded.state) };
  if (kind === 'party') return { kind, state: events.reduce(evolveParty, folded.state) };
  if (kind === 'callback') return { kind, state: events.reduce(evolveCallback, folded.state) };
  // A case stream holds case events alone: only case commands append to it.
  return { kind, state: (events as readonly RecordedEvent<CaseEvent>[]).reduce(evolveCase, folded.state) };
}

/** Folds the events of one stream, oldest first. */
export function foldStream(stream: StreamId, events: readonly RecordedDomainEvent[]): StreamState {
  return foldOnto(emptyStream(stream), events);
}

type StateOf<K extends StreamKind> = Extract<StreamState, { kind: K }>['state'];

/** The states a command may read: those of the streams it named. Any other is a bug in its definition and throws. */
export function loadedStreams(streams: ReadonlyMap<StreamId, StreamState>): LoadedStreams {
  const of = <K extends StreamKind>(kind: K, id: string): StateOf<K> => {
    const found = streams.get(streamId(kind, id));
    if (found === undefined) throw new Error(`the command did not name ${streamId(kind, id)}`);
    // The kind is part of the name, so what was folded under it is of that kind.
    return found.state as StateOf<K>;
  };
  return {
    contact: (id) => of('contact', id),
    case: (id) => of('case', id),
    party: (id) => of('party', id),
    callback: (id) => of('callback', id),
  };
}
