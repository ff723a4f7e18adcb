import type { DecideContext, LoadedStreams } from '../kernel/command.ts';
import { ok, refuse, type Result } from '../kernel/result.ts';
import { mayAct, type Act } from '../permissions.ts';
import type { ContactState, VerificationSession } from './state.ts';
import { levelAt } from './verification.ts';

/** `live`: going on, and the actor's own. `open`: not wrapped up yet, and the actor's own. `any`: also long over, and anybody's. */
type Stage = 'live' | 'open' | 'any';

/**
 * The contact an act is done in. Refuses `not_permitted`, `not_found`, `contact_belongs_to_other`, `contact_ended`,
 * `contact_already_wrapped_up`.
 */
export function contactFor(
  act: Act,
  stage: Stage,
  streams: LoadedStreams,
  contactId: string,
  context: DecideContext,
): Result<ContactState> {
  const allowed = mayAct(act, context.actor);
  if (!allowed.ok) return allowed;
  const contact = streams.contact(contactId);
  if (contact === null) return refuse('not_found', { kind: 'contact' });
  if (stage === 'any') return ok(contact);
  if (contact.ownerUserId !== context.actor.userId) return refuse('contact_belongs_to_other');
  if (contact.wrappedUpAt !== null) return refuse('contact_already_wrapped_up', { at: contact.wrappedUpAt });
  if (stage === 'live' && contact.endedAt !== null) return refuse('contact_ended', { at: contact.endedAt });
  return ok(contact);
}

export interface Verifying {
  readonly contact: ContactState;
  readonly session: VerificationSession;
}

/**
 * A live contact with a verification session that can still hear something. Refuses like `contactFor`, and
 * `verification_not_started`, `verification_failed`, `verification_expired`.
 */
export function verifyingIn(streams: LoadedStreams, contactId: string, context: DecideContext): Result<Verifying> {
  const found = contactFor('verify_caller', 'live', streams, contactId, context);
  if (!found.ok) return found;
  const contact = found.value;
  const { session } = contact;
  if (session === null) return refuse('verification_not_started');
  if (session.outcome === 'failed') return refuse('verification_failed');
  if (levelAt(contact, context.now).expired) return refuse('verification_expired');
  return ok({ contact, session });
}

/**
 * Like `verifyingIn`, where answers can be compared: a delegate's are compared with the mandate, so one must be on record.
 * Refuses `mandate_invalid` without it. @rule L-18
 */
export function comparingIn(streams: LoadedStreams, contactId: string, context: DecideContext): Result<Verifying> {
  const found = verifyingIn(streams, contactId, context);
  if (!found.ok) return found;
  const { subject, mandate } = found.value.session;
  return subject === 'delegate' && mandate === null ? refuse('mandate_invalid', { problems: [] }) : found;
}
