import { z } from 'zod';
import { idSchema } from '../cases/payload-parts.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { contactFor } from './guards.ts';

/** The recording pauses while card data is said aloud (scenario 32). Refuses like `contactFor` (live). @rule P-04 */
export const pauseRecording = defineCommand({
  type: 'PauseRecording',
  authority: 'recorded',
  payload: z.strictObject({ contactId: idSchema, reason: z.enum(['card_data', 'other']) }),
  streams: ({ contactId }) => [streamId('contact', contactId)],
  decide(streams, { contactId, reason }, context) {
    const found = contactFor('handle_contact', 'live', streams, contactId, context);
    if (!found.ok) return found;
    if (found.value.recordingPaused) return ok([]);
    return ok([{ stream: streamId('contact', contactId), type: 'RecordingPaused', data: { reason } }]);
  },
});
