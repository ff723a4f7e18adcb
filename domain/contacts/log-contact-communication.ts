import { z } from 'zod';
import { screenText } from '../cases/free-text.ts';
import { idSchema, instantSchema, textSchema } from '../cases/payload-parts.ts';
import { chaserCounted } from '../cases/chasers.ts';
import { COMMUNICATION_TYPES } from '../cases/shared-events.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok, refuse } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { contactFor } from './guards.ts';

/**
 * A message or call in this contact, with what was promised. A customer who asks how it stands is counted on the case the
 * contact is about (A25), in the same act; before there is one, when the contact is attached to it. Refuses
 * `not_permitted`, `not_found`, `invalid_input` for one that lies in the future.
 */
export const logContactCommunication = defineCommand({
  type: 'LogContactCommunication',
  authority: 'recorded',
  payload: z.strictObject({
    contactId: idSchema,
    /** The case the contact is about, where there is one. */
    caseId: idSchema.optional(),
    communicationId: idSchema,
    type: z.enum(COMMUNICATION_TYPES),
    direction: z.enum(['inbound', 'outbound']),
    summary: textSchema,
    disposition: idSchema.nullable(),
    promise: z.strictObject({ what: textSchema, by: instantSchema }).nullable(),
    isChaser: z.boolean(),
    happenedAt: instantSchema,
  }),
  streams: ({ contactId, caseId }) => [
    streamId('contact', contactId),
    ...(caseId === undefined ? [] : [streamId('case', caseId)]),
  ],
  decide(streams, { contactId, caseId, ...logged }, context) {
    const found = contactFor('log_communication', 'any', streams, contactId, context);
    if (!found.ok) return found;
    if (caseId !== undefined && (!found.value.caseIds.includes(caseId) || streams.case(caseId) === null))
      return refuse('not_found', { kind: 'case' });
    if (logged.happenedAt > context.now) return refuse('invalid_input', { field: 'happenedAt' });
    const stream = streamId('contact', contactId);
    const { text, events } = screenText(stream, logged.communicationId, {
      summary: logged.summary,
      what: logged.promise?.what ?? null,
    });
    const promise = logged.promise === null || text.what === null ? null : { what: text.what, by: logged.promise.by };
    return ok([
      ...events,
      { stream, type: 'CommunicationLogged', data: { ...logged, summary: text.summary, promise } },
      ...(logged.isChaser && caseId !== undefined ? [chaserCounted(caseId, contactId, logged.communicationId)] : []),
    ]);
  },
});
