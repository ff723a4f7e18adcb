/** Every command that was accepted here, in order: what a hub is told, now or when there is one. */
import type { Actor } from '../../domain/kernel/actor.ts';
import type { Authority } from '../../domain/kernel/command.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { ReadableDb, WritableDb } from '../open/database.ts';

export type OutboxState = 'kept' | 'waiting' | 'accepted' | 'rejected' | 'parked';

export interface OutboxEntry {
  readonly commandId: string;
  readonly stream: StreamId;
  readonly type: string;
  readonly payload: unknown;
  readonly authority: Authority;
  readonly actor: Actor;
  readonly createdAt: UtcMs;
  readonly state: OutboxState;
}

/** Puts a command behind those before it. A command id that is there already is a bug and throws. */
export function putInOutbox(db: WritableDb, entry: OutboxEntry): void {
  db.run(
    `INSERT INTO outbox (command_id, stream, type, payload, authority, actor, created_at, state)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    entry.commandId,
    entry.stream,
    entry.type,
    JSON.stringify(entry.payload),
    entry.authority,
    JSON.stringify(entry.actor),
    entry.createdAt,
    entry.state,
  );
}

interface OutboxRow {
  readonly command_id: string;
  readonly stream: StreamId;
  readonly type: string;
  readonly payload: string;
  readonly authority: Authority;
  readonly actor: string;
  readonly created_at: number;
  readonly state: OutboxState;
}

/** The command of that id, if it was accepted before. */
export function findInOutbox(db: ReadableDb, commandId: string): OutboxEntry | null {
  const row = db.get<OutboxRow>(
    `SELECT command_id, stream, type, payload, authority, actor, created_at, state FROM outbox WHERE command_id = ?`,
    commandId,
  );
  if (row === undefined) return null;
  return {
    commandId: row.command_id,
    stream: row.stream,
    type: row.type,
    payload: JSON.parse(row.payload) as unknown,
    authority: row.authority,
    actor: JSON.parse(row.actor) as Actor,
    createdAt: row.created_at,
    state: row.state,
  };
}
