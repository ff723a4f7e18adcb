import { z } from 'zod';
import { screenText } from '../cases/free-text.ts';
import { idSchema, textSchema } from '../cases/payload-parts.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { contactFor } from './guards.ts';

/**
 * The caller would rather not be verified. Not a failure and counted nowhere: he is served what needs none and offered the
 * counter or a written way. Refuses like `contactFor` (live). @rule 6 (refusal)
 */
export const refuseVerification = defineCommand({
  type: 'RefuseVerification',
  authority: 'recorded',
  payload: z.strictObject({ contactId: idSchema, reason: textSchema }),
  streams: ({ contactId }) => [streamId('contact', contactId)],
  decide(streams, { contactId, reason }, context) {
    const found = contactFor('verify_caller', 'live', streams, contactId, context);
    if (!found.ok) return found;
    const stream = streamId('contact', contactId);
    const { text, events } = screenText(stream, contactId, { reason });
    const { partyId } = found.value;
    return ok([...events, { stream, type: 'VerificationRefused', data: { partyId, reason: text.reason } }]);
  },
});
