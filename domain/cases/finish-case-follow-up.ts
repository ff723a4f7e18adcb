import { z } from 'zod';
import { defineCommand } from '../kernel/command.ts';
import { ok, refuse } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { caseFor } from './guards.ts';
import { idSchema } from './payload-parts.ts';

/** A promise made on the case was kept. Saying so again changes nothing. Refuses `not_found`, `not_permitted`. */
export const finishCaseFollowUp = defineCommand({
  type: 'FinishCaseFollowUp',
  authority: 'recorded',
  payload: z.strictObject({ caseId: idSchema, followUpId: idSchema }),
  streams: ({ caseId }) => [streamId('case', caseId)],
  decide(streams, { caseId, followUpId }, { actor }) {
    const found = caseFor('log_communication', streams, caseId, actor);
    if (!found.ok) return found;
    const followUp = found.value.followUps.find((each) => each.followUpId === followUpId);
    if (followUp === undefined) return refuse('not_found', { kind: 'follow_up' });
    if (followUp.doneAt !== null) return ok([]);
    return ok([{ stream: streamId('case', caseId), type: 'FollowUpDone', data: { followUpId } }]);
  },
});
