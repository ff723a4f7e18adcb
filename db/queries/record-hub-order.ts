import type { Order, PartyRecord } from '../../domain/orders/order.ts';
import type { WritableDb } from '../open/database.ts';
import { recordOrder } from './record-order.ts';

/** An order as a hub states it, with whose it is there. Inside a transaction on the orders. */
export function recordHubOrder(db: WritableDb, order: Order, { partyId, ...party }: PartyRecord): void {
  const { partyId: _whose, observation: _count, observedAt, ...stated } = order;
  recordOrder(db, { order: stated, party }, { at: observedAt, source: 'hub', newId: () => partyId, partyId });
}
