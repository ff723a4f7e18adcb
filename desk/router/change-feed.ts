import { EventPublisher } from '@orpc/server';
import type { ChangeNotice } from '../../contract/desk-api/system.ts';

/** Tells every open window what to read again. Topics name things by kind and id, never by personal data. */
export interface ChangeFeed {
  publish(topics: readonly string[]): void;
  /** Notices from now on, until `signal` aborts or the listener stops. */
  subscribe(signal: AbortSignal | undefined): AsyncIteratorObject<ChangeNotice>;
}

/** A window that falls this many notices behind loses the oldest: by then it has far more to read again than they say. */
const MAX_BUFFERED = 1_000;

export function createChangeFeed(): ChangeFeed {
  const publisher = new EventPublisher<{ change: ChangeNotice }>({ maxBufferedEvents: MAX_BUFFERED });
  return {
    publish: (topics) => publisher.publish('change', { topics: [...topics] }),
    subscribe: (signal) => publisher.subscribe('change', signal === undefined ? {} : { signal }),
  };
}
