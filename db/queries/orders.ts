/** Orders as last observed, and what was observed of them before. */
import type { OrderInput } from '../../domain/orders/order-input.ts';
import type { Order, OrderKind } from '../../domain/orders/order.ts';
import type { Fen, UtcMs } from '../../domain/kernel/units.ts';
import type { ReadableDb } from '../open/database.ts';
import { placeholders } from './sql.ts';

interface ObservedRow {
  readonly party_id: string;
  readonly observation: number;
  readonly observed_at: number;
  readonly data: string;
}

function toOrder(row: ObservedRow): Order {
  // Only `recordOrder` writes observations, and it takes an OrderInput.
  const { order } = JSON.parse(row.data) as OrderInput;
  return { ...order, partyId: row.party_id, observation: row.observation, observedAt: row.observed_at };
}

/** The order as its newest observation states it; null where it is not known here. */
export function getOrder(db: ReadableDb, orderNo: string): Order | null {
  const row = db.get<ObservedRow>(
    `SELECT r.party_id, r.observation, r.observed_at, o.data
     FROM orders.order_record r
     JOIN orders.order_observation o ON o.order_no = r.order_no AND o.observation = r.observation
     WHERE r.order_no = ?`,
    orderNo,
  );
  return row === undefined ? null : toOrder(row);
}

/** The numbers of the orders known here, a page at a time, the oldest first. `after` is the last of the page before. */
export function listOrderNos(
  db: ReadableDb,
  { after, limit }: { readonly after: number; readonly limit: number },
): { readonly recency: number; readonly orderNo: string }[] {
  return db.all(
    'SELECT recency, order_no AS orderNo FROM orders.order_record WHERE recency > ? ORDER BY recency LIMIT ? + 0',
    after,
    limit,
  );
}

export interface Observation {
  readonly observation: number;
  readonly observedAt: UtcMs;
  /** Where it comes from: the id of an import run, or a hub. */
  readonly source: string;
  readonly order: OrderInput['order'];
}

/** Everything ever observed of an order, oldest first. */
export function listObservations(db: ReadableDb, orderNo: string): Observation[] {
  return db
    .all<{ observation: number; observed_at: number; source: string; data: string }>(
      `SELECT observation, observed_at, source, data FROM orders.order_observation WHERE order_no = ? ORDER BY observation`,
      orderNo,
    )
    .map((row) => ({
      observation: row.observation,
      observedAt: row.observed_at,
      source: row.source,
      order: (JSON.parse(row.data) as OrderInput).order,
    }));
}

/** An order as a line of a list. Names and numbers are whole: the view masks them. */
export interface OrderSummary {
  readonly recency: number;
  readonly orderNo: string;
  readonly kind: OrderKind;
  readonly partyId: string;
  readonly orderedAt: UtcMs;
  /** The application's status or the transaction's state. */
  readonly status: string;
  readonly amountFen: Fen;
  readonly terminalSn: string | null;
  readonly personName: string | null;
  readonly merchantName: string | null;
  readonly mobile: string | null;
}

/** A line of a list, as SQL: of an order `r` and its party `p`. */
export const SUMMARY_COLUMNS = `r.recency AS recency, r.order_no AS orderNo, r.kind AS kind, r.party_id AS partyId,
  r.ordered_at AS orderedAt, r.status AS status, r.amount_fen AS amountFen, r.terminal_sn AS terminalSn,
  coalesce(r.person_name, p.person_name) AS personName, coalesce(r.merchant_name, p.merchant_name) AS merchantName,
  p.mobile AS mobile`;
const SUMMARY_SELECT = `SELECT ${SUMMARY_COLUMNS} FROM orders.order_record r JOIN orders.party p ON p.party_id = r.party_id`;

/** These orders as lines, newest first. */
export function listOrderSummaries(db: ReadableDb, recencies: readonly number[]): OrderSummary[] {
  return db.all<OrderSummary>(
    `${SUMMARY_SELECT} WHERE r.recency IN (${placeholders(recencies)}) ORDER BY r.recency DESC`,
    ...recencies,
  );
}

/** The orders of a party, newest first; a page goes on `before` the `recency` of the last line of the page before. */
export function listOrdersOfParty(
  db: ReadableDb,
  partyId: string,
  limit: number,
  before: number = Number.MAX_SAFE_INTEGER,
): OrderSummary[] {
  return db.all<OrderSummary>(
    `${SUMMARY_SELECT} WHERE r.party_id = ? AND r.recency < ? ORDER BY r.recency DESC LIMIT ? + 0`,
    partyId,
    before,
    limit,
  );
}

/** Orders of exactly this amount, newest first. */
export function listOrdersOfAmount(db: ReadableDb, amountFen: number, limit: number): OrderSummary[] {
  return db.all<OrderSummary>(
    `${SUMMARY_SELECT} WHERE r.amount_fen = ? ORDER BY r.recency DESC LIMIT ? + 0`,
    amountFen,
    limit,
  );
}

/** How many orders are known here. Reads an index whole: for a status page, not for every screen. */
export function countOrders(db: ReadableDb): number {
  return db.get<{ count: number }>('SELECT count(*) AS count FROM orders.order_record')?.count ?? 0;
}
