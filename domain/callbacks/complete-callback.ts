import { z } from 'zod';
import { idSchema } from '../cases/payload-parts.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { openCallback } from './guards.ts';

/** Reached; the call itself is a contact of its own. Refuses like `openCallback`. @rule 5.5 */
export const completeCallback = defineCommand({
  type: 'CompleteCallback',
  authority: 'recorded',
  payload: z.strictObject({ callbackId: idSchema, contactId: idSchema.nullable() }),
  streams: ({ callbackId }) => [streamId('callback', callbackId)],
  decide(streams, { callbackId, contactId }, context) {
    const found = openCallback(streams, callbackId, context);
    if (!found.ok) return found;
    return ok([{ stream: streamId('callback', callbackId), type: 'CallbackCompleted', data: { contactId } }]);
  },
});
