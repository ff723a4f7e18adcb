import { z } from 'zod';
import { idSchema } from '../cases/payload-parts.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { contactFor } from './guards.ts';

/** Back on the line; nothing happens when it was not held. Refuses like `contactFor` (live). @rule X04 */
export const resumeContact = defineCommand({
  type: 'ResumeContact',
  authority: 'recorded',
  payload: z.strictObject({ contactId: idSchema }),
  streams: ({ contactId }) => [streamId('contact', contactId)],
  decide(streams, { contactId }, context) {
    const found = contactFor('handle_contact', 'live', streams, contactId, context);
    if (!found.ok) return found;
    if (found.value.heldSince === null) return ok([]);
    return ok([{ stream: streamId('contact', contactId), type: 'ContactResumed', data: {} }]);
  },
});
