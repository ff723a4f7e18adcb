import { z } from 'zod';
import { idSchema } from '../cases/payload-parts.ts';
import type { NewDomainEvent } from '../events.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok, refuse } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { lockRefusal } from '../parties/lock.ts';
import { VERIFICATION_ELEMENTS } from './events.ts';
import { afterFailedCheck } from './failed-check.ts';
import { verifyingIn } from './guards.ts';
import { matchedElements, risenLevel, withCheck } from './verification.ts';

/**
 * After a hand-over the new owner checks one element that had matched; caller ID will not do, it never counts alone. A wrong
 * answer counts like any other. Refuses like `verifyingIn`, and `party_locked`, `element_not_accepted_here`, `invalid_input`
 * for a party other than the session's or where no re-check is due. @rule 5.6
 */
export const recheckElement = defineCommand({
  type: 'RecheckElement',
  authority: 'recorded',
  payload: z.strictObject({
    contactId: idSchema,
    partyId: idSchema,
    element: z.enum(VERIFICATION_ELEMENTS),
    result: z.enum(['match', 'mismatch', 'unavailable']),
  }),
  streams: ({ contactId, partyId }) => [streamId('contact', contactId), streamId('party', partyId)],
  decide(streams, { contactId, partyId, element, result }, context) {
    const found = verifyingIn(streams, contactId, context);
    if (!found.ok) return found;
    const { contact, session } = found.value;
    if (session.partyId !== partyId) return refuse('invalid_input', { field: 'partyId' });
    if (!contact.recheckNeeded) return refuse('invalid_input', { field: 'element' });
    const party = streams.party(partyId);
    const locked = lockRefusal(party);
    if (locked !== null) return locked;
    if (element === 'registered_number_call' || !matchedElements(session).includes(element)) {
      return refuse('element_not_accepted_here', { element, channel: contact.channel });
    }

    const stream = streamId('contact', contactId);
    const { sessionId } = session;
    const heard = withCheck(session, contact.channel, { element, result }, context.now);
    const events: NewDomainEvent[] = [{ stream, type: 'VerificationRechecked', data: { sessionId, element, result } }];
    if (result === 'mismatch') {
      const failure = { contactId, session: heard, party, element, uncounted: 0, now: context.now };
      return ok([...events, ...afterFailedCheck(failure).events]);
    }
    const level = risenLevel(heard, contact.channel);
    if (level !== null) events.push({ stream, type: 'VerificationLevelReached', data: { sessionId, level } });
    return ok(events);
  },
});
