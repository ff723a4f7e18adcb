import type { ContactChannel } from '../contacts/events.ts';
import type { Order } from '../orders/order.ts';
import type { PolicyDecision } from '../policy/decision.ts';
import type { FeeAnswer } from './events.ts';

/** What is judged: a stored decision, with the order as it is now. */
export interface Judged {
  readonly caseId: string;
  readonly decision: PolicyDecision;
  readonly fees: readonly FeeAnswer[];
  readonly order: Order;
  readonly intakeChannel: ContactChannel;
}
