import { z } from 'zod';
import { defineCommand } from '../kernel/command.ts';
import { ok, refuse } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { screenText } from './free-text.ts';
import { caseFor } from './guards.ts';
import { idSchema, instantSchema, textSchema } from './payload-parts.ts';
import { COMMUNICATION_TYPES } from './shared-events.ts';

/**
 * One call, message, visit or letter about the case, with what was promised. A customer who asks how it stands is a
 * chaser and is counted (A25). Refuses `not_found`, `not_permitted`, `invalid_input` for one that lies in the future.
 */
export const logCaseCommunication = defineCommand({
  type: 'LogCaseCommunication',
  authority: 'recorded',
  payload: z.strictObject({
    caseId: idSchema,
    communicationId: idSchema,
    type: z.enum(COMMUNICATION_TYPES),
    direction: z.enum(['inbound', 'outbound']),
    summary: textSchema,
    disposition: z.string().trim().min(1).max(80).nullable(),
    promise: z.strictObject({ what: textSchema, by: instantSchema }).nullable(),
    isChaser: z.boolean(),
    happenedAt: instantSchema,
  }),
  streams: ({ caseId }) => [streamId('case', caseId)],
  decide(streams, { caseId, ...logged }, { actor, now }) {
    const found = caseFor('log_communication', streams, caseId, actor);
    if (!found.ok) return found;
    if (logged.happenedAt > now) return refuse('invalid_input', { field: 'happenedAt' });
    const stream = streamId('case', caseId);
    const { text, events } = screenText(stream, logged.communicationId, {
      summary: logged.summary,
      what: logged.promise?.what ?? null,
    });
    const promise = logged.promise === null || text.what === null ? null : { what: text.what, by: logged.promise.by };
    return ok([
      ...events,
      { stream, type: 'CommunicationLogged', data: { ...logged, summary: text.summary, promise } },
    ]);
  },
});
