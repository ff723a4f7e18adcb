import { z } from 'zod';
import { defineCommand } from '../kernel/command.ts';
import { ok, refuse } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import type { UtcMs } from '../kernel/units.ts';
import { idSchema } from './payload-parts.ts';
import type { CaseState } from './state.ts';

/** When time alone ends the case, UTC ms: at this instant it is over. Null where no such clock runs. */
export function lapsesAt(state: CaseState): UtcMs | null {
  if (state.status === 'intake_only') return state.intakeExpiresAt;
  return state.status === 'rejected' ? (state.rejection?.appealUntil ?? null) : null;
}

/**
 * Writes down that time has ended a case: an intake after seven days, a rejection after its appeal window, which then no
 * longer holds its order. Scheduled work, so anybody's desk may do it; twice changes nothing.
 * Refuses `not_found`, `case_state_forbids` before the time. @rule 5.2
 */
export const lapseCase = defineCommand({
  type: 'LapseCase',
  authority: 'arbitrated',
  payload: z.strictObject({ caseId: idSchema }),
  streams: ({ caseId }) => [streamId('case', caseId)],
  decide(streams, { caseId }, { now }) {
    const state = streams.case(caseId);
    if (state === null) return refuse('not_found', { kind: 'case' });
    if (state.status === 'expired' || state.status === 'rejected_final') return ok([]);
    const at = lapsesAt(state);
    if (at === null || now < at) return refuse('case_state_forbids', { act: 'lapse', status: state.status });
    const to = state.status === 'intake_only' ? 'expired' : 'rejected_final';
    return ok([{ stream: streamId('case', caseId), type: 'CaseLapsed', data: { to } }]);
  },
});
