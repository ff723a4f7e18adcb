import { maskMobile } from '../identifiers/mask.ts';
import { DAY_MS, type UtcMs } from '../kernel/units.ts';
import type { PrincipalContact } from './events.ts';
import type { ContactState } from './state.ts';
import { levelRank, supportedLevel } from './verification.ts';

/** For how long a talk with the principal bears out a mandate. */
export const PRINCIPAL_CONTACT_MS = 7 * DAY_MS;

/**
 * What a contact says about the principal's own confirmation at `now` (UTC ms): null unless the party himself was verified in it,
 * at L1 or better, within the last seven days. @rule 6 (LD)
 */
export function principalContactIn(contact: ContactState, partyId: string, now: UtcMs): PrincipalContact | null {
  const { session, channel, contactId, startedAt, ownerUserId, cli } = contact;
  if (session === null || session.partyId !== partyId || session.subject !== 'self') return null;
  if (session.outcome !== 'verified' || levelRank(supportedLevel(session, channel)) < levelRank('L1')) return null;
  if (startedAt < now - PRINCIPAL_CONTACT_MS) return null;
  return { contactId, at: startedAt, byUserId: ownerUserId, numberMasked: cli === null ? null : maskMobile(cli) };
}
