import type { ContactState } from '../contacts/state.ts';
import type { Actor } from '../kernel/actor.ts';
import type { Facts, LoadedStreams } from '../kernel/command.ts';
import { ok, refuse, type Refused, type Result } from '../kernel/result.ts';
import { refusalOfAct, type CaseAct } from './acts.ts';
import type { CaseState } from './state.ts';

/** The case, if it is there and this person may do this to it now. Refuses `not_found` and what `refusalOfAct` gives. */
export function caseFor(act: CaseAct, streams: LoadedStreams, caseId: string, actor: Actor): Result<CaseState> {
  const state = streams.case(caseId);
  if (state === null) return refuse('not_found', { kind: 'case' });
  const refusal = refusalOfAct(act, state, actor);
  return refusal === null ? ok(state) : { ok: false, refusal };
}

/** The contact an act is done in: still going on, and this person's. Refuses `not_found`, `contact_ended`, `contact_belongs_to_other`. */
export function openContact(streams: LoadedStreams, contactId: string, actor: Actor): Result<ContactState> {
  const contact = streams.contact(contactId);
  if (contact === null) return refuse('not_found', { kind: 'contact' });
  if (contact.endedAt !== null) return refuse('contact_ended');
  return contact.ownerUserId === actor.userId ? ok(contact) : refuse('contact_belongs_to_other');
}

/** Refuses `evidence_missing` when a file named by an act is not there. */
export function missingEvidence(facts: Facts, evidenceId: string | null): Refused | null {
  return evidenceId === null || facts.evidence(evidenceId) !== null ? null : refuse('evidence_missing');
}
