import { z } from 'zod';
import { screenText } from '../cases/free-text.ts';
import { idSchema, instantSchema, textSchema } from '../cases/payload-parts.ts';
import type { NewDomainEvent } from '../events.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok, refuse } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { contactFor } from './guards.ts';

/**
 * How it ended, what comes next and what was promised until when. Ends a contact that is still going on. Refuses like
 * `contactFor` (open), and `invalid_input` for a disposition the pack does not have, or a next action it asks for that is
 * missing.
 */
export const wrapUpContact = defineCommand({
  type: 'WrapUpContact',
  authority: 'recorded',
  payload: z.strictObject({
    contactId: idSchema,
    disposition: idSchema,
    summary: textSchema,
    nextAction: z.strictObject({ what: textSchema, by: instantSchema.nullable() }).nullable(),
    /** A promise has a date, or it is none. */
    promise: z.strictObject({ what: textSchema, by: instantSchema }).nullable(),
  }),
  streams: ({ contactId }) => [streamId('contact', contactId)],
  decide(streams, { contactId, disposition, summary, nextAction, promise }, context) {
    const found = contactFor('handle_contact', 'open', streams, contactId, context);
    if (!found.ok) return found;
    const known = context.pack.dispositions.find(({ code }) => code === disposition);
    if (known === undefined) return refuse('invalid_input', { field: 'disposition' });
    if (known.nextActionRequired && nextAction === null) return refuse('invalid_input', { field: 'nextAction' });

    const stream = streamId('contact', contactId);
    const screened = screenText(stream, contactId, {
      summary,
      next: nextAction?.what ?? null,
      promised: promise?.what ?? null,
    });
    const { next, promised } = screened.text;
    const events: NewDomainEvent[] = [...screened.events];
    if (found.value.endedAt === null) events.push({ stream, type: 'ContactEnded', data: { reason: 'completed' } });
    events.push({
      stream,
      type: 'ContactWrappedUp',
      data: {
        disposition,
        summary: screened.text.summary,
        nextAction: nextAction === null || next === null ? null : { what: next, by: nextAction.by },
        promise: promise === null || promised === null ? null : { what: promised, by: promise.by },
      },
    });
    return ok(events);
  },
});
