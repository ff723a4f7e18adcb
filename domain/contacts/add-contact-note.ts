import { z } from 'zod';
import { screenText } from '../cases/free-text.ts';
import { idSchema, textSchema } from '../cases/payload-parts.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { contactFor } from './guards.ts';

/**
 * A note on the contact, during it or long after. Never edited: a correction names the note it corrects. Card data is masked
 * before it is stored, the rest stays word for word (scenario 32). Refuses `not_permitted`, `not_found`. @rule P-04
 */
export const addContactNote = defineCommand({
  type: 'AddContactNote',
  authority: 'recorded',
  payload: z.strictObject({ contactId: idSchema, noteId: idSchema, text: textSchema, corrects: idSchema.nullable() }),
  streams: ({ contactId }) => [streamId('contact', contactId)],
  decide(streams, { contactId, noteId, text, corrects }, context) {
    const found = contactFor('note', 'any', streams, contactId, context);
    if (!found.ok) return found;
    const stream = streamId('contact', contactId);
    const screened = screenText(stream, noteId, { text });
    return ok([...screened.events, { stream, type: 'NoteAdded', data: { noteId, ...screened.text, corrects } }]);
  },
});
