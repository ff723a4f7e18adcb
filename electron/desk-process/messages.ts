import type { KeyProtection } from '../../contract/desk-api/system.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { KeySet } from '../../desk/keys/key-store.ts';

/** What main tells the desk process, over the channel that only those two have. */
export type ToDesk =
  | { readonly type: 'open'; readonly settings: DeskSettings; readonly keys: KeySet }
  /** The keys could not be had: every window is told why. */
  | { readonly type: 'refuse'; readonly settings: DeskSettings; readonly refusal: Refusal }
  /** Comes with a port for one window. */
  | { readonly type: 'connect'; readonly clientId: string }
  | { readonly type: 'close' };

/** What the desk process tells main. */
export type FromDesk = { readonly type: 'closed' };

export interface DeskSettings {
  readonly dataDir: string;
  readonly demo: boolean;
  readonly smsGatewayUrl: string | undefined;
  readonly keyProtection: KeyProtection;
  readonly workersDir: string;
  /** Only from an unpackaged run. */
  readonly sqliteBinding: string | undefined;
}
