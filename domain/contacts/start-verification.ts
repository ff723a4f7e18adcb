import { z } from 'zod';
import { idSchema } from '../cases/payload-parts.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok, refuse } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import type { PartyState } from '../parties/events.ts';
import { lockRefusal } from '../parties/lock.ts';
import { VERIFICATION_PURPOSES, VERIFICATION_SUBJECTS } from './events.ts';
import { contactFor } from './guards.ts';
import type { VerificationSession } from './state.ts';
import { acceptedElements } from './verification.ts';

/**
 * Begins to verify somebody as a party or its delegate. A locked party can be verified for the unlocking only. After a failed
 * session this contact stays L0 until the party was unlocked. Refuses like `contactFor` (live), and `party_locked`,
 * `verification_failed`, `element_not_accepted_here` on a channel that identifies nobody, `invalid_input` for an unlock
 * without a lock. @rule 5.6
 */
export const startVerification = defineCommand({
  type: 'StartVerification',
  authority: 'recorded',
  payload: z.strictObject({
    contactId: idSchema,
    sessionId: idSchema,
    partyId: idSchema,
    orderNo: idSchema.nullable(),
    subject: z.enum(VERIFICATION_SUBJECTS),
    purpose: z.enum(VERIFICATION_PURPOSES),
  }),
  streams: ({ contactId, partyId }) => [streamId('contact', contactId), streamId('party', partyId)],
  decide(streams, { contactId, ...start }, context) {
    const found = contactFor('verify_caller', 'live', streams, contactId, context);
    if (!found.ok) return found;
    const { channel, session } = found.value;
    const party = streams.party(start.partyId);
    if (acceptedElements(channel).length === 0) return refuse('element_not_accepted_here', { channel });
    const locked = lockRefusal(party);
    if (start.purpose === 'unlock') {
      if (locked === null) return refuse('invalid_input', { field: 'purpose' });
    } else {
      if (locked !== null) return locked;
      if (session !== null && stillFailed(session, start.partyId, party)) return refuse('verification_failed');
    }
    return ok([{ stream: streamId('contact', contactId), type: 'VerificationStarted', data: start }]);
  },
});

/** A failed session is over for the whole contact, whoever is named next; only an unlocking after it begins anew. */
function stillFailed(session: VerificationSession, partyId: string, party: PartyState): boolean {
  if (session.outcome !== 'failed') return false;
  const unlocked = session.partyId === partyId && party.unlockedAt !== null && party.unlockedAt >= session.startedAt;
  return !unlocked;
}
