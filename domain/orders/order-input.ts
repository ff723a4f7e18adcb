import type { AcquiringTxnOrder, PartyRecord, TerminalApplicationOrder } from './order.ts';

type Observed = 'partyId' | 'observation' | 'observedAt';

/** One order as a file or a hub states it, before it is matched to a party and recorded as an observation. */
export interface OrderInput {
  readonly order: Omit<TerminalApplicationOrder, Observed> | Omit<AcquiringTxnOrder, Observed>;
  readonly party: Omit<PartyRecord, 'partyId'>;
}

/** What recording an order did: importing the same file twice yields `unchanged` for every row. */
export type RecordOutcome = 'new' | 'observed' | 'unchanged';
