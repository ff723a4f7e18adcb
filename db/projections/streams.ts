/** Streams as states: folded by the domain's own functions, and written to the tables that screens read. */
import QuickLRU from 'quick-lru';
import type { RecordedDomainEvent } from '../../domain/events.ts';
import { parseStreamId } from '../../domain/kernel/stream.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import { emptyStream, foldOnto, foldStream } from '../../domain/streams.ts';
import type { StreamState } from '../../domain/streams.ts';
import type { ReadableDb, WritableDb } from '../open/database.ts';
import { lastEventOf, listStreams, loadEvents } from '../queries/events.ts';
import { projectCallback } from './callback-row.ts';
import { projectCase } from './case-row.ts';
import { projectCommunication } from './communication-row.ts';
import { projectContact } from './contact-row.ts';
import { projectParty } from './party-row.ts';
import { setAsideIfTaken } from './set-aside.ts';

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

/** Forgets what was folded of a stream: an event in it was confirmed, and its last one is the same as before. */
export function forgetStream(db: ReadableDb, stream: StreamId): void {
  rememberedOn(db).delete(stream);
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
  'contradiction_row',
] as const;

/** Makes every projection again from the events alone; inside a transaction. Answers the number of streams. */
export function rebuildProjections(db: WritableDb): number {
  for (const table of PROJECTION_TABLES) db.run(`DELETE FROM ${table}`);
  const streams = listStreams(db);
  for (const stream of streams) {
    const events = loadEvents(db, stream);
    const folded = foldStream(stream, events);
    if (!setAsideIfTaken(db, stream, folded)) projectStream(db, stream, folded, events);
  }
  return streams.length;
}
