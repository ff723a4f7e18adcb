import { z } from 'zod';
import { defineCommand } from '../kernel/command.ts';
import { ok, refuse } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { addDays, endOfDay, localDateOf, rollForward } from '../policy/calendar.ts';
import { screenText } from './free-text.ts';
import { caseFor } from './guards.ts';
import { idSchema } from './payload-parts.ts';

/** Days in which a rejection can be appealed, starting the day after it; a rest day at the end moves on (5.2, L-06). */
const APPEAL_DAYS = 15;
const words = z.string().trim().max(4000);

/**
 * A rejection says why, by which clause, what can be done instead, where to appeal and where to complain outside: without all
 * five it does not stand. Central. Refuses `not_found`, `not_permitted`, `case_state_forbids`, `four_eyes`,
 * `rejection_incomplete` (which parts), `reason_unknown`. @rule X07
 */
export const rejectCase = defineCommand({
  type: 'RejectCase',
  authority: 'central',
  payload: z.strictObject({
    caseId: idSchema,
    reasonCode: z.string().trim().max(80),
    clause: words,
    remedy: words,
    appealRoute: words,
    complaintRoute: words,
  }),
  streams: ({ caseId }) => [streamId('case', caseId)],
  decide(streams, { caseId, ...said }, { actor, now, pack, calendar }) {
    const found = caseFor('reject', streams, caseId, actor);
    if (!found.ok) return found;
    const missing = Object.entries(said).flatMap(([part, text]) => (text === '' ? [part] : []));
    if (missing.length > 0) return refuse('rejection_incomplete', { missing });
    if (!pack.rejectionReasons.some((reason) => reason.code === said.reasonCode)) {
      return refuse('reason_unknown', { reasonCode: said.reasonCode });
    }
    const stream = streamId('case', caseId);
    const { text, events } = screenText(stream, caseId, said);
    const lastDay = rollForward(calendar, addDays(localDateOf(now), APPEAL_DAYS)).value;
    return ok([...events, { stream, type: 'CaseRejected', data: { ...text, appealUntil: endOfDay(lastDay) } }]);
  },
});
