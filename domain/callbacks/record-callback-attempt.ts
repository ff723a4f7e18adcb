import { z } from 'zod';
import { idSchema } from '../cases/payload-parts.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { calledFor } from './guards.ts';

/** Nobody answered, or the line was busy. The third ends it: written notice follows. One call is one
 * attempt, however often it is said. Refuses like `calledFor`. @rule 5.5 */
export const recordCallbackAttempt = defineCommand({
  type: 'RecordCallbackAttempt',
  authority: 'recorded',
  payload: z.strictObject({
    callbackId: idSchema,
    outcome: z.enum(['no_answer', 'busy']),
    contactId: idSchema.nullable(),
  }),
  streams: ({ callbackId, contactId }) => [
    streamId('callback', callbackId),
    ...(contactId === null ? [] : [streamId('contact', contactId)]),
  ],
  decide(streams, { callbackId, ...attempt }, context) {
    const found = calledFor(streams, { callbackId, contactId: attempt.contactId }, context);
    if (!found.ok) return found;
    if (attempt.contactId !== null && found.value.triedIn.includes(attempt.contactId)) return ok([]);
    return ok([{ stream: streamId('callback', callbackId), type: 'CallbackAttempted', data: attempt }]);
  },
});
