/** Orders at the hub: put in, found by what stands on them, opened on a desk that may not hold them otherwise. */
import type pg from 'pg';
import { parseStreamId } from '../../../domain/kernel/stream.ts';
import type { StreamId } from '../../../domain/kernel/stream.ts';
import { orderKeys, partyKeys } from '../../../domain/orders/order-keys.ts';
import type { Sealer } from '../../keys/sealer.ts';
import type { FoundOrder, HubStore } from '../store.ts';
import { putReferences } from './references.ts';

interface FoundRow {
  readonly body: Buffer;
  readonly stream: StreamId | null;
  readonly case_code: string | null;
}

/** An order with the case that holds it. */
const FOUND = `SELECT r.body, held.stream, code.key AS case_code FROM reference r
  LEFT JOIN claim held ON held.kind = 'open_case' AND held.key = r.key
  LEFT JOIN claim code ON code.kind = 'case_code' AND code.stream = held.stream`;

export function ordersOn(
  pool: pg.Pool,
  sealer: Sealer,
  announce: () => void,
): Pick<HubStore, 'putOrder' | 'findOrders' | 'pinOrder'> {
  const found = ({ body, stream, case_code: caseCode }: FoundRow): FoundOrder => ({
    ...(sealer.open(body) as Pick<FoundOrder, 'order' | 'party'>),
    openCase: stream === null ? null : { caseId: parseStreamId(stream).id, caseCode: caseCode ?? '' },
  });
  return {
    async putOrder(order, party) {
      const keys = [...orderKeys(order), ...partyKeys(party)].map(({ kind, value }) => sealer.blind(kind, value));
      // The keys first: one that leads nowhere yet finds nothing, and no order is there without its keys.
      await pool.query(
        `WITH gone AS (DELETE FROM order_key WHERE order_no = $1 AND NOT key = ANY ($2))
         INSERT INTO order_key (key, order_no) SELECT key, $1 FROM unnest($2::bytea[]) AS key ON CONFLICT DO NOTHING`,
        [order.orderNo, keys],
      );
      await putReferences(pool, sealer, [
        { kind: 'order', key: order.orderNo, body: { order, party }, orderedAt: order.orderedAt },
        { kind: 'party', key: party.partyId, body: party },
      ]);
      announce();
    },
    async findOrders(keys, limit) {
      const { rows } = await pool.query<FoundRow>(
        `${FOUND} WHERE r.kind = 'order' AND r.key IN (SELECT order_no FROM order_key WHERE key = ANY ($1))
         ORDER BY r.ordered_at DESC, r.key LIMIT $2`,
        [keys.map(({ kind, value }) => sealer.blind(kind, value)), limit],
      );
      return rows.map(found);
    },
    async pinOrder(deskId, orderNo) {
      const { rows } = await pool.query<FoundRow>(`${FOUND} WHERE r.kind = 'order' AND r.key = $1`, [orderNo]);
      const [row] = rows;
      if (row === undefined) return null;
      const pins = [`order/${orderNo}`, ...(row.stream === null ? [] : [row.stream])];
      await pool.query(
        'INSERT INTO pin (desk_id, stream) SELECT $1, name FROM unnest($2::text[]) AS name ON CONFLICT DO NOTHING',
        [deskId, pins],
      );
      return found(row);
    },
  };
}
