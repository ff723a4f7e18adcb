import type { VerificationElement } from '../../../domain/contacts/events.ts';
import { parseMerchantNo } from '../../../domain/identifiers/merchant-no.ts';
import { parseResidentId } from '../../../domain/identifiers/resident-id.ts';
import { parseUscc } from '../../../domain/identifiers/uscc.ts';

/**
 * How an element is given: `said` is typed and compared; `line` is the caller's own number, compared by the desk; `done` is an act
 * that only the person at the desk can vouch for; `original` lies on the counter, is seen and, where it has one, its number typed.
 */
export type ElementKind = 'said' | 'code' | 'line' | 'done' | 'original';

const KINDS: Readonly<Partial<Record<VerificationElement, ElementKind>>> = {
  sms_code: 'code',
  registered_number_call: 'line',
  registered_callback: 'done',
  portal_confirmation: 'done',
  order_slip: 'original',
  id_card_original: 'original',
  terminal_present: 'original',
  contract_original: 'original',
};

export function kindOf(element: VerificationElement): ElementKind {
  return KINDS[element] ?? 'said';
}

/** Originals whose number may be missing: a contract is recognised by sight where it bears none. */
export function needsNumber(element: VerificationElement): boolean {
  return element !== 'contract_original';
}

export interface Answer {
  readonly value: string;
  readonly seen: boolean;
}
export const NO_ANSWER: Answer = { value: '', seen: false };

export function isGiven(element: VerificationElement, answer: Answer): boolean {
  const kind = kindOf(element);
  if (kind === 'line' || kind === 'done') return answer.seen;
  if (kind === 'original') return answer.seen && (answer.value.trim() !== '' || !needsNumber(element));
  return answer.value.trim() !== '';
}

export type FormatProblem = 'last6' | 'code' | 'idNo' | 'uscc' | 'merchantNo' | 'fullCard' | 'cardTail';

/** A slip of the tongue or the key, found before it counts as an attempt. It says nothing about what is on file. */
export function formatProblem(element: VerificationElement, typed: string): FormatProblem | null {
  const value = typed.replaceAll(/\s/g, '');
  if (value === '') return null;
  switch (element) {
    case 'id_no_last6':
      return /^\d{5}[\dXx]$/.test(value) ? null : 'last6';
    case 'id_no':
    case 'id_card_original':
      return parseResidentId(value).ok ? null : 'idNo';
    case 'sms_code':
      return /^\d{4,8}$/.test(value) ? null : 'code';
    case 'uscc':
      return parseUscc(value).ok ? null : 'uscc';
    case 'merchant_no':
      return parseMerchantNo(value).ok ? null : 'merchantNo';
    case 'settlement_card':
      if (/\d{9,}/.test(value)) return 'fullCard';
      return /\d{4}/.test(value) ? null : 'cardTail';
    default:
      return null;
  }
}
