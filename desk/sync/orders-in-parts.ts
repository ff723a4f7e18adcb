import type { ReadableDb } from '../../db/open/database.ts';
import { getOrder, listOrderNos } from '../../db/queries/orders.ts';
import { getParty } from '../../db/queries/parties.ts';
import type { HistoryPart } from './hub-client.ts';

const ORDERS_AT_ONCE = 200;

/** Every order that is known here, with whose it is, the oldest first. */
export function* ordersInParts(db: ReadableDb): Generator<HistoryPart['orders']> {
  for (let after = -1; ;) {
    const page = listOrderNos(db, { after, limit: ORDERS_AT_ONCE });
    if (page.length === 0) return;
    after = page.at(-1)?.recency ?? after;
    yield page.flatMap(({ orderNo }) => {
      const order = getOrder(db, orderNo);
      const party = order === null ? null : getParty(db, order.partyId);
      return order === null || party === null ? [] : [{ order: { ...order }, party: { ...party } }];
    });
  }
}
