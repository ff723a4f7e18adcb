import type { SubjectRef, TimelineEntry } from '../../contract/desk-api/contacts.ts';
import { listCallbackIdsOf } from '../../db/queries/callbacks.ts';
import { getCaseSummary } from '../../db/queries/cases.ts';
import { loadEvents } from '../../db/queries/events.ts';
import { getOrder, listObservations } from '../../db/queries/orders.ts';
import { followUpsOf } from '../../domain/cases/follow-ups.ts';
import type { FollowUp } from '../../domain/cases/follow-ups.ts';
import type { RecordedDomainEvent } from '../../domain/events.ts';
import { SYSTEM_USER_ID } from '../../domain/kernel/actor.ts';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { parseStreamId, streamId } from '../../domain/kernel/stream.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { DeskDeps } from '../deps.ts';
import { changesOf } from './order.ts';
import { scopeOf } from './scope.ts';
import type { Scope } from './scope.ts';
import { timelineData } from './timeline-data.ts';
import { userRefsOf } from './users.ts';

type ViewDeps = Pick<DeskDeps, 'db'>;

const ENTRIES_PER_PAGE = 50;

export interface TimelinePage {
  readonly entries: TimelineEntry[];
  /** The id of the last entry of the page, to go on from; null at the end. */
  readonly next: string | null;
}

/**
 * What happened around a contact or a case, newest first: its own events, those of the contacts and cases it is tied to,
 * callbacks, locks of the party, and what is known of the order. Refuses `not_found`.
 */
export function timelineOf({ db }: ViewDeps, subject: SubjectRef, cursor: string | null): Result<TimelinePage> {
  const scope = scopeOf(db, subject);
  if (scope === null) return refuse('not_found', { kind: subject.type });
  const all = [...eventEntries(db, scope), ...orderEntries(db, scope.orderNo)]
    .map((entry, index) => ({ entry, index }))
    .toSorted((a, b) => b.entry.at - a.entry.at || b.index - a.index)
    .map(({ entry }) => entry);
  const from = cursor === null ? 0 : all.findIndex(({ entryId }) => entryId === cursor) + 1;
  const entries = all.slice(from, from + ENTRIES_PER_PAGE);
  const more = all.length > from + ENTRIES_PER_PAGE;
  return ok({ entries, next: more ? (entries.at(-1)?.entryId ?? null) : null });
}

/** In the order in which things that happen at one instant follow from one another: contact, party, callback, case. */
function eventEntries(db: ViewDeps['db'], { contactIds, caseIds, partyId }: Scope): TimelineEntry[] {
  const codes = new Map<string, string | null>();
  const codeOf = (caseId: string): string | null => {
    if (!codes.has(caseId)) codes.set(caseId, getCaseSummary(db, caseId)?.caseCode ?? null);
    return codes.get(caseId) ?? null;
  };
  const refOf = userRefsOf({ db });
  const nameOf = (userId: string): string => refOf(userId).displayName;
  const callbackIds = listCallbackIdsOf(db, { contactIds, caseIds });
  const events = [
    ...contactIds.flatMap((contactId) => loadEvents(db, streamId('contact', contactId))),
    ...(partyId === null ? [] : loadEvents(db, streamId('party', partyId)).filter(isOf(contactIds))),
    ...callbackIds.flatMap((callbackId) => loadEvents(db, streamId('callback', callbackId))),
    ...caseIds.flatMap((caseId) => loadEvents(db, streamId('case', caseId))),
  ];
  const channels = new Map(
    events.flatMap((event) => (event.type === 'ContactStarted' ? [[event.stream, event.data.channel] as const] : [])),
  );
  const followUps = new Map(events.flatMap(followUpsOf).map((each) => [each.followUpId, each]));
  const followUpOf = (followUpId: string): FollowUp | undefined => followUps.get(followUpId);
  return events.flatMap((event) => {
    const data = timelineData(event, { codeOf, nameOf, followUpOf });
    if (data === null) return [];
    const { kind, id } = parseStreamId(event.stream);
    return [
      {
        entryId: event.eventId,
        at: event.capturedAt,
        kind: event.type,
        data,
        by: event.actor.userId === SYSTEM_USER_ID ? null : refOf(event.actor.userId),
        channel: channels.get(event.stream) ?? null,
        status: event.status,
        contactId: kind === 'contact' ? id : null,
        caseId: kind === 'case' ? id : null,
      },
    ];
  });
}

/** Of a party's stream: every lock and its lifting, and the wrong answers of these contacts. */
function isOf(contactIds: readonly string[]): (event: RecordedDomainEvent) => boolean {
  return (event) =>
    event.type === 'PartyLocked' ||
    event.type === 'PartyUnlocked' ||
    (event.type === 'PartyAttemptFailed' && contactIds.includes(event.data.contactId));
}

/** The milestones that the order's record states, and each later statement about it. */
function orderEntries(db: ViewDeps['db'], orderNo: string | null): TimelineEntry[] {
  const order = orderNo === null ? null : getOrder(db, orderNo);
  if (order === null) return [];
  const milestones: readonly (readonly [kind: string, at: UtcMs | null])[] =
    order.kind === 'terminal_application'
      ? [
          ['ordered', order.orderedAt],
          ['shipped', order.shippedAt],
          ['delivered', order.deliveredAt],
          ['bound', order.boundAt],
          ['activated', order.activatedAt],
          ['first_txn', order.firstTxnAt],
        ]
      : [
          ['ordered', order.orderedAt],
          ['settled', order.settledAt],
        ];
  const observed = changesOf(listObservations(db, order.orderNo)).filter(({ observation }) => observation > 1);
  return [
    ...milestones.flatMap(([name, at]) => (at === null ? [] : [orderEntry(name, at, {})])),
    ...observed.map(({ observation, observedAt, changed }) =>
      orderEntry('observed', observedAt, { observation, changed }),
    ),
  ];
}

function orderEntry(name: string, at: UtcMs, data: TimelineEntry['data']): TimelineEntry {
  return {
    entryId: `order:${name}:${at}`,
    at,
    kind: `order.${name}`,
    data,
    by: null,
    channel: null,
    status: 'confirmed',
    contactId: null,
    caseId: null,
  };
}
