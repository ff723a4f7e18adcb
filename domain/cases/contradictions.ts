/** What two desks recorded that does not go together, on a case or a contact, until a supervisor has settled it. */
import type { RecordedDomainEvent } from '../events.ts';
import type { RefusalData } from '../kernel/refusal.ts';
import type { UtcMs } from '../kernel/units.ts';

export interface Contradiction {
  readonly contradictionId: string;
  /** The refusal that there would have been, had it not happened already. */
  readonly code: string;
  readonly data: RefusalData;
  readonly commandType: string | null;
  readonly foundAt: UtcMs;
  /** Whose record brought it. */
  readonly broughtBy: string;
  readonly settled: { readonly by: string; readonly at: UtcMs; readonly words: string } | null;
}

/** Folds one event of a contact or case stream; most change nothing. */
export function evolveContradictions(
  found: readonly Contradiction[],
  event: RecordedDomainEvent,
): readonly Contradiction[] {
  const { actor, capturedAt } = event;
  if (event.type === 'ContradictionFound') {
    const foundAt = event.acceptedAt ?? capturedAt;
    return [...found, { ...event.data, foundAt, broughtBy: actor.userId, settled: null }];
  }
  if (event.type !== 'ContradictionSettled') return found;
  const { contradictionId, words } = event.data;
  return found.map((each) =>
    each.contradictionId === contradictionId && each.settled === null
      ? { ...each, settled: { by: actor.userId, at: capturedAt, words } }
      : each,
  );
}

/** Whether this is already known and not settled: the same again is no news. */
export function isOpenContradiction(found: readonly Contradiction[], code: string): boolean {
  return found.some((each) => each.code === code && each.settled === null);
}

/**
 * Another case holds the order: both were filed where the one could not be known to the other. Until that is settled this
 * one holds nothing, and no money is decided on in it. @rule 5.0
 */
export function isContested({ contradictions }: { readonly contradictions: readonly Contradiction[] }): boolean {
  return isOpenContradiction(contradictions, 'order_has_open_case');
}
