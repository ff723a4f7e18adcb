import type { UtcMs } from '../kernel/units.ts';
import type { PartyState } from '../parties/events.ts';
import type { Mandate } from './events.ts';
import type { ContactState } from './state.ts';
import { levelAt, type LevelNow } from './verification.ts';

export interface CallerLevel extends LevelNow, Pick<PartyState, 'lockedAt' | 'lockReason'> {
  readonly mandate: Mandate | null;
}

const STRANGER: LevelNow = { level: 'L0', reached: 'L0', expired: false, recheckNeeded: false, expiresAt: null };

/**
 * How sure one may be at `now` (UTC ms) that the person in this contact is this party, or its delegate: what every act on a
 * case, an order or a field asks. A verification for another party counts for nothing, and a locked party is nobody on any
 * contact, whenever and wherever the lock was made. @rule 6 @rule 5.6
 */
export function callerLevel(contact: ContactState, partyId: string, party: PartyState, now: UtcMs): CallerLevel {
  const theirs = contact.session?.partyId === partyId;
  const mandate = theirs ? (contact.session?.mandate ?? null) : null;
  const level = theirs && party.lockedAt === null ? levelAt(contact, now) : STRANGER;
  return { ...level, lockedAt: party.lockedAt, lockReason: party.lockReason, mandate };
}
