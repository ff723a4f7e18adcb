import { z } from 'zod';
import { screenText } from '../cases/free-text.ts';
import { idSchema, textSchema } from '../cases/payload-parts.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { verifyingIn } from './guards.ts';

/**
 * Something is wrong: a coached voice, answers that do not fit. The level is gone until a stronger proof is given (L3), and
 * nothing tells the caller so. Refuses like `verifyingIn`. @rule 5.6
 */
export const challengeVerification = defineCommand({
  type: 'ChallengeVerification',
  authority: 'recorded',
  payload: z.strictObject({ contactId: idSchema, reason: textSchema }),
  streams: ({ contactId }) => [streamId('contact', contactId)],
  decide(streams, { contactId, reason }, context) {
    const found = verifyingIn(streams, contactId, context);
    if (!found.ok) return found;
    const stream = streamId('contact', contactId);
    const { text, events } = screenText(stream, found.value.session.sessionId, { reason });
    return ok([...events, { stream, type: 'VerificationChallenged', data: { reason: text.reason } }]);
  },
});
