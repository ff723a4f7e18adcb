import { z } from 'zod';
import { ok, refuse, type Refused, type Result } from '../kernel/result.ts';
import type { Facts } from '../kernel/command.ts';
import type { Fen, UtcMs } from '../kernel/units.ts';
import type { PolicyDecision } from '../policy/decision.ts';
import { CONSENT_METHODS, type FeeAnswer } from './events.ts';
import { isConsentProven, type Hearing } from './consent-proof.ts';
import { missingEvidence } from './guards.ts';
import { fenSchema, idSchema, instantSchema } from './payload-parts.ts';

export const feeAnswerSchema = z.strictObject({
  feeItemId: idSchema,
  amountFen: fenSchema,
  answer: z.enum(['given', 'declined']),
  method: z.enum(CONSENT_METHODS).nullable(),
  evidenceId: idSchema.nullable(),
  at: instantSchema,
});

interface Asked {
  readonly decision: PolicyDecision;
  readonly contact: Hearing;
  readonly now: UtcMs;
  readonly facts: Facts;
}

/**
 * Takes the customer's answer to each fee of a decision: yes with its proof, at exactly the published amount, or no.
 * A fee of a courier is not ours to ask for. Refuses `fee_not_published` (an item that the decision does not carry),
 * `fee_not_shown` (another amount than the published one), `fee_consent_missing` (no answer, or a yes without its proof),
 * `evidence_missing`. @rule P-01
 */
export function answeredFees(answers: readonly FeeAnswer[], asked: Asked): Result<readonly FeeAnswer[]> {
  const due = asked.decision.fees.filter((fee) => fee.paidTo === 'us' && fee.amountFen > 0);
  for (const answer of answers) {
    const fee = due.find((each) => each.feeItemId === answer.feeItemId);
    if (fee === undefined) return refuse('fee_not_published', { feeItemId: answer.feeItemId });
    if (fee.amountFen !== answer.amountFen) {
      return refuse('fee_not_shown', {
        feeItemId: answer.feeItemId,
        publishedFen: fee.amountFen,
        shownFen: answer.amountFen,
      });
    }
    const unproven = answer.answer === 'given' ? withoutProof(answer, asked) : null;
    if (unproven !== null) return unproven;
  }
  const taken: FeeAnswer[] = [];
  for (const fee of due) {
    const given = answers.filter((answer) => answer.feeItemId === fee.feeItemId);
    const [answer] = given;
    if (answer === undefined || given.length > 1)
      return refuse('fee_consent_missing', { feeItemId: fee.feeItemId, amountFen: fee.amountFen });
    taken.push(answer);
  }
  return ok(taken);
}

/** What the customer declined: not charged, so it counts as waived towards the approver's limit (scenario 16). */
export function waivedFen(fees: readonly FeeAnswer[]): Fen {
  return fees.reduce((sum, fee) => (fee.answer === 'declined' ? sum + fee.amountFen : sum), 0);
}

/** A yes that nothing proves is no consent, and a proof must be there. */
function withoutProof(answer: FeeAnswer, { contact, now, facts }: Asked): Refused | null {
  if (answer.at > now || !isConsentProven(answer, contact)) {
    return refuse('fee_consent_missing', { feeItemId: answer.feeItemId, amountFen: answer.amountFen });
  }
  return missingEvidence(facts, answer.evidenceId);
}
