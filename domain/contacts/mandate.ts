import type { UtcMs } from '../kernel/units.ts';
import type { Mandate } from './events.ts';

export const MANDATE_PROBLEMS = [
  'agent_name_missing',
  'matter_missing',
  'acts_missing',
  'term_invalid',
  'not_yet_in_force',
  'term_over',
  'not_signed_or_sealed',
  'mandate_file_missing',
  'principal_id_copy_missing',
  'principal_not_contacted',
] as const;
export type MandateProblem = (typeof MANDATE_PROBLEMS)[number];

/**
 * What a written authority (授权委托书) lacks at `now` (UTC ms); none when it may be acted on. It must state the agent's name,
 * the matter, the scope and the term, be signed or sealed and on file; with it come a copy of the principal's identity card
 * and a contact with the principal at L1. @rule L-18 @rule 6
 */
export function validateMandate(mandate: Mandate, now: UtcMs): readonly MandateProblem[] {
  const problems: MandateProblem[] = [];
  if (mandate.agentName.trim() === '') problems.push('agent_name_missing');
  if (mandate.matter.trim() === '') problems.push('matter_missing');
  if (mandate.acts.length === 0) problems.push('acts_missing');
  problems.push(...termProblems(mandate, now));
  if (!mandate.signedOrSealed) problems.push('not_signed_or_sealed');
  if (mandate.mandateEvidenceId === null) problems.push('mandate_file_missing');
  if (mandate.principalIdCopyEvidenceId === null) problems.push('principal_id_copy_missing');
  if (!mandate.principalContacted) problems.push('principal_not_contacted');
  return problems;
}

/** The term alone; both ends belong to it. @rule L-07 */
export function termProblems(mandate: Mandate, now: UtcMs): readonly MandateProblem[] {
  if (mandate.validTo < mandate.validFrom) return ['term_invalid'];
  if (now < mandate.validFrom) return ['not_yet_in_force'];
  return now > mandate.validTo ? ['term_over'] : [];
}
