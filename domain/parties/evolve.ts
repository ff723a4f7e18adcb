import type { RecordedDomainEvent } from '../events.ts';
import type { UtcMs } from '../kernel/units.ts';
import { laterLock, lockOf } from './lock.ts';
import type { PartyState } from './events.ts';

/** A party nothing has happened to: no stream, or an empty one. */
export const emptyParty: PartyState = {
  failedAttempts: [],
  failedSessions: [],
  declaredLock: null,
  unlockedAt: null,
  lockedAt: null,
  lockReason: null,
  preference: null,
};

/**
 * Folds one event of a party's stream. Attempts, locks and unlocks come from several desks: the same set of them gives the
 * same lock in whatever order they arrive. @rule 6 (attempt policy)
 */
export function evolveParty(state: PartyState, event: RecordedDomainEvent): PartyState {
  switch (event.type) {
    case 'PartyAttemptFailed':
      return settled({ ...state, failedAttempts: [...state.failedAttempts, happenedAt(event)] });
    case 'PartySessionFailed':
      return settled({ ...state, failedSessions: [...state.failedSessions, happenedAt(event)] });
    case 'PartyLocked':
      return settled({
        ...state,
        declaredLock: laterLock(state.declaredLock, { at: happenedAt(event), because: event.data.because }),
      });
    case 'PartyUnlocked': {
      // An unlock is the authority's act, so its clock counts where it has spoken.
      const at = event.acceptedAt ?? event.capturedAt;
      return settled({ ...state, unlockedAt: Math.max(at, state.unlockedAt ?? at) });
    }
    case 'PartyPreferenceSet':
      return { ...state, preference: event.data };
    default:
      return state;
  }
}

/** A desk whose clock runs ahead cannot place an attempt or a lock later than the authority heard of it. */
function happenedAt(event: RecordedDomainEvent): UtcMs {
  return Math.min(event.capturedAt, event.acceptedAt ?? event.capturedAt);
}

/** Drops what the last unlock settled, and works out the lock from what is left. */
function settled(state: PartyState): PartyState {
  const since = state.unlockedAt;
  const open = (times: readonly UtcMs[]) =>
    times.filter((time) => since === null || time >= since).toSorted((a, b) => a - b);
  const counted = {
    ...state,
    failedAttempts: open(state.failedAttempts),
    failedSessions: open(state.failedSessions),
  };
  const lock = lockOf(counted);
  return { ...counted, lockedAt: lock?.at ?? null, lockReason: lock?.because ?? null };
}
