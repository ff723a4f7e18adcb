import { z } from 'zod';
import { idSchema } from '../cases/payload-parts.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { contactFor } from './guards.ts';

/**
 * The caller hung up or left, or the line dropped (scenario 31); the verification ends with it. Notes and the wrap-up are
 * still to come. Refuses like `contactFor` (live). @rule 5.6
 */
export const endContact = defineCommand({
  type: 'EndContact',
  authority: 'recorded',
  payload: z.strictObject({ contactId: idSchema, reason: z.enum(['completed', 'dropped']) }),
  streams: ({ contactId }) => [streamId('contact', contactId)],
  decide(streams, { contactId, reason }, context) {
    const found = contactFor('handle_contact', 'live', streams, contactId, context);
    if (!found.ok) return found;
    return ok([{ stream: streamId('contact', contactId), type: 'ContactEnded', data: { reason } }]);
  },
});
