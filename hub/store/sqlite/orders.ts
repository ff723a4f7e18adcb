/** Orders at the hub, on SQLite: put in, found by what stands on them, opened on a desk that may not hold them otherwise. */
import type { WritableDb } from '../../../db/open/database.ts';
import { parseStreamId } from '../../../domain/kernel/stream.ts';
import type { StreamId } from '../../../domain/kernel/stream.ts';
import { orderKeys, partyKeys } from '../../../domain/orders/order-keys.ts';
import type { FoundOrder, HubStore } from '../store.ts';

interface FoundRow {
  readonly body: string;
  readonly stream: StreamId | null;
  readonly caseCode: string | null;
}

const FOUND = `SELECT r.body, held.stream, code.key AS caseCode FROM reference AS r
  LEFT JOIN claim AS held ON held.kind = 'open_case' AND held.key = r.key
  LEFT JOIN claim AS code ON code.kind = 'case_code' AND code.stream = held.stream`;

export function ordersOn(
  db: WritableDb,
  inTurn: <T>(work: () => Promise<T>) => Promise<T>,
  tell: () => void,
): Pick<HubStore, 'putOrder' | 'findOrders' | 'pinOrder'> {
  const found = ({ body, stream, caseCode }: FoundRow): FoundOrder => ({
    ...(JSON.parse(body) as Pick<FoundOrder, 'order' | 'party'>),
    openCase: stream === null ? null : { caseId: parseStreamId(stream).id, caseCode: caseCode ?? '' },
  });
  return {
    async putOrder(order, party) {
      await inTurn(async () => {
        db.run('DELETE FROM order_key WHERE order_no = ?', order.orderNo);
        for (const { kind, value } of [...orderKeys(order), ...partyKeys(party)])
          db.run(
            'INSERT OR IGNORE INTO order_key (kind, value, order_no) VALUES (?, ?, ?)',
            kind,
            value,
            order.orderNo,
          );
        putReference(db, { kind: 'order', key: order.orderNo, body: { order, party }, orderedAt: order.orderedAt });
        putReference(db, { kind: 'party', key: party.partyId, body: party, orderedAt: null });
      });
      tell();
    },
    async findOrders(keys, limit) {
      const sql = `${FOUND} WHERE r.kind = 'order' AND r.key IN (
          SELECT k.order_no FROM json_each(?) AS asked
          JOIN order_key AS k ON k.kind = asked.value ->> '$.kind' AND k.value = asked.value ->> '$.value')
        ORDER BY r.ordered_at DESC, r.key LIMIT ?`;
      return db.all<FoundRow>(sql, JSON.stringify(keys), limit).map(found);
    },
    pinOrder: (deskId, orderNo) =>
      inTurn(async () => {
        const row = db.get<FoundRow>(`${FOUND} WHERE r.kind = 'order' AND r.key = ?`, orderNo);
        if (row === undefined) return null;
        for (const stream of [`order/${orderNo}`, ...(row.stream === null ? [] : [row.stream])])
          db.run('INSERT OR IGNORE INTO pin (desk_id, stream) VALUES (?, ?)', deskId, stream);
        return found(row);
      }),
  };
}

interface Reference {
  readonly kind: string;
  readonly key: string;
  readonly body: unknown;
  readonly orderedAt: number | null;
}

/** What was there under a name is replaced, and is new again to whoever pulls. */
export function putReference(db: WritableDb, { kind, key, body, orderedAt }: Reference): void {
  db.run(
    'INSERT OR REPLACE INTO reference (kind, key, ordered_at, body) VALUES (?, ?, ?, ?)',
    kind,
    key,
    orderedAt,
    JSON.stringify(body),
  );
}
