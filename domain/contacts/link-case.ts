import { z } from 'zod';
import { idSchema } from '../cases/payload-parts.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { contactFor } from './guards.ts';

/** A case this contact is about. Linking it again changes nothing. Refuses like `contactFor` (open). */
export const linkCase = defineCommand({
  type: 'LinkCase',
  authority: 'recorded',
  payload: z.strictObject({ contactId: idSchema, caseId: idSchema, how: z.enum(['filed', 'attached', 'opened']) }),
  streams: ({ contactId }) => [streamId('contact', contactId)],
  decide(streams, { contactId, ...link }, context) {
    const found = contactFor('handle_contact', 'open', streams, contactId, context);
    if (!found.ok) return found;
    if (found.value.caseIds.includes(link.caseId)) return ok([]);
    return ok([{ stream: streamId('contact', contactId), type: 'ContactCaseLinked', data: link }]);
  },
});
