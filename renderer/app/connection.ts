import { createORPCClient, DynamicLink } from '@orpc/client';
import type { ClientContext, ClientLink } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { deskContract } from '../../contract/desk-api/index.ts';

/** Everything the desk offers, typed by the contract. */
export type DeskClient = ContractRouterClient<typeof deskContract>;

/**
 * `connecting`: not there yet. `lost`: the desk is being restarted or does not answer; the connection goes on trying by itself.
 * `unknown_session`: the browser host does not know this window, its link must be opened again.
 */
export type ConnectionState = 'connecting' | 'connected' | 'lost' | 'unknown_session';

export interface DeskConnection {
  readonly link: () => Promise<ClientLink<ClientContext>>;
  readonly state: () => ConnectionState;
  /** For `useSyncExternalStore`. @returns how to stop listening. */
  readonly onState: (listener: () => void) => () => void;
  /**
   * Calls back with topics whenever something has changed, and with undefined (read everything again) whenever listening began
   * anew. @returns how to stop.
   */
  readonly onChange: (listener: (topics: readonly string[] | undefined) => void) => () => void;
  close(): void;
}

/** How one host gets from "no desk" to a link to it. */
export interface Transport {
  /** The link to use now; waits while there is none. */
  link(): Promise<ClientLink<ClientContext>>;
  /** Whether a failure says that this window is no longer known. */
  isUnknownSession(error: unknown): boolean;
}

const RETRY_MS = 500;
const MAX_RETRY_MS = 5_000;

/**
 * A connection that heals itself. One long call listens for changes; when it breaks, the connection is lost until listening works again,
 * and then everything is to be read again. Calls under way when the desk died fail; what they were for is the caller's to repeat.
 */
export function createConnection(transport: Transport): DeskConnection {
  const client: DeskClient = createORPCClient(new DynamicLink(() => transport.link()));
  const stateListeners = new Set<() => void>();
  const changeListeners = new Set<(topics: readonly string[] | undefined) => void>();
  const ending = new AbortController();
  let state: ConnectionState = 'connecting';

  const become = (next: ConnectionState): void => {
    if (state === next) return;
    state = next;
    for (const listener of stateListeners) listener();
  };
  const announce = (topics: readonly string[] | undefined): void => {
    for (const listener of changeListeners) listener(topics);
  };
  const listen = async (): Promise<void> => {
    let wait = RETRY_MS;
    while (!ending.signal.aborted) {
      try {
        const changes = await client.system.changes(undefined, { signal: ending.signal });
        wait = RETRY_MS;
        become('connected');
        announce(undefined);
        for await (const { topics } of changes) announce(topics);
        become('lost');
      } catch (error) {
        become(transport.isUnknownSession(error) ? 'unknown_session' : 'lost');
      }
      await pause(wait, ending.signal);
      wait = Math.min(wait * 2, MAX_RETRY_MS);
    }
  };
  void listen();

  return {
    link: () => transport.link(),
    state: () => state,
    onState: (listener) => subscribe(stateListeners, listener),
    onChange: (listener) => subscribe(changeListeners, listener),
    close: () => ending.abort(),
  };
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
