/** Every command that was accepted here, in order: what a hub is told, now or when there is one. */
import type { Actor } from '../../domain/kernel/actor.ts';
import type { Authority } from '../../domain/kernel/command.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
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

const OUTBOX_COLUMNS = 'command_id, stream, type, payload, authority, actor, created_at, state';

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
  const row = db.get<OutboxRow>(`SELECT ${OUTBOX_COLUMNS} FROM outbox WHERE command_id = ?`, commandId);
  return row === undefined ? null : toEntry(row);
}

function toEntry(row: OutboxRow): OutboxEntry {
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

export interface WaitingCommand {
  /** 1, 2, 3 without gaps, in the order in which commands were accepted here: nothing ever leaves the outbox. */
  readonly seq: number;
  readonly entry: OutboxEntry;
}

/**
 * The next commands that a hub has not answered, in order; all of them, since a hub takes no command out of its turn. The
 * index is named, and its condition repeated, which SQLite does not infer: it would walk past all that was ever answered.
 */
export function listWaiting(db: ReadableDb, limit: number): WaitingCommand[] {
  return db
    .all<OutboxRow & { seq: number }>(
      `SELECT seq, ${OUTBOX_COLUMNS} FROM outbox INDEXED BY outbox_unanswered
       WHERE state IN ('waiting', 'rejected', 'parked') AND state = 'waiting' ORDER BY seq LIMIT ? + 0`,
      limit,
    )
    .map((row) => ({ seq: row.seq, entry: toEntry(row) }));
}

/** The place in the outbox of the first command that waits for its first answer; the place of the next one where none does. */
export function nextUnanswered(db: ReadableDb): number {
  const [waiting] = listWaiting(db, 1);
  if (waiting !== undefined) return waiting.seq;
  return (db.get<{ seq: number | null }>('SELECT max(seq) AS seq FROM outbox')?.seq ?? 0) + 1;
}

/** The ids of what the hub could not decide, in order: it is asked again, for a later version of it may. */
export function parkedCommands(db: ReadableDb, limit: number): string[] {
  return db
    .all<{ commandId: string }>(
      `SELECT command_id AS commandId FROM outbox INDEXED BY outbox_unanswered
       WHERE state IN ('waiting', 'rejected', 'parked') AND state = 'parked' ORDER BY seq LIMIT ? + 0`,
      limit,
    )
    .map(({ commandId }) => commandId);
}

/** Commands that have no answer, or whose events here have not been confirmed: what is decided again when the authority's events come in. */
export function listUnsettled(db: ReadableDb): OutboxEntry[] {
  return db
    .all<OutboxRow>(
      `SELECT ${OUTBOX_COLUMNS} FROM outbox WHERE seq IN (
         SELECT seq FROM outbox INDEXED BY outbox_unanswered
           WHERE state IN ('waiting', 'rejected', 'parked') AND state IN ('waiting', 'parked')
         UNION SELECT o.seq FROM event e INDEXED BY event_pending JOIN outbox o ON o.command_id = e.command_id
           WHERE e.status = 'pending')
       ORDER BY seq`,
    )
    .map(toEntry);
}

/** What this desk itself now says of a command that waits; null where nothing stands against it. */
export function setRefused(db: WritableDb, commandId: string, refusal: Refusal | null): void {
  const refused = refusal === null ? null : JSON.stringify(refusal);
  db.run('UPDATE outbox SET refused = ? WHERE command_id = ? AND refused IS NOT ?', refused, commandId, refused);
}

export interface OutboxAnswer {
  readonly commandId: string;
  readonly state: 'accepted' | 'rejected' | 'parked';
  /** As the hub gave it, with what this version does not know. */
  readonly outcome: unknown;
  readonly at: UtcMs;
}

/**
 * Writes down what the hub said of a command. What was accepted or rejected stays so: the same answer once more, or another
 * one that was long on its way, changes nothing. Answers whether anything changed.
 */
export function answerInOutbox(db: WritableDb, { commandId, state, outcome, at }: OutboxAnswer): boolean {
  return (
    db.run(
      `UPDATE outbox SET state = ?, outcome = ?, answered_at = ? WHERE command_id = ? AND state IN ('waiting', 'parked')`,
      state,
      JSON.stringify(outcome),
      at,
      commandId,
    ) > 0
  );
}

/**
 * The hub counts on from here and has not got what follows, whatever was answered once: an answer that was long on its way, or a
 * hub that was restored from a backup. It is told again; what it has after all it knows by its id.
 */
export function tellAgainFrom(db: WritableDb, seq: number): number {
  return db.run(
    `UPDATE outbox SET state = 'waiting', outcome = NULL, answered_at = NULL
     WHERE seq >= ? AND state IN ('accepted', 'rejected', 'parked')`,
    seq,
  );
}

/** A desk that was its own authority has told a hub all that it did: nothing of it waits. Answers how many commands that are. */
export function settleKept(db: WritableDb, at: UtcMs): number {
  const outcome = JSON.stringify({ result: 'accepted', brought: true });
  return db.run(`UPDATE outbox SET state = 'accepted', outcome = ?, answered_at = ? WHERE state = 'kept'`, outcome, at);
}
