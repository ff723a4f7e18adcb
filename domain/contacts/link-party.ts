import { z } from 'zod';
import { idSchema } from '../cases/payload-parts.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { contactFor } from './guards.ts';

/** Whom this contact seems to be about: a candidate, never proof (5.6). Refuses like `contactFor` (open). */
export const linkParty = defineCommand({
  type: 'LinkParty',
  authority: 'recorded',
  payload: z.strictObject({
    contactId: idSchema,
    partyId: idSchema,
    orderNo: idSchema.nullable(),
    how: z.enum(['screen_pop', 'search']),
  }),
  streams: ({ contactId }) => [streamId('contact', contactId)],
  decide(streams, { contactId, ...link }, context) {
    const found = contactFor('handle_contact', 'open', streams, contactId, context);
    if (!found.ok) return found;
    return ok([{ stream: streamId('contact', contactId), type: 'ContactPartyLinked', data: link }]);
  },
});
