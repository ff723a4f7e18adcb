import { z } from 'zod';
import { defineCommand } from '../kernel/command.ts';
import { ok, refuse } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { screenText } from './free-text.ts';
import { caseFor } from './guards.ts';
import { idSchema, textSchema } from './payload-parts.ts';

/**
 * Asks the customer for items of the pack's list; the case waits for them, the legal clocks do not.
 * Refuses `not_found`, `not_permitted`, `case_state_forbids`, `invalid_input` for an item that the pack does not know. @rule 5.2
 */
export const requestInfo = defineCommand({
  type: 'RequestInfo',
  authority: 'arbitrated',
  payload: z.strictObject({ caseId: idSchema, materials: z.array(idSchema).min(1).max(30), message: textSchema }),
  streams: ({ caseId }) => [streamId('case', caseId)],
  decide(streams, { caseId, materials, message }, { actor, pack }) {
    const found = caseFor('request_info', streams, caseId, actor);
    if (!found.ok) return found;
    if (materials.some((id) => !pack.materials.some((known) => known.id === id)))
      return refuse('invalid_input', { field: 'materials' });
    const stream = streamId('case', caseId);
    const { text, events } = screenText(stream, caseId, { message });
    const asked = [...new Set(materials)];
    return ok([...events, { stream, type: 'InfoRequested', data: { materials: asked, message: text.message } }]);
  },
});
