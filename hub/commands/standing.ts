/** What a stream's events make of its standing: whose it is, and what it holds that no other stream may hold at the same time. */
import { lapsesAt } from '../../domain/cases/lapse-case.ts';
import { claimsOf } from '../../domain/cases/claims.ts';
import { waitsFor } from '../../domain/cases/waits-for.ts';
import type { StreamState } from '../../domain/streams.ts';
import type { StreamStanding } from '../store/store.ts';

/** A stream without events. */
export const NO_STANDING: StreamStanding = {
  version: 0,
  branchId: null,
  ownerUserId: null,
  waitsFor: [],
  slotStart: null,
  lapsesAt: null,
  claims: [],
};

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
    ownerUserId: folded.kind === 'case' ? (folded.state?.ownerUserId ?? null) : null,
    waitsFor: folded.kind === 'case' && folded.state !== null ? waitsFor(folded.state) : [],
    slotStart: slotOf(folded),
    lapsesAt: folded.kind === 'case' && folded.state !== null ? lapsesAt(folded.state) : null,
    claims: folded.kind === 'case' ? claimsOf(folded.state) : [],
  };
}

function slotOf(folded: StreamState): number | null {
  if (folded.kind !== 'callback' || folded.state === null) return null;
  const { status, slotStart } = folded.state;
  return status === 'scheduled' || status === 'rescheduled' ? slotStart : null;
}
