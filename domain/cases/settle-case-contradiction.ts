import { z } from 'zod';
import { defineCommand } from '../kernel/command.ts';
import { ok, refuse } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { screenText } from './free-text.ts';
import { caseFor } from './guards.ts';
import { isOpenCase } from './open-states.ts';
import { idSchema, textSchema } from './payload-parts.ts';

/**
 * A supervisor has looked at what contradicts on a case, and says what was done about it. Of two open cases of one order one
 * has to be ended first. Saying so again changes nothing. Refuses `not_found`, `not_permitted`, `order_has_open_case`.
 * @rule 5.0
 */
export const settleCaseContradiction = defineCommand({
  type: 'SettleCaseContradiction',
  authority: 'arbitrated',
  payload: z.strictObject({ caseId: idSchema, contradictionId: idSchema, words: textSchema }),
  streams: ({ caseId }) => [streamId('case', caseId)],
  decide(streams, { caseId, contradictionId, words }, { actor, facts }) {
    const found = caseFor('settle_contradiction', streams, caseId, actor);
    if (!found.ok) return found;
    const { contradictions, status, orderNo } = found.value;
    const contradiction = contradictions.find((each) => each.contradictionId === contradictionId);
    if (contradiction === undefined) return refuse('not_found', { kind: 'contradiction' });
    if (contradiction.settled !== null) return ok([]);
    if (contradiction.code === 'order_has_open_case' && isOpenCase(status)) {
      const holder = facts.openCaseOfOrder(orderNo);
      if (holder !== null && holder.caseId !== caseId) return refuse('order_has_open_case', { ...holder });
    }
    const stream = streamId('case', caseId);
    const { text, events } = screenText(stream, contradictionId, { words });
    return ok([...events, { stream, type: 'ContradictionSettled', data: { contradictionId, words: text.words } }]);
  },
});
