import { z } from 'zod';
import { defineCommand } from '../kernel/command.ts';
import { ok } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { screenText } from './free-text.ts';
import { caseFor } from './guards.ts';
import { idSchema, textSchema } from './payload-parts.ts';

/** A note on the case, in any state. Never edited: a correction names the note it corrects. Refuses `not_found`, `not_permitted`. */
export const addCaseNote = defineCommand({
  type: 'AddCaseNote',
  authority: 'recorded',
  payload: z.strictObject({ caseId: idSchema, noteId: idSchema, text: textSchema, corrects: idSchema.nullable() }),
  streams: ({ caseId }) => [streamId('case', caseId)],
  decide(streams, { caseId, noteId, text, corrects }, { actor }) {
    const found = caseFor('add_note', streams, caseId, actor);
    if (!found.ok) return found;
    const stream = streamId('case', caseId);
    const screened = screenText(stream, noteId, { text });
    return ok([
      ...screened.events,
      { stream, type: 'NoteAdded', data: { noteId, text: screened.text.text, corrects } },
    ]);
  },
});
