/** What a stream's events make of its standing: whose it is, and what it holds that no other stream may hold at the same time. */
import { isOpenCase } from '../../domain/cases/open-states.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import type { StreamState } from '../../domain/streams.ts';
import type { Claim, StreamStanding } from '../store/store.ts';

/** A stream without events. */
export const NO_STANDING: StreamStanding = { version: 0, branchId: null, slotStart: null, claims: [] };

/**
 * The standing after events that led to this state. A stream is the work of the branch where it began; a party's is
 * everybody's, so that a lock reaches every desk. @rule 5.0 one open case per order
 */
export function standingAfter(
  before: StreamStanding,
  folded: StreamState,
  { events, byBranch }: { readonly events: number; readonly byBranch: string },
): StreamStanding {
  return {
    version: before.version + events,
    branchId: folded.kind === 'party' ? null : (before.branchId ?? byBranch),
    slotStart: slotOf(folded),
    claims: folded.kind === 'case' ? claimsOf(folded.state) : [],
  };
}

function slotOf(folded: StreamState): number | null {
  if (folded.kind !== 'callback' || folded.state === null) return null;
  const { status, slotStart } = folded.state;
  return status === 'scheduled' || status === 'rescheduled' ? slotStart : null;
}

function claimsOf(state: CaseState | null): Claim[] {
  if (state === null) return [];
  return [
    { kind: 'case_code', key: state.caseCode },
    ...(isOpenCase(state.status) ? [{ kind: 'open_case', key: state.orderNo } as const] : []),
    ...state.tasks.flatMap(({ task, status }) =>
      task.kind === 'device_return' && status === 'open'
        ? [{ kind: 'device_return', key: task.terminalSn } as const]
        : [],
    ),
  ];
}
