import { z } from 'zod';
import { screenText } from '../cases/free-text.ts';
import { idSchema } from '../cases/payload-parts.ts';
import { callerLevel } from '../contacts/caller-level.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok, refuse } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { mayAct } from '../permissions.ts';
import { PREFERRED_CHANNELS } from './events.ts';

/**
 * How and when a party wants to be reached, asked of the caller at L1. Marketing needs a yes, and a no is final until there
 * is another yes (L-22). Refuses `not_found` and what `mayAct('set_preference')` gives.
 */
export const setPreference = defineCommand({
  type: 'SetPreference',
  authority: 'recorded',
  payload: z.strictObject({
    partyId: idSchema,
    contactId: idSchema,
    channel: z.enum(PREFERRED_CHANNELS),
    hours: z.string().trim().min(1).max(200).nullable(),
    marketingConsent: z.boolean(),
  }),
  streams: ({ partyId, contactId }) => [streamId('party', partyId), streamId('contact', contactId)],
  decide(streams, { partyId, contactId, channel, hours, marketingConsent }, { actor, now }) {
    const contact = streams.contact(contactId);
    if (contact === null) return refuse('not_found', { kind: 'contact' });
    const allowed = mayAct('set_preference', actor, callerLevel(contact, partyId, streams.party(partyId), now));
    if (!allowed.ok) return allowed;
    const screened = screenText(streamId('contact', contactId), contactId, { hours });
    const data = { channel, hours: screened.text.hours, marketingConsent };
    return ok([...screened.events, { stream: streamId('party', partyId), type: 'PartyPreferenceSet', data }]);
  },
});
