import type { DeviceConditionInput } from '../../contract/desk-api/orders.ts';
import { useDraft, type Draft } from './use-draft.ts';

/** What the customer said about the order in this contact: asked when deciding, filed with the application. */
export interface OrderFacts {
  readonly reasonCode: string | null;
  readonly device: DeviceConditionInput;
}

const NOTHING_SAID: OrderFacts = {
  reasonCode: null,
  device: { opened: null, tested: null, damaged: null, activatedBy: null },
};

/** The facts of one order in one contact, kept as a draft so that the step that decides and the one that files share them. */
export function useOrderFacts(contactId: string, orderNo: string): Draft<OrderFacts> {
  return useDraft<OrderFacts>(`facts:${contactId}:${orderNo}`, NOTHING_SAID);
}
