/** The identifiers by which an order or a party is found: at a desk in its index, at the hub by what they are blinded to. */
import type { IdentifierQueryKind } from '../search/classify.ts';
import { compactIdentifier } from '../text/normalise.ts';
import type { OrderInput } from './order-input.ts';
import type { PartyRecord } from './order.ts';

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

export interface Key<K> {
  readonly kind: K;
  readonly value: string;
}

/** Upper case without separators, an order number's dashes too: so it is found whichever way it is typed. */
export function keyValue(value: string): string {
  return compactIdentifier(value);
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
