import { z } from 'zod';
import { idSchema, textSchema } from '../cases/payload-parts.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { findCardData } from '../text/card-data.ts';
import { openCallback } from './guards.ts';

/** Not wanted any more, with the reason. Card data in it is masked. Refuses like `openCallback`. @rule 5.5 */
export const cancelCallback = defineCommand({
  type: 'CancelCallback',
  authority: 'arbitrated',
  payload: z.strictObject({ callbackId: idSchema, reason: textSchema }),
  streams: ({ callbackId }) => [streamId('callback', callbackId)],
  decide(streams, { callbackId, reason }, context) {
    const found = openCallback(streams, callbackId, context);
    if (!found.ok) return found;
    return ok([
      {
        stream: streamId('callback', callbackId),
        type: 'CallbackCancelled',
        data: { reason: findCardData(reason).masked },
      },
    ]);
  },
});
