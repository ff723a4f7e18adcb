/** Events that wait for the authority: found, taken back and confirmed. Only these may ever be changed. */
import type { RecordedDomainEvent } from '../../domain/events.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { ReadableDb, WritableDb } from '../open/database.ts';

/** The version of the last confirmed event of a stream; 0 where it has none. */
export function confirmedVersion(db: ReadableDb, stream: StreamId): number {
  const row = db.get<{ version: number }>(
    `SELECT version FROM event WHERE stream = ? AND status = 'confirmed' ORDER BY version DESC LIMIT 1`,
    stream,
  );
  return row?.version ?? 0;
}

/** Whether the authority’s event of that id is here. */
export function isConfirmedHere(db: ReadableDb, eventId: string): boolean {
  return db.get(`SELECT 1 AS found FROM event WHERE event_id = ? AND status = 'confirmed'`, eventId) !== undefined;
}

/** Whether something that a command did has been confirmed: then the authority has accepted it. */
export function isConfirmedInPart(db: ReadableDb, commandId: string): boolean {
  return (
    db.get(`SELECT 1 AS found FROM event WHERE command_id = ? AND status = 'confirmed' LIMIT 1`, commandId) !==
    undefined
  );
}

export interface PendingAt {
  readonly eventId: string;
  readonly type: string;
  /** As it is stored, so that equal texts are equal data. */
  readonly data: string;
  readonly capturedAt: UtcMs;
}

/** The pending event at a place of a stream. */
export function pendingAt(db: ReadableDb, stream: StreamId, version: number): PendingAt | null {
  return (
    db.get<PendingAt>(
      `SELECT event_id AS eventId, type, data, captured_at AS capturedAt FROM event
       WHERE stream = ? AND version = ? AND status = 'pending'`,
      stream,
      version,
    ) ?? null
  );
}

/** A pending event that the authority made just so is confirmed where it stands, with its actor and its clock. */
export function confirmInPlace(db: WritableDb, event: RecordedDomainEvent, extra: unknown): void {
  db.run(
    `UPDATE event SET status = 'confirmed', accepted_at = ?, actor_user_id = ?, actor_roles = ?, branch_id = ?, desk_id = ?, extra = ?
     WHERE event_id = ? AND status = 'pending'`,
    event.acceptedAt,
    event.actor.userId,
    JSON.stringify(event.actor.roles),
    event.actor.branchId,
    event.actor.deskId,
    extra === null ? null : JSON.stringify(extra),
    event.eventId,
  );
}

/** The streams in which a command has events that wait. */
export function pendingStreamsOf(db: ReadableDb, commandId: string): StreamId[] {
  return db
    .all<{ stream: StreamId }>(
      `SELECT DISTINCT stream FROM event WHERE command_id = ? AND status = 'pending'`,
      commandId,
    )
    .map(({ stream }) => stream);
}

/** The events of a command that wait. */
export function pendingIdsOf(db: ReadableDb, commandId: string): string[] {
  return db
    .all<{ eventId: string }>(
      `SELECT event_id AS eventId FROM event WHERE command_id = ? AND status = 'pending'`,
      commandId,
    )
    .map(({ eventId }) => eventId);
}

/** Takes back what a command did that nobody has confirmed. */
export function takeBack(db: WritableDb, commandId: string): void {
  db.run(`DELETE FROM event WHERE command_id = ? AND status = 'pending'`, commandId);
}
