import type { RecordedDomainEvent } from '../domain/events.ts';
import { parseStreamId } from '../domain/kernel/stream.ts';
import type { StreamId, StreamKind } from '../domain/kernel/stream.ts';

/** Topics of whole lists; one thing is named as its stream is, `case/<id>`. No personal data. */
export type ListTopic =
  | 'sync'
  | 'contacts'
  | 'cases'
  | 'parties'
  | 'callbacks'
  | 'tasks'
  | 'orders'
  | 'imports'
  | 'users';

const LIST_OF: Record<StreamKind, ListTopic> = {
  contact: 'contacts',
  case: 'cases',
  party: 'parties',
  callback: 'callbacks',
};

/** What a screen must read again where these streams changed: each thing and its list, once. */
export function topicsOfStreams(streams: Iterable<StreamId>): string[] {
  const topics = new Set<string>();
  for (const stream of streams) {
    const { kind } = parseStreamId(stream);
    topics.add(stream);
    topics.add(LIST_OF[kind]);
    if (kind === 'case') topics.add('tasks');
  }
  return [...topics];
}

/** What a screen must read again after these events: each thing and its list, once. Told only after the commit. */
export function topicsOf(events: readonly RecordedDomainEvent[]): string[] {
  const topics = new Set<string>();
  for (const event of events) {
    topics.add(event.stream);
    topics.add(LIST_OF[parseStreamId(event.stream).kind]);
    if (event.type.startsWith('Task') || event.type === 'CaseWithdrawn') topics.add('tasks');
  }
  return [...topics];
}
