/** Orders that a desk imported become everybody's. An order belongs to whoever the hub knows it to belong to. */
import { z } from 'zod';
import { ORDER_KINDS } from '../../domain/orders/order.ts';
import type { Order, PartyRecord } from '../../domain/orders/order.ts';
import type { HubStore } from '../store/store.ts';

const text = z.string().min(1).max(80);
const orderShape = z.looseObject({
  orderNo: text,
  partyId: text,
  kind: z.enum(ORDER_KINDS),
  orderedAt: z.int(),
  observedAt: z.int(),
});
const partyShape = z.looseObject({ partyId: text });

/** Takes what can be read of them; an observation older than what the hub has changes nothing. Answers how many were taken. */
export async function takeOrders(
  store: HubStore,
  orders: readonly { readonly order: unknown; readonly party: unknown }[],
): Promise<number> {
  let taken = 0;
  for (const { order, party } of orders) {
    const stated = orderShape.safeParse(order);
    const whose = partyShape.safeParse(party);
    if (!stated.success || !whose.success || stated.data.partyId !== whose.data.partyId) continue;
    const known = await store.transaction((tx) => tx.facts.order(stated.data.orderNo));
    if (known !== null && known.observedAt >= stated.data.observedAt) continue;
    const partyId = known?.partyId ?? whose.data.partyId;
    // Its shape beyond this is the domain's, which the desk has read it with.
    await store.putOrder(
      { ...stated.data, partyId } as unknown as Order,
      { ...whose.data, partyId } as unknown as PartyRecord,
    );
    taken += 1;
  }
  return taken;
}
