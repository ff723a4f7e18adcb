/** How many wrong answers a party bears: shared by the phone and the counter, on every desk (rules section 6, states 5.6). */
import { refuse, type Refused } from '../kernel/result.ts';
import { DAY_MS, type UtcMs } from '../kernel/units.ts';
import type { PartyState } from './events.ts';

/** Sample numbers of rules section 6; limits include the number, periods include their first instant (L-07). */
export const ATTEMPT_POLICY = {
  failedElementsPerSession: 3,
  attempts: { limit: 5, withinMs: DAY_MS },
  sessions: { limit: 3, withinMs: 7 * DAY_MS },
  /** How long after the lock a call to the registered number may unlock. */
  callbackUnlockAfterMs: DAY_MS,
} as const;

export type LockReason = NonNullable<PartyState['lockReason']>;
export interface Lock {
  readonly at: UtcMs;
  readonly because: LockReason;
}
type Counted = Pick<PartyState, 'failedAttempts' | 'failedSessions' | 'declaredLock' | 'unlockedAt'>;

/** Where the attempts themselves reach a limit, whether or not the desk that saw the last one knew of the others. */
function lockAt(times: readonly UtcMs[], limit: number, withinMs: number): UtcMs | null {
  return (
    times.findLast((time, index) => {
      const first = times[index - limit + 1];
      return first !== undefined && time - first <= withinMs;
    }) ?? null
  );
}

/**
 * The lock in force, if any: the latest of those declared and those that follow from the attempts, unless the party was
 * unlocked after it. A tie goes to the lock. A function of sets, so the order in which desks report does not matter.
 */
export function lockOf(party: Counted): Lock | null {
  const { attempts, sessions } = ATTEMPT_POLICY;
  const byAttempts = lockAt(party.failedAttempts, attempts.limit, attempts.withinMs);
  const bySessions = lockAt(party.failedSessions, sessions.limit, sessions.withinMs);
  const locks: Lock[] = [];
  if (byAttempts !== null) locks.push({ at: byAttempts, because: 'attempts_24h' });
  if (bySessions !== null) locks.push({ at: bySessions, because: 'sessions_7d' });
  if (party.declaredLock !== null) locks.push(party.declaredLock);
  const since = party.unlockedAt;
  return locks.filter((lock) => since === null || lock.at >= since).reduce(laterLock, null);
}

/** The later of two locks; at the same instant the one by attempts, so that the answer does not depend on their order. */
export function laterLock(first: Lock | null, second: Lock): Lock {
  if (first === null || second.at > first.at) return second;
  return second.at === first.at && second.because === 'attempts_24h' ? second : first;
}

/**
 * How close a party is to being locked at `now` (UTC ms). An attempt ahead of this clock counts: the clock is the doubtful one.
 * For staff, not for the caller.
 */
export function attemptsAt(
  party: PartyState,
  now: UtcMs,
): { readonly attempts24h: number; readonly sessions7d: number; readonly locked: boolean } {
  const { attempts, sessions } = ATTEMPT_POLICY;
  const within = (times: readonly UtcMs[], ms: number) => times.filter((time) => time >= now - ms).length;
  return {
    attempts24h: within(party.failedAttempts, attempts.withinMs),
    sessions7d: within(party.failedSessions, sessions.withinMs),
    locked: party.lockedAt !== null,
  };
}

/**
 * Whether these failures, on top of those already known, lock the party at `now`; null when they do not, or when it is locked
 * already. @rule 6
 */
export function lockDueTo(
  party: PartyState,
  now: UtcMs,
  added: { readonly attempts: number; readonly sessions: number },
): LockReason | null {
  const known = attemptsAt(party, now);
  if (known.locked) return null;
  if (known.attempts24h + added.attempts >= ATTEMPT_POLICY.attempts.limit) return 'attempts_24h';
  return known.sessions7d + added.sessions >= ATTEMPT_POLICY.sessions.limit ? 'sessions_7d' : null;
}

/** When a lock may be lifted by a call to the registered number. */
export function callbackUnlockFrom(lockedAt: UtcMs): UtcMs {
  return lockedAt + ATTEMPT_POLICY.callbackUnlockAfterMs;
}

/**
 * The refusal of everything that would verify a locked party; null when it is not locked. Safe to read to the caller: since
 * when, that too many answers did not match (never which), and from when a call to the registered number can lift it.
 * @rule 6
 */
export function lockRefusal(party: Pick<PartyState, 'lockedAt' | 'lockReason'>): Refused | null {
  const { lockedAt, lockReason } = party;
  if (lockedAt === null) return null;
  return refuse('party_locked', { lockedAt, because: lockReason, callbackFrom: callbackUnlockFrom(lockedAt) });
}
