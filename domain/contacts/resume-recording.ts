import { z } from 'zod';
import { idSchema } from '../cases/payload-parts.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { contactFor } from './guards.ts';

/** The recording goes on; nothing happens when it was not paused. Refuses like `contactFor` (live). */
export const resumeRecording = defineCommand({
  type: 'ResumeRecording',
  authority: 'recorded',
  payload: z.strictObject({ contactId: idSchema }),
  streams: ({ contactId }) => [streamId('contact', contactId)],
  decide(streams, { contactId }, context) {
    const found = contactFor('handle_contact', 'live', streams, contactId, context);
    if (!found.ok) return found;
    if (!found.value.recordingPaused) return ok([]);
    return ok([{ stream: streamId('contact', contactId), type: 'RecordingResumed', data: {} }]);
  },
});
