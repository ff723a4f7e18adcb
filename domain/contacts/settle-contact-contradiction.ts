import { z } from 'zod';
import { screenText } from '../cases/free-text.ts';
import { idSchema, textSchema } from '../cases/payload-parts.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok, refuse } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { contactFor } from './guards.ts';

/**
 * A supervisor has looked at what contradicts in a contact, and says what was done about it. Saying so again changes nothing.
 * Refuses `not_found`, `not_permitted`.
 */
export const settleContactContradiction = defineCommand({
  type: 'SettleContactContradiction',
  authority: 'arbitrated',
  payload: z.strictObject({ contactId: idSchema, contradictionId: idSchema, words: textSchema }),
  streams: ({ contactId }) => [streamId('contact', contactId)],
  decide(streams, { contactId, contradictionId, words }, context) {
    const found = contactFor('settle_contradiction', 'any', streams, contactId, context);
    if (!found.ok) return found;
    const contradiction = found.value.contradictions.find((each) => each.contradictionId === contradictionId);
    if (contradiction === undefined) return refuse('not_found', { kind: 'contradiction' });
    if (contradiction.settled !== null) return ok([]);
    const stream = streamId('contact', contactId);
    const { text, events } = screenText(stream, contradictionId, { words });
    return ok([...events, { stream, type: 'ContradictionSettled', data: { contradictionId, words: text.words } }]);
  },
});
