import { z } from 'zod';
import { idSchema } from '../cases/payload-parts.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { verifyingIn } from './guards.ts';

/** Proof is missing and will come by an upload or a visit: the list is what the caller is told. Refuses like `verifyingIn`. @rule 5.6 */
export const markPendingMaterial = defineCommand({
  type: 'MarkPendingMaterial',
  authority: 'recorded',
  payload: z.strictObject({
    contactId: idSchema,
    missing: z.array(idSchema).min(1).max(40),
    via: z.enum(['upload', 'store_visit']),
  }),
  streams: ({ contactId }) => [streamId('contact', contactId)],
  decide(streams, { contactId, missing, via }, context) {
    const found = verifyingIn(streams, contactId, context);
    if (!found.ok) return found;
    const stream = streamId('contact', contactId);
    return ok([{ stream, type: 'VerificationMaterialPending', data: { missing, via } }]);
  },
});
