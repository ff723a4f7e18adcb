import { z } from 'zod';
import { idSchema } from '../cases/payload-parts.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { calledFor } from './guards.ts';

/** Reached; the call itself is a contact of its own. Refuses like `calledFor`. @rule 5.5 */
export const completeCallback = defineCommand({
  type: 'CompleteCallback',
  authority: 'recorded',
  payload: z.strictObject({ callbackId: idSchema, contactId: idSchema.nullable() }),
  streams: ({ callbackId, contactId }) => [
    streamId('callback', callbackId),
    ...(contactId === null ? [] : [streamId('contact', contactId)]),
  ],
  decide(streams, { callbackId, contactId }, context) {
    const found = calledFor(streams, { callbackId, contactId }, context);
    if (!found.ok) return found;
    return ok([{ stream: streamId('callback', callbackId), type: 'CallbackCompleted', data: { contactId } }]);
  },
});
