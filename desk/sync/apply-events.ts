/** The authority's events, put in the place of what was decided here; and those that cannot be yet, set aside. */
import type { z } from 'zod';
import type { confirmedEvent } from '../../contract/hub-protocol/shared.ts';
import type { WritableDb } from '../../db/open/database.ts';
import { reprojectStreams } from '../../db/projections/reproject.ts';
import { forgetStream, loadStream } from '../../db/projections/streams.ts';
import { insertEvent } from '../../db/queries/events.ts';
import { heldOf, holdEvent, letGo } from '../../db/queries/held-events.ts';
import type { HeldBecause } from '../../db/queries/held-events.ts';
import { confirmedVersion, confirmInPlace, isConfirmedHere, pendingAt } from '../../db/queries/pending-events.ts';
import { isKnownEventType } from '../../domain/event-types.ts';
import type { RecordedDomainEvent } from '../../domain/events.ts';
import { ROLES } from '../../domain/kernel/actor.ts';
import { parseStreamId, STREAM_KINDS } from '../../domain/kernel/stream.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { CommandDesk } from '../commands/execute.ts';
import { decideAgain, orderMark, takeBackOn } from './rebase.ts';

export type ConfirmedEvent = z.infer<typeof confirmedEvent>;

/**
 * Applies events of the hub, in whatever order and however often they come; in the caller's transaction. Answers the streams
 * that changed. An event whose predecessor is missing or whose type is not known is held, and tried again with the next ones
 * of its stream; `triedAgain` names streams whose held events are tried though nothing new has come.
 */
export function applyEvents(
  desk: CommandDesk,
  events: readonly ConfirmedEvent[],
  at: UtcMs,
  triedAgain: readonly StreamId[] = [],
): ReadonlySet<StreamId> {
  const { db } = desk;
  const arrived = Map.groupBy(
    events.filter(({ eventId }) => !isConfirmedHere(db, eventId)),
    ({ stream }) => stream as StreamId,
  );
  for (const stream of triedAgain) if (!arrived.has(stream)) arrived.set(stream, []);
  const ready = new Map<StreamId, readonly ConfirmedEvent[]>();
  for (const [stream, own] of arrived) {
    const next = nextOf(db, stream, own, at);
    if (next.length > 0) ready.set(stream, next);
  }

  const calm = [...ready].filter(([stream, own]) => own.every((event) => isAsDecidedHere(db, stream, event)));
  for (const [stream, own] of calm) {
    for (const event of own) confirmInPlace(db, recordedOf(event), extraOf(event));
    settled(db, stream, own);
  }
  // A party remembers when the authority accepted what happened to it; nothing else does.
  const parties = calm.map(([stream]) => stream).filter((stream) => parseStreamId(stream).kind === 'party');
  if (parties.length > 0) reprojectStreams(db, parties);
  const calmStreams = new Set(calm.map(([stream]) => stream));
  const disturbed = new Map([...ready].filter(([stream]) => !calmStreams.has(stream)));
  if (disturbed.size === 0) return calmStreams;
  return new Set([...calmStreams, ...replace(desk, disturbed)]);
}

/** Puts events in where something else was decided here, or nothing; and decides again what hung on it. */
function replace(
  desk: CommandDesk,
  disturbed: ReadonlyMap<StreamId, readonly ConfirmedEvent[]>,
): ReadonlySet<StreamId> {
  const { db } = desk;
  const marks = [...disturbed.values()].flat().flatMap(orderNamedIn);
  const known = [...disturbed.keys()].flatMap((stream) => orderOfCase(db, stream));
  const taken = takeBackOn(db, [...disturbed.keys(), ...[...marks, ...known].map(orderMark)]);
  for (const [stream, own] of disturbed) {
    for (const event of own) insertEvent(db, recordedOf(event), extraOf(event));
    settled(db, stream, own);
  }
  reprojectStreams(db, disturbed.keys());
  decideAgain(desk, taken.commands);
  return new Set([...taken.streams, ...disturbed.keys()]);
}

/** What follows without a gap on what is confirmed here, and is understood; the rest is held. */
function nextOf(db: WritableDb, stream: StreamId, arrived: readonly ConfirmedEvent[], at: UtcMs): ConfirmedEvent[] {
  const held = heldOf(db, stream).map(({ body }) => body as ConfirmedEvent);
  const byVersion = new Map([...held, ...arrived].map((event) => [event.version, event]));
  const next: ConfirmedEvent[] = [];
  const isKnownKind = (STREAM_KINDS as readonly string[]).includes(parseStreamId(stream).kind);
  let version = confirmedVersion(db, stream) + 1;
  for (let event = byVersion.get(version); event !== undefined; event = byVersion.get(version)) {
    if (!isKnownKind || !isKnownEventType(event.type)) break;
    next.push(event);
    version += 1;
  }
  const rest = [...byVersion.values()].filter((event) => event.version >= version);
  hold(db, stream, rest, byVersion.has(version) ? 'unknown_type' : 'gap', at);
  return next;
}

function hold(
  db: WritableDb,
  stream: StreamId,
  events: readonly ConfirmedEvent[],
  because: HeldBecause,
  at: UtcMs,
): void {
  for (const event of events) {
    holdEvent(db, { eventId: event.eventId, stream, version: event.version, body: event }, because, at);
  }
}

/** Whether this desk had decided just that. */
function isAsDecidedHere(db: WritableDb, stream: StreamId, event: ConfirmedEvent): boolean {
  const pending = pendingAt(db, stream, event.version);
  return (
    pending !== null &&
    pending.eventId === event.eventId &&
    pending.type === event.type &&
    pending.capturedAt === event.capturedAt &&
    pending.data === JSON.stringify(event.data)
  );
}

function settled(db: WritableDb, stream: StreamId, events: readonly ConfirmedEvent[]): void {
  for (const { eventId } of events) letGo(db, eventId);
  forgetStream(db, stream);
}

function orderNamedIn({ data }: ConfirmedEvent): string[] {
  return typeof data['orderNo'] === 'string' ? [data['orderNo']] : [];
}

function orderOfCase(db: WritableDb, stream: StreamId): string[] {
  const { folded } = loadStream(db, stream);
  return folded.kind === 'case' && folded.state !== null ? [folded.state.orderNo] : [];
}

/** The event as the domain folds it. */
function recordedOf({
  eventId,
  stream,
  version,
  type,
  data,
  commandId,
  actor,
  capturedAt,
  acceptedAt,
}: ConfirmedEvent) {
  const { userId, roles, branchId, deskId } = actor;
  const known = ROLES.filter((role) => roles.includes(role));
  // Its type is one of the domain's, which `nextOf` has seen to; the hub's data is what its own deciders made.
  return {
    eventId,
    stream,
    version,
    type,
    commandId,
    capturedAt,
    acceptedAt,
    data: data as unknown,
    actor: { userId, roles: known, branchId, deskId },
    status: 'confirmed',
  } as RecordedDomainEvent;
}

const OWN_FIELDS: ReadonlySet<string> = new Set([
  'eventId',
  'stream',
  'version',
  'type',
  'data',
  'commandId',
  'actor',
  'capturedAt',
  'acceptedAt',
]);

/** What the hub says of an event besides: a clock that was wrong, and what a later version adds. */
function extraOf(event: ConfirmedEvent): Readonly<Record<string, unknown>> | null {
  const rest = Object.entries(event).filter(([field]) => !OWN_FIELDS.has(field));
  return rest.length === 0 ? null : Object.fromEntries(rest);
}
