/** The identifiers by which an order or a party is found, as they stand in the index. */
import type { OrderInput } from '../../domain/orders/order-input.ts';
import type { PartyRecord } from '../../domain/orders/order.ts';
import type { IdentifierQueryKind } from '../../domain/search/classify.ts';
import { compactIdentifier } from '../../domain/text/normalise.ts';
import type { WritableDb } from '../open/database.ts';

/** Kinds of `order_key`: what stands on an order. */
export const ORDER_KEY_KINDS = [
  'order_no',
  'terminal_sn',
  'merchant_no',
  'rrn',
  'voucher_no',
  'tracking_no',
  'card_last4',
] as const satisfies readonly IdentifierQueryKind[];

/** Kinds of `party_key`: what stands on a party, and finds its orders. */
export const PARTY_KEY_KINDS = [
  'mobile',
  'id_no',
  'uscc',
  'merchant_no',
  'card_last4',
] as const satisfies readonly IdentifierQueryKind[];

export type OrderKeyKind = (typeof ORDER_KEY_KINDS)[number];
export type PartyKeyKind = (typeof PARTY_KEY_KINDS)[number];

interface Key<K> {
  readonly kind: K;
  readonly value: string;
}

/** Upper case without separators, an order number's dashes too: so it is found whichever way it is typed. */
export function keyValue(value: string): string {
  return compactIdentifier(value);
}

/** Spelt backwards, as keys stand in the index: last characters first. */
export function reversed(value: string): string {
  let backwards = '';
  for (const character of value) backwards = character + backwards;
  return backwards;
}

function keysOf<K>(pairs: readonly (readonly [K, string | null])[]): Key<K>[] {
  const keys = new Map<string, Key<K>>();
  for (const [kind, raw] of pairs) {
    const value = raw === null ? '' : keyValue(raw);
    if (value !== '') keys.set(`${String(kind)} ${value}`, { kind, value });
  }
  return [...keys.values()];
}

export function orderKeys(order: OrderInput['order']): Key<OrderKeyKind>[] {
  const shared = [
    ['order_no', order.orderNo],
    ['merchant_no', order.merchantNo],
  ] as const;
  if (order.kind === 'terminal_application') {
    const sns = order.terminalSns.map((sn) => ['terminal_sn', sn] as const);
    return keysOf<OrderKeyKind>([...shared, ...sns, ['tracking_no', order.trackingNo]]);
  }
  return keysOf<OrderKeyKind>([
    ...shared,
    ['terminal_sn', order.terminalSn],
    ['rrn', order.rrn],
    ['voucher_no', order.voucherNo],
    ['card_last4', order.cardLast4],
  ]);
}

export function partyKeys(party: Omit<PartyRecord, 'partyId'>): Key<PartyKeyKind>[] {
  return keysOf<PartyKeyKind>([
    ['mobile', party.mobile],
    ['id_no', party.idNo],
    ['uscc', party.uscc],
    ['merchant_no', party.merchantNo],
    ['card_last4', party.settlementCardLast4],
  ]);
}

export function addOrderKeys(db: WritableDb, recency: number, keys: readonly Key<OrderKeyKind>[]): void {
  for (const { kind, value } of keys) {
    db.run(
      'INSERT OR IGNORE INTO orders.order_key (kind, reversed, recency) VALUES (?, ?, ?)',
      kind,
      reversed(value),
      recency,
    );
  }
}

export function removeOrderKeys(db: WritableDb, recency: number, keys: readonly Key<OrderKeyKind>[]): void {
  for (const { kind, value } of keys) {
    db.run(
      'DELETE FROM orders.order_key WHERE kind = ? AND reversed = ? AND recency = ?',
      kind,
      reversed(value),
      recency,
    );
  }
}

/** Makes the keys of a party those of `after`. */
export function replacePartyKeys(
  db: WritableDb,
  partyId: string,
  before: readonly Key<PartyKeyKind>[],
  after: readonly Key<PartyKeyKind>[],
): void {
  const has = (keys: readonly Key<PartyKeyKind>[], key: Key<PartyKeyKind>): boolean =>
    keys.some((each) => each.kind === key.kind && each.value === key.value);
  for (const key of before) {
    if (has(after, key)) continue;
    db.run(
      'DELETE FROM orders.party_key WHERE kind = ? AND reversed = ? AND party_id = ?',
      key.kind,
      reversed(key.value),
      partyId,
    );
  }
  for (const key of after) {
    if (has(before, key)) continue;
    db.run(
      'INSERT OR IGNORE INTO orders.party_key (kind, reversed, party_id) VALUES (?, ?, ?)',
      key.kind,
      reversed(key.value),
      partyId,
    );
  }
}
