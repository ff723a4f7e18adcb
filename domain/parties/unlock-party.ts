import { z } from 'zod';
import { screenText } from '../cases/free-text.ts';
import { missingEvidence } from '../cases/guards.ts';
import { idSchema, textSchema } from '../cases/payload-parts.ts';
import type { VerificationElement } from '../contacts/events.ts';
import type { ContactState } from '../contacts/state.ts';
import type { DecideContext, LoadedStreams } from '../kernel/command.ts';
import { defineCommand } from '../kernel/command.ts';
import { refuse, ok, type Refused } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import type { UtcMs } from '../kernel/units.ts';
import { mayAct } from '../permissions.ts';
import { callbackUnlockFrom } from './lock.ts';

const payload = z.strictObject({
  partyId: idSchema,
  /** The visit or the outbound call in which the proof was given. */
  contactId: idSchema,
  /** Every case of that contact and the open case of its order: none may be the supervisor's own. */
  caseIds: z.array(idSchema).max(50),
  proof: z.enum(['originals_at_counter', 'callback_after_24h']),
  evidenceIds: z.array(idSchema).max(20),
  reason: textSchema,
});
type Unlock = z.infer<typeof payload>;

/**
 * A supervisor lifts the lock of a party, on a contact and cases that are not his own, on one of two proofs: the original
 * identity card at the counter, with its copy on file; or, 24 hours after the lock, an answered call to the registered number.
 * Both are given after the lock, in a session for unlocking. Refuses `not_permitted`, `not_found`, `invalid_input`,
 * `four_eyes`, `evidence_missing`, `unlock_needs_proof` (`callbackFrom`: from when a call will do). @rule 6 @rule 5.6
 */
export const unlockParty = defineCommand({
  type: 'UnlockParty',
  authority: 'central',
  payload,
  streams: ({ partyId, contactId, caseIds }) => [
    streamId('party', partyId),
    streamId('contact', contactId),
    ...caseIds.map((caseId) => streamId('case', caseId)),
  ],
  decide(streams, unlock, context) {
    const allowed = mayAct('unlock_verification', context.actor);
    if (!allowed.ok) return allowed;
    const contact = streams.contact(unlock.contactId);
    if (contact === null) return refuse('not_found', { kind: 'contact' });
    const { lockedAt } = streams.party(unlock.partyId);
    if (lockedAt === null) return refuse('invalid_input', { field: 'partyId' });
    const refused =
      ownMatter(streams, unlock, contact, context) ??
      missingFile(unlock, context) ??
      missingProof(unlock, contact, lockedAt);
    if (refused !== null) return refused;

    const { partyId, contactId, proof, evidenceIds } = unlock;
    const { text, events } = screenText(streamId('contact', contactId), contactId, { reason: unlock.reason });
    const data = { proof, contactId, evidenceIds, reason: text.reason };
    return ok([...events, { stream: streamId('party', partyId), type: 'PartyUnlocked', data }]);
  },
});

function ownMatter(
  streams: LoadedStreams,
  unlock: Unlock,
  contact: ContactState,
  { actor, facts }: DecideContext,
): Refused | null {
  const open = contact.orderNo === null ? null : facts.openCaseOfOrder(contact.orderNo);
  const concerned = open === null ? contact.caseIds : [...contact.caseIds, open.caseId];
  if (concerned.some((caseId) => !unlock.caseIds.includes(caseId)))
    return refuse('invalid_input', { field: 'caseIds' });
  const people = [contact.startedBy, contact.ownerUserId];
  for (const caseId of unlock.caseIds) {
    const each = streams.case(caseId);
    if (each !== null) people.push(each.ownerUserId, each.requestedBy);
  }
  return people.includes(actor.userId) ? refuse('four_eyes', { act: 'unlock_verification' }) : null;
}

function missingFile(unlock: Unlock, { facts }: DecideContext): Refused | null {
  if (unlock.proof === 'originals_at_counter' && unlock.evidenceIds.length === 0) return refuse('evidence_missing');
  return (
    unlock.evidenceIds.map((evidenceId) => missingEvidence(facts, evidenceId)).find((each) => each !== null) ?? null
  );
}

function missingProof(unlock: Unlock, contact: ContactState, lockedAt: UtcMs): Refused | null {
  const callbackFrom = callbackUnlockFrom(lockedAt);
  const proven =
    unlock.proof === 'originals_at_counter'
      ? contact.channel === 'walk_in' && answered(contact, unlock.partyId, 'id_card_original', lockedAt)
      : contact.channel === 'phone' &&
        contact.direction === 'outbound' &&
        answered(contact, unlock.partyId, 'registered_callback', callbackFrom);
  return proven ? null : refuse('unlock_needs_proof', { proof: unlock.proof, callbackFrom });
}

/** The element matched in this contact for this party, at `since` (UTC ms) or later, and was not contradicted afterwards. */
function answered(contact: ContactState, partyId: string, element: VerificationElement, since: UtcMs): boolean {
  if (contact.session?.partyId !== partyId || contact.session.outcome === 'failed') return false;
  const last = contact.session.elements.findLast((each) => each.element === element && each.result !== 'unavailable');
  return last !== undefined && last.result === 'match' && last.at >= since;
}
