/** Streams as states: folded by the domain's own functions, and written to the tables that screens read. */
import { evolveCallback } from '../../domain/callbacks/evolve.ts';
import type { CallbackState } from '../../domain/callbacks/state.ts';
import { evolveCase } from '../../domain/cases/evolve.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import { evolveContact } from '../../domain/contacts/evolve.ts';
import type { ContactState } from '../../domain/contacts/state.ts';
import type { CaseEvent, RecordedDomainEvent } from '../../domain/events.ts';
import type { RecordedEvent } from '../../domain/kernel/event.ts';
import { parseStreamId } from '../../domain/kernel/stream.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import type { PartyState } from '../../domain/parties/events.ts';
import { emptyParty, evolveParty } from '../../domain/parties/evolve.ts';
import type { ReadableDb, WritableDb } from '../open/database.ts';
import { listStreams, loadEvents } from '../queries/events.ts';
import { projectCallback } from './callback-row.ts';
import { projectCase } from './case-row.ts';
import { projectCommunication } from './communication-row.ts';
import { projectContact } from './contact-row.ts';
import { projectParty } from './party-row.ts';

/** A stream's state beside its kind; null where it has no event yet (a party is never null). */
export type StreamState =
  | { readonly kind: 'contact'; readonly state: ContactState | null }
  | { readonly kind: 'case'; readonly state: CaseState | null }
  | { readonly kind: 'party'; readonly state: PartyState }
  | { readonly kind: 'callback'; readonly state: CallbackState | null };

/** Folds the events of one stream, oldest first. */
export function foldStream(stream: StreamId, events: readonly RecordedDomainEvent[]): StreamState {
  const { kind } = parseStreamId(stream);
  if (kind === 'contact') return { kind, state: events.reduce(evolveContact, null) };
  if (kind === 'party') return { kind, state: events.reduce(evolveParty, emptyParty) };
  if (kind === 'callback') return { kind, state: events.reduce(evolveCallback, null) };
  // A case stream holds case events alone: only case commands append to it.
  return { kind, state: (events as readonly RecordedEvent<CaseEvent>[]).reduce(evolveCase, null) };
}

/** A stream as it stands now, with the version it was read at. */
export function loadStream(
  db: ReadableDb,
  stream: StreamId,
): { readonly version: number; readonly folded: StreamState } {
  const events = loadEvents(db, stream);
  return { version: events.length, folded: foldStream(stream, events) };
}

/** Writes the state of a stream, and what `newEvents` leave besides it. Runs in the transaction that appended them. */
export function projectStream(
  db: WritableDb,
  stream: StreamId,
  folded: StreamState,
  newEvents: readonly RecordedDomainEvent[],
): void {
  for (const event of newEvents) projectCommunication(db, event);
  if (folded.state === null) return;
  switch (folded.kind) {
    case 'contact':
      return projectContact(db, folded.state);
    case 'case':
      return projectCase(db, folded.state);
    case 'party':
      return projectParty(db, parseStreamId(stream).id, folded.state);
    case 'callback':
      return projectCallback(db, folded.state);
  }
}

export const PROJECTION_TABLES = [
  'contact_row',
  'contact_case',
  'case_row',
  'task_row',
  'callback_row',
  'party_row',
  'communication_row',
] as const;

/** Makes every projection again from the events alone; inside a transaction. Answers the number of streams. */
export function rebuildProjections(db: WritableDb): number {
  for (const table of PROJECTION_TABLES) db.run(`DELETE FROM ${table}`);
  const streams = listStreams(db);
  for (const stream of streams) {
    const events = loadEvents(db, stream);
    projectStream(db, stream, foldStream(stream, events), events);
  }
  return streams.length;
}
