import type { FilingInput } from '../../../contract/desk-api/cases.ts';
import type { CONSENT_METHODS } from '../../../domain/cases/events.ts';
import type { ContactChannel } from '../../../domain/contacts/events.ts';
import type { Fen, UtcMs } from '../../../domain/kernel/units.ts';
import type { PreferredChannel } from '../../../domain/parties/events.ts';
import type { PolicyDecision } from '../../../domain/policy/decision.ts';
import type { OrderFacts } from '../../ui/use-order-facts.ts';

type ConsentMethod = (typeof CONSENT_METHODS)[number];

/** The answer to one fee, at the amount it was asked at. */
export interface FeeAnswerDraft {
  readonly amountFen: Fen;
  readonly answer: 'given' | 'declined';
  readonly method: ConsentMethod | null;
  readonly evidenceId: string | null;
  readonly at: UtcMs;
}

export interface MaterialDraft {
  readonly state: 'received' | 'verified' | 'missing';
  readonly evidenceId: string | null;
}

/** Everything typed on the fourth step that is not a fact about the order; the part of an intake is kept beside it. */
export interface FilingDraft {
  readonly reasonText: string;
  readonly acknowledgement: FilingInput['acknowledgement'] | null;
  readonly fees: Readonly<Record<string, FeeAnswerDraft>>;
  readonly materials: Readonly<Record<string, MaterialDraft>>;
  readonly channel: PreferredChannel | null;
  readonly hours: string;
  /** What was read back, so that a later change asks for it again. */
  readonly readBack: { readonly at: UtcMs; readonly of: string } | null;
  readonly idReturned: boolean;
  readonly intake: {
    /** Null until somebody chose: then what the decision asks for is asked for. */
    readonly materialsRequested: readonly string[] | null;
    readonly callback: { readonly callbackId: string; readonly slotStart: UtcMs } | null;
    readonly noCallbackBecause: string;
  };
}

export const NOTHING_TYPED: FilingDraft = {
  reasonText: '',
  acknowledgement: null,
  fees: {},
  materials: {},
  channel: null,
  hours: '',
  readBack: null,
  idReturned: false,
  intake: { materialsRequested: null, callback: null, noCallbackBecause: '' },
};

type Fee = PolicyDecision['fees'][number];

/** A fee the customer must answer to: ours, and not nothing. @rule P-01 */
export function asksForConsent(fee: Fee): boolean {
  return fee.paidTo === 'us' && fee.amountFen > 0;
}

/** How consent is taken down on a channel unless said otherwise; each but the call's recording takes a file. */
export function usualMethod(channel: ContactChannel): ConsentMethod {
  if (channel === 'phone') return 'voice';
  return channel === 'walk_in' ? 'signature' : 'sms_reply';
}

/** What the read-back is about; another reason, answer or amount makes it another sentence. */
export function readBackOf(draft: FilingDraft, reasonCode: string | null, decision: PolicyDecision): string {
  const fees = decision.fees
    .filter(asksForConsent)
    .map((fee) => [fee.feeItemId, fee.amountFen, draft.fees[fee.feeItemId]?.answer ?? null]);
  const refunds = decision.refunds.map((refund) => [refund.componentType, refund.amountFen, refund.method]);
  return JSON.stringify([reasonCode, decision.packVersion, decision.route, fees, refunds]);
}

/** What the desk is asked to file. Call it only where nothing is missing. */
export function filingInputOf(
  ids: { readonly contactId: string; readonly orderNo: string },
  draft: FilingDraft,
  facts: OrderFacts,
  decision: PolicyDecision,
): FilingInput | null {
  const { acknowledgement, channel, readBack } = draft;
  if (facts.reasonCode === null || acknowledgement === null || channel === null || readBack === null) return null;
  const hours = draft.hours.trim();
  return {
    ...ids,
    reasonCode: facts.reasonCode,
    reasonText: draft.reasonText.trim(),
    device: facts.device,
    txn: facts.txn,
    acknowledgement,
    fees: decision.fees.filter(asksForConsent).flatMap(({ feeItemId }) => {
      const answer = draft.fees[feeItemId];
      return answer === undefined ? [] : [{ feeItemId, ...answer }];
    }),
    materials: decision.bring.flatMap(({ id: materialId }) => {
      const item = draft.materials[materialId];
      return item === undefined ? [] : [{ materialId, ...item }];
    }),
    contactPreference: { channel, hours: hours === '' ? null : hours },
    readBackAt: readBack.at,
  };
}
