/** The event store: streams of events, appended in order and read whole. */
import type { NewDomainEvent, RecordedDomainEvent } from '../../domain/events.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { ReadableDb, WritableDb } from '../open/database.ts';

interface EventRow {
  readonly event_id: string;
  readonly stream: StreamId;
  readonly version: number;
  readonly type: string;
  readonly data: string;
  readonly command_id: string;
  readonly actor_user_id: string;
  readonly actor_roles: string;
  readonly branch_id: string;
  readonly desk_id: string;
  readonly captured_at: number;
  readonly accepted_at: number | null;
  readonly status: 'pending' | 'confirmed';
}

const EVENT_COLUMNS = `event_id, stream, version, type, data, command_id, actor_user_id, actor_roles, branch_id, desk_id,
  captured_at, accepted_at, status`;

function toEvent(row: EventRow): RecordedDomainEvent {
  // Only `appendEvents` writes rows, and it takes domain events: type and data belong together.
  return {
    eventId: row.event_id,
    stream: row.stream,
    version: row.version,
    type: row.type,
    data: JSON.parse(row.data) as unknown,
    commandId: row.command_id,
    actor: {
      userId: row.actor_user_id,
      roles: JSON.parse(row.actor_roles) as Actor['roles'],
      branchId: row.branch_id,
      deskId: row.desk_id,
    },
    capturedAt: row.captured_at,
    acceptedAt: row.accepted_at,
    status: row.status,
  } as RecordedDomainEvent;
}

/** All events of a stream, oldest first. */
export function loadEvents(db: ReadableDb, stream: StreamId): RecordedDomainEvent[] {
  return db.all<EventRow>(`SELECT ${EVENT_COLUMNS} FROM event WHERE stream = ? ORDER BY version`, stream).map(toEvent);
}

/** The newest event of a stream; null where it has none. */
export function lastEventOf(
  db: ReadableDb,
  stream: StreamId,
): { readonly version: number; readonly eventId: string } | null {
  return (
    db.get<{ version: number; eventId: string }>(
      'SELECT version, event_id AS eventId FROM event WHERE stream = ? ORDER BY version DESC LIMIT 1',
      stream,
    ) ?? null
  );
}

/** Whether something of a stream still waits for the authority's word. */
export function hasPendingEvent(db: ReadableDb, stream: StreamId): boolean {
  return db.get(`SELECT 1 AS found FROM event WHERE stream = ? AND status = 'pending' LIMIT 1`, stream) !== undefined;
}

/** The events that one command made, in the order in which it made them. */
export function eventsOfCommand(db: ReadableDb, commandId: string): RecordedDomainEvent[] {
  return db
    .all<EventRow>(`SELECT ${EVENT_COLUMNS} FROM event WHERE command_id = ? ORDER BY position`, commandId)
    .map(toEvent);
}

/** Every stream there is, in the order in which they began. */
export function listStreams(db: ReadableDb): StreamId[] {
  return db
    .all<{ stream: StreamId }>('SELECT stream FROM event WHERE version = 1 ORDER BY position')
    .map((row) => row.stream);
}

export interface AppendArgs {
  readonly events: readonly NewDomainEvent[];
  /** The version of each stream that the decision was made on; 0 where it had no event. */
  readonly expectedVersions: ReadonlyMap<StreamId, number>;
  readonly commandId: string;
  readonly actor: Actor;
  readonly capturedAt: UtcMs;
  /** The authority's clock; null leaves the events pending. */
  readonly acceptedAt: UtcMs | null;
  readonly newId: () => string;
}

/**
 * Appends events to their streams; inside a transaction only. Refuses with `version_conflict` where a stream has moved on
 * since it was read; the caller undoes the transaction then. Appending to a stream without an expected version is a bug.
 */
export function appendEvents(db: WritableDb, args: AppendArgs): Result<readonly RecordedDomainEvent[]> {
  const versions = new Map<StreamId, number>();
  for (const { stream } of args.events) {
    if (versions.has(stream)) continue;
    const expected = args.expectedVersions.get(stream);
    if (expected === undefined) throw new Error(`the command did not name ${stream}`);
    const actual = currentVersion(db, stream);
    if (actual !== expected) return refuse('version_conflict', { expected, actual });
    versions.set(stream, expected);
  }
  return ok(
    args.events.map((event) => {
      const version = (versions.get(event.stream) ?? 0) + 1;
      versions.set(event.stream, version);
      // Data as it will be read: what is made of the events now is what will be made of them later.
      const stored = { ...event, data: JSON.parse(JSON.stringify(event.data)) as unknown } as NewDomainEvent;
      const recorded = {
        ...stored,
        eventId: args.newId(),
        version,
        commandId: args.commandId,
        actor: args.actor,
        capturedAt: args.capturedAt,
        acceptedAt: args.acceptedAt,
        status: args.acceptedAt === null ? 'pending' : 'confirmed',
      } satisfies RecordedDomainEvent;
      insertEvent(db, recorded);
      return recorded;
    }),
  );
}

/** The version of the last event of a stream; 0 where it has none. */
export function currentVersion(db: ReadableDb, stream: StreamId): number {
  const row = db.get<{ version: number | null }>('SELECT max(version) AS version FROM event WHERE stream = ?', stream);
  return row?.version ?? 0;
}

/** Puts an event at its place; `extra` is what the hub said of it besides. A version that is taken is a bug and throws. */
export function insertEvent(db: WritableDb, event: RecordedDomainEvent, extra: unknown = null): void {
  db.run(
    `INSERT INTO event (${EVENT_COLUMNS}, extra) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    event.eventId,
    event.stream,
    event.version,
    event.type,
    JSON.stringify(event.data),
    event.commandId,
    event.actor.userId,
    JSON.stringify(event.actor.roles),
    event.actor.branchId,
    event.actor.deskId,
    event.capturedAt,
    event.acceptedAt,
    event.status,
    extra === null ? null : JSON.stringify(extra),
  );
}
