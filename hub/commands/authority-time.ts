/** When a thing happened, as far as the authority believes a desk's clock. */
import type { Authority } from '../../domain/kernel/command.ts';
import { MINUTE_MS } from '../../domain/kernel/units.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';

/** A clock that is out by less is believed. @rule L-14 @rule L-15 */
export const CLOCK_TOLERANCE_MS = 5 * MINUTE_MS;

export interface Moment {
  /** What is decided by, and what stands in the events. */
  readonly at: UtcMs;
  /** Set where the desk was not believed: how far its clock was ahead of the authority's. */
  readonly clockSkewMs?: number;
}

/**
 * The desk's own instant where its clock is right, the acceptance where it is not; and the acceptance for what takes effect
 * nowhere but here. `deskClock` is what that clock showed when the request was signed, which is now but for the way here.
 */
export function momentOf(
  authority: Authority,
  { capturedAt, deskClock, now }: { readonly capturedAt: UtcMs; readonly deskClock: UtcMs; readonly now: UtcMs },
): Moment {
  const ahead = Math.max(deskClock, capturedAt) - now;
  const clockSkewMs = ahead > 0 ? ahead : deskClock - now;
  if (Math.abs(clockSkewMs) >= CLOCK_TOLERANCE_MS) return { at: now, clockSkewMs };
  return { at: authority === 'central' ? now : capturedAt };
}

/** Fields that a desk filled from its clock, and those of what a person said had happened, which may not lie ahead. */
const READ_FROM_CLOCK: ReadonlySet<string> = new Set(['at', 'readBackAt', 'noticeAt']);
const SAID_TO_HAVE_HAPPENED = 'happenedAt';

/** A payload of a desk with a wrong clock: what was read from that clock is the acceptance instead. */
export function payloadAt(value: unknown, at: UtcMs, field = ''): unknown {
  if (typeof value === 'number') {
    if (READ_FROM_CLOCK.has(field)) return at;
    return field === SAID_TO_HAVE_HAPPENED ? Math.min(value, at) : value;
  }
  if (Array.isArray(value)) return value.map((each: unknown) => payloadAt(each, at, field));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, payloadAt(inner, at, name)]));
}
