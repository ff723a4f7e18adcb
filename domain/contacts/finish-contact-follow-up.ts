import { z } from 'zod';
import { idSchema } from '../cases/payload-parts.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok, refuse } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { contactFor } from './guards.ts';

/**
 * What was promised in a contact, or was to come next, was done; by whoever did it, also long after the contact. Saying so
 * again changes nothing. Refuses `not_found`, `not_permitted`.
 */
export const finishContactFollowUp = defineCommand({
  type: 'FinishContactFollowUp',
  authority: 'recorded',
  payload: z.strictObject({ contactId: idSchema, followUpId: idSchema }),
  streams: ({ contactId }) => [streamId('contact', contactId)],
  decide(streams, { contactId, followUpId }, context) {
    const found = contactFor('log_communication', 'any', streams, contactId, context);
    if (!found.ok) return found;
    const followUp = found.value.followUps.find((each) => each.followUpId === followUpId);
    if (followUp === undefined) return refuse('not_found', { kind: 'follow_up' });
    if (followUp.doneAt !== null) return ok([]);
    return ok([{ stream: streamId('contact', contactId), type: 'FollowUpDone', data: { followUpId } }]);
  },
});
