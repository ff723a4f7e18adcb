/** Orders that a desk imported become everybody's. An order belongs to whoever the hub knows it to belong to. */
import type { z } from 'zod';
import type { ordersRequest } from '../../contract/hub-protocol/envelopes.ts';
import { ORDER_KINDS } from '../../domain/orders/order.ts';
import type { Order, PartyRecord } from '../../domain/orders/order.ts';
import type { HubStore } from '../store/store.ts';

export interface TakenOrders {
  readonly taken: number;
  /** Whom the hub knows under another id than the desk. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** Takes orders of a kind that is known here; an observation older than what the hub has changes nothing. */
export async function takeOrders(
  store: HubStore,
  orders: z.infer<typeof ordersRequest>['orders'],
): Promise<TakenOrders> {
  const renamed = new Map<string, string>();
  let taken = 0;
  for (const { order, party } of orders) {
    const isKnownKind = ORDER_KINDS.some((kind) => kind === order.kind);
    if (!isKnownKind || order.partyId !== party.partyId) continue;
    const known = await store.transaction((tx) => tx.facts.order(order.orderNo));
    if (known !== null && known.partyId !== party.partyId) renamed.set(party.partyId, known.partyId);
    if (known !== null && known.observedAt >= order.observedAt) continue;
    const partyId = known?.partyId ?? party.partyId;
    // Its shape beyond this is the domain's, which the desk has read it with.
    await store.putOrder({ ...order, partyId } as unknown as Order, { ...party, partyId } as unknown as PartyRecord);
    taken += 1;
  }
  return { taken, renamed };
}
