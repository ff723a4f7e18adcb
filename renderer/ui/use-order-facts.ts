import { USUAL_TXN, type DeviceConditionInput, type TxnFacts } from '../../contract/desk-api/orders.ts';
import { useDraft, type Draft } from './use-draft.ts';

/** What the customer said about the order in this contact: asked when deciding, filed with the application. */
export interface OrderFacts {
  readonly reasonCode: string | null;
  readonly device: DeviceConditionInput;
  readonly txn: TxnFacts;
}

const NOTHING_SAID: OrderFacts = {
  reasonCode: null,
  device: { opened: null, tested: null, damaged: null, activatedBy: null },
  txn: USUAL_TXN,
};

/** The facts of one order in one contact, kept as a draft so that the step that decides and the one that files share them. */
export function useOrderFacts(contactId: string, orderNo: string): Draft<OrderFacts> {
  const draft = useDraft<OrderFacts>(`facts:${contactId}:${orderNo}`, NOTHING_SAID);
  // A draft of an older program knows nothing of what is asked since.
  return { ...draft, value: { ...NOTHING_SAID, ...draft.value } };
}
