/** Streams as states: folded by the domain's own functions, and written to the tables that screens read. */
import QuickLRU from 'quick-lru';
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
import { lastEventOf, listStreams, loadEvents } from '../queries/events.ts';
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

function emptyStream(stream: StreamId): StreamState {
  const { kind } = parseStreamId(stream);
  return kind === 'party' ? { kind, state: emptyParty } : { kind, state: null };
}

/** The state that further events, oldest first, make of it. */
function foldOnto(folded: StreamState, events: readonly RecordedDomainEvent[]): StreamState {
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

interface Remembered {
  /** The last event that was folded: whatever is appended, taken back or decided again has another one. */
  readonly eventId: string;
  readonly folded: StreamState;
}

/** States of the streams read last, for each connection. A queue is a page of cases, and most commands follow one another on one. */
const rememberedByDb = new WeakMap<ReadableDb, QuickLRU<StreamId, Remembered>>();
const REMEMBERED_STREAMS = 500;

function rememberedOn(db: ReadableDb): QuickLRU<StreamId, Remembered> {
  const known = rememberedByDb.get(db);
  if (known !== undefined) return known;
  const remembered = new QuickLRU<StreamId, Remembered>({ maxSize: REMEMBERED_STREAMS });
  rememberedByDb.set(db, remembered);
  return remembered;
}

/** A stream as it stands now, with the version it was read at. What was folded before is not folded again. */
export function loadStream(
  db: ReadableDb,
  stream: StreamId,
): { readonly version: number; readonly folded: StreamState } {
  const last = lastEventOf(db, stream);
  if (last === null) return { version: 0, folded: emptyStream(stream) };
  const known = rememberedOn(db).get(stream);
  if (known?.eventId === last.eventId) return { version: last.version, folded: known.folded };
  const folded = foldStream(stream, loadEvents(db, stream));
  rememberedOn(db).set(stream, { eventId: last.eventId, folded });
  return { version: last.version, folded };
}

/** The state after events that were just appended to a stream in the state `folded`. An undone transaction leaves no trace of it. */
export function advanceStream(
  db: ReadableDb,
  stream: StreamId,
  folded: StreamState,
  appended: readonly RecordedDomainEvent[],
): StreamState {
  const last = appended.at(-1);
  if (last === undefined) return folded;
  const after = foldOnto(folded, appended);
  rememberedOn(db).set(stream, { eventId: last.eventId, folded: after });
  return after;
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
  'follow_up_row',
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
