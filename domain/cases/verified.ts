import { callerLevel } from '../contacts/caller-level.ts';
import type { VerificationLevel, VerificationSubject } from '../contacts/events.ts';
import type { ContactState } from '../contacts/state.ts';
import type { Actor } from '../kernel/actor.ts';
import { ok, refuse, type Result } from '../kernel/result.ts';
import type { UtcMs } from '../kernel/units.ts';
import type { PartyState } from '../parties/events.ts';
import { mayAct, type Act } from '../permissions.ts';

interface VerifiedCaller {
  readonly level: VerificationLevel;
  readonly subject: VerificationSubject;
}

/**
 * The person in this contact is who the order belongs to, or stands for them with a mandate that names each of `acts`,
 * verified at this moment. Refuses `verification_not_started` (nobody was verified for this party), `mandate_invalid`, and
 * what `mayAct` refuses. @rule 6 @rule L-18
 */
export function verifiedFor(
  contact: ContactState,
  party: PartyState,
  partyId: string,
  actor: Actor,
  acts: readonly Act[],
  now: UtcMs,
): Result<VerifiedCaller> {
  const caller = callerLevel(contact, partyId, party, now);
  const { session } = contact;
  if (party.lockedAt === null) {
    if (session === null || session.partyId !== partyId) return refuse('verification_not_started');
    if (session.subject === 'delegate' && (session.mandate === null || session.mandateProblems.length > 0)) {
      return refuse('mandate_invalid', { problems: [...session.mandateProblems] });
    }
  }
  for (const act of acts) {
    const allowed = mayAct(act, actor, caller);
    if (!allowed.ok) return allowed;
  }
  return ok({ level: caller.level, subject: session?.subject ?? 'self' });
}
