/** The states of single streams, as views read them. */
import type { ReadableDb } from '../../db/open/database.ts';
import { foldStream } from '../../db/projections/streams.ts';
import { loadEvents } from '../../db/queries/events.ts';
import type { CallbackState } from '../../domain/callbacks/state.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import type { ContactState } from '../../domain/contacts/state.ts';
import { streamId } from '../../domain/kernel/stream.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import type { PartyState } from '../../domain/parties/events.ts';
import { emptyParty } from '../../domain/parties/evolve.ts';

function folded(db: ReadableDb, stream: StreamId) {
  return foldStream(stream, loadEvents(db, stream));
}

export function loadContact(db: ReadableDb, contactId: string): ContactState | null {
  const found = folded(db, streamId('contact', contactId));
  return found.kind === 'contact' ? found.state : null;
}

export function loadCase(db: ReadableDb, caseId: string): CaseState | null {
  const found = folded(db, streamId('case', caseId));
  return found.kind === 'case' ? found.state : null;
}

/** What has happened to a party here; nothing, where it has no stream. */
export function loadParty(db: ReadableDb, partyId: string): PartyState {
  const found = folded(db, streamId('party', partyId));
  return found.kind === 'party' ? found.state : emptyParty;
}

export function loadCallback(db: ReadableDb, callbackId: string): CallbackState | null {
  const found = folded(db, streamId('callback', callbackId));
  return found.kind === 'callback' ? found.state : null;
}
