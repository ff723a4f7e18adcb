import { z } from 'zod';
import { idSchema } from '../cases/payload-parts.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { openCallback } from './guards.ts';

/** Nobody answered, or the line was busy. The third ends it: written notice follows. Refuses like `openCallback`. @rule 5.5 */
export const recordCallbackAttempt = defineCommand({
  type: 'RecordCallbackAttempt',
  authority: 'recorded',
  payload: z.strictObject({
    callbackId: idSchema,
    outcome: z.enum(['no_answer', 'busy']),
    contactId: idSchema.nullable(),
  }),
  streams: ({ callbackId }) => [streamId('callback', callbackId)],
  decide(streams, { callbackId, ...attempt }, context) {
    const found = openCallback(streams, callbackId, context);
    if (!found.ok) return found;
    return ok([{ stream: streamId('callback', callbackId), type: 'CallbackAttempted', data: attempt }]);
  },
});
