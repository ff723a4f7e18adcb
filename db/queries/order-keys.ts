/** The identifiers of orders and parties, as they stand in the index. */
import type { Key, OrderKeyKind, PartyKeyKind } from '../../domain/orders/order-keys.ts';
import type { WritableDb } from '../open/database.ts';

/** Spelt backwards, as keys stand in the index: last characters first. */
export function reversed(value: string): string {
  let backwards = '';
  for (const character of value) backwards = character + backwards;
  return backwards;
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
