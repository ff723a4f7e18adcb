/** The states of single streams, as views read them. */
import type { ReadableDb } from '../../db/open/database.ts';
import { loadStream } from '../../db/projections/streams.ts';
import type { CallbackState } from '../../domain/callbacks/state.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import type { ContactState } from '../../domain/contacts/state.ts';
import { streamId } from '../../domain/kernel/stream.ts';
import type { PartyState } from '../../domain/parties/events.ts';
import { emptyParty } from '../../domain/parties/evolve.ts';

export function loadContact(db: ReadableDb, contactId: string): ContactState | null {
  const found = loadStream(db, streamId('contact', contactId)).folded;
  return found.kind === 'contact' ? found.state : null;
}

export function loadCase(db: ReadableDb, caseId: string): CaseState | null {
  const found = loadStream(db, streamId('case', caseId)).folded;
  return found.kind === 'case' ? found.state : null;
}

/** What has happened to a party here; nothing, where it has no stream. */
export function loadParty(db: ReadableDb, partyId: string): PartyState {
  const found = loadStream(db, streamId('party', partyId)).folded;
  return found.kind === 'party' ? found.state : emptyParty;
}

export function loadCallback(db: ReadableDb, callbackId: string): CallbackState | null {
  const found = loadStream(db, streamId('callback', callbackId)).folded;
  return found.kind === 'callback' ? found.state : null;
}
