import { z } from 'zod';
import { defineCommand } from '../kernel/command.ts';
import { ok, refuse } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { chaserCounted } from './chasers.ts';
import { caseFor } from './guards.ts';
import { idSchema } from './payload-parts.ts';

/**
 * Another contact about the same case. A second filing on one order ends here (scenario 06): its words and files go
 * on the case that is already open, and a customer who asked in it how the case stands is counted. Attaching twice changes nothing. Refuses `not_found`, `not_permitted`.
 */
export const attachContact = defineCommand({
  type: 'AttachContact',
  authority: 'recorded',
  payload: z.strictObject({ caseId: idSchema, contactId: idSchema, because: z.enum(['second_filing', 'follow_up']) }),
  streams: ({ caseId, contactId }) => [streamId('case', caseId), streamId('contact', contactId)],
  decide(streams, { caseId, contactId, because }, { actor }) {
    const found = caseFor('attach_contact', streams, caseId, actor);
    if (!found.ok) return found;
    const contact = streams.contact(contactId);
    if (contact === null) return refuse('not_found', { kind: 'contact' });
    if (found.value.contactIds.includes(contactId)) return ok([]);
    return ok([
      {
        stream: streamId('case', caseId),
        type: 'CaseContactAttached',
        data: { contactId, channel: contact.channel, because },
      },
      { stream: streamId('contact', contactId), type: 'ContactCaseLinked', data: { caseId, how: 'attached' } },
      ...contact.uncountedChasers.map((communicationId) => chaserCounted(caseId, contactId, communicationId)),
    ]);
  },
});
