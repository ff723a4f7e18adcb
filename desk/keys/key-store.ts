import type { KeyProtection } from '../../contract/desk-api/system.ts';
import { ok } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';

/** One key per encrypted thing: `desk.db`, `orders.db`, evidence files. */
export const KEY_NAMES = ['desk', 'orders', 'evidence'] as const;
export type KeyName = (typeof KEY_NAMES)[number];
export const KEY_BYTES = 32;

/** Where the raw keys of the encrypted files come from. */
export interface KeyStore {
  /** How the keys are kept, for the screen that says so. */
  readonly protection: KeyProtection;
  /**
   * The raw 32-byte key of that name, made and kept on first use.
   * Refuses `key_missing` where data is there that an earlier key was made for, `key_file_exposed`, `key_not_readable`,
   * `key_file_damaged`, `key_needs_keychain`, `key_needs_passphrase`, `key_has_no_passphrase`, `passphrase_wrong`,
   * `passphrase_too_short`, `disk_…`.
   */
  load(name: KeyName): Promise<Result<Uint8Array>>;
}
export type KeySet = Readonly<Record<KeyName, Uint8Array>>;

/** All keys at once, for handing them to another process over a message channel (never by argument or environment). */
export async function loadKeySet(store: KeyStore): Promise<Result<KeySet>> {
  const desk = await store.load('desk');
  if (!desk.ok) return desk;
  const orders = await store.load('orders');
  if (!orders.ok) return orders;
  const evidence = await store.load('evidence');
  if (!evidence.ok) return evidence;
  return ok({ desk: desk.value, orders: orders.value, evidence: evidence.value });
}

/** Keys that somebody else has unwrapped, as they arrive in the desk process. */
export function heldKeyStore(protection: KeyProtection, keys: KeySet): KeyStore {
  return { protection, load: (name) => Promise.resolve(ok(keys[name])) };
}
