import { isConsentProven, type Hearing } from '../../../domain/cases/consent-proof.ts';
import type { PolicyDecision } from '../../../domain/policy/decision.ts';
import { asksForConsent, readBackOf, type FilingDraft } from './filing-draft.ts';

/** Fields of the form by element id, so that what is missing can be jumped to. */
export const FIELD = {
  reason: 'filing-reason',
  said: 'filing-said',
  policy: 'filing-policy',
  preference: 'filing-preference',
  readBack: 'filing-readback',
  idReturned: 'filing-id-returned',
  fee: (feeItemId: string) => `filing-fee-${feeItemId}`,
  material: (materialId: string) => `filing-material-${materialId}`,
} as const;

const ID_CARD = 'id_card';

export interface Missing {
  /** A key of `filing:missing`. */
  readonly key:
    | 'reason'
    | 'policy'
    | 'policyStale'
    | 'fee'
    | 'feeProof'
    | 'material'
    | 'idReturned'
    | 'preference'
    | 'readBack';
  /** Which fee or material, in the pack's words. */
  readonly name: { readonly zh: string; readonly en: string } | null;
  readonly field: string;
}

interface Asked {
  readonly draft: FilingDraft;
  readonly reasonCode: string | null;
  readonly decision: PolicyDecision;
  /** What was said in another contact counts for nothing. */
  readonly contact: Hearing;
}

/** The steps of a filing not done yet, in the order of the form; the desk checks the same again. @rule 5.2 @rule P-01 */
export function missingOf(asked: Asked): readonly Missing[] {
  const { draft, reasonCode, decision } = asked;
  const missing: Missing[] = [];
  if (reasonCode === null) missing.push({ key: 'reason', name: null, field: FIELD.reason });
  const policy = policyState(asked);
  if (policy !== 'done') missing.push({ key: policy, name: null, field: FIELD.policy });
  if (draft.channel === null) missing.push({ key: 'preference', name: null, field: FIELD.preference });
  missing.push(...missingFees(asked), ...missingMaterials(asked));
  if (idCardShown(draft, decision) && !draft.idReturned)
    missing.push({ key: 'idReturned', name: null, field: FIELD.idReturned });
  if (!isReadBack(asked)) missing.push({ key: 'readBack', name: null, field: FIELD.readBack });
  return missing;
}

/** Whether the customer heard this very text, in this contact. @rule A19 */
export function policyState({
  draft,
  decision,
  contact,
}: Omit<Asked, 'reasonCode'>): 'done' | 'policy' | 'policyStale' {
  const heard = draft.acknowledgement;
  if (heard === null || heard.at < contact.startedAt) return 'policy';
  const { packId, packVersion, feeListVersion } = decision;
  const same = heard.packId === packId && heard.packVersion === packVersion && heard.feeListVersion === feeListVersion;
  return same ? 'done' : 'policyStale';
}

export function isReadBack({ draft, reasonCode, decision, contact }: Asked): boolean {
  const { readBack } = draft;
  return (
    readBack !== null && readBack.at >= contact.startedAt && readBack.of === readBackOf(draft, reasonCode, decision)
  );
}

/** True where a resident card lies on the counter: it is to be handed back. @rule V-10 */
export function idCardShown(draft: FilingDraft, decision: PolicyDecision): boolean {
  const item = draft.materials[ID_CARD];
  return decision.bring.some(({ id }) => id === ID_CARD) && item !== undefined && item.state !== 'missing';
}

function missingFees({ draft, decision, contact }: Asked): readonly Missing[] {
  return decision.fees.filter(asksForConsent).flatMap((fee): readonly Missing[] => {
    const answer = draft.fees[fee.feeItemId];
    const field = FIELD.fee(fee.feeItemId);
    if (answer === undefined || answer.amountFen !== fee.amountFen || answer.at < contact.startedAt)
      return [{ key: 'fee', name: fee.name, field }];
    if (answer.answer === 'declined') return [];
    return isConsentProven(answer, contact) ? [] : [{ key: 'feeProof', name: fee.name, field }];
  });
}

function missingMaterials({ draft, decision }: Asked): readonly Missing[] {
  return decision.bring
    .filter((item) => item.required && draft.materials[item.id] === undefined)
    .map((item) => ({ key: 'material', name: item.name, field: FIELD.material(item.id) }));
}

/** Puts the focus on a field of the form, or on the first thing in it that takes focus. */
export function focusField(id: string): void {
  const field = document.getElementById(id);
  if (field === null) return;
  const inner = field.matches('input, textarea, button')
    ? field
    : (field.querySelector<HTMLElement>('input:checked') ??
      field.querySelector<HTMLElement>('input, textarea, button'));
  inner?.focus();
  field.scrollIntoView({ block: 'nearest' });
}
