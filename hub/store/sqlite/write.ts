/** Writes a unit of work on SQLite; its keys refuse what stands against it, and then nothing of it has happened. */
import type { WritableDb } from '../../../db/open/database.ts';
import type { StreamId } from '../../../domain/kernel/stream.ts';
import { WAITS_FOR_DESK } from './schema.ts';
import { attachmentsIn, StoreConflict } from '../store.ts';
import type { HubWrites, StoredCommand, StreamStanding } from '../store.ts';

export function write(db: WritableDb, { desk, commands, events, standings, kept, pins }: HubWrites): void {
  if (desk !== null) db.run('UPDATE desk SET next_seq = ? WHERE desk_id = ?', desk.nextSeq, desk.deskId);
  writeStandings(db, standings);
  for (const event of events) {
    const { stream, version, eventId, commandId } = event;
    db.run(
      'INSERT INTO event (stream, version, event_id, command_id, body) VALUES (?, ?, ?, ?, ?)',
      stream,
      version,
      eventId,
      commandId,
      JSON.stringify(event),
    );
  }
  for (const command of commands) writeCommand(db, command);
  for (const { caseId, onStream } of kept) {
    db.run('INSERT OR IGNORE INTO kept_on (case_id, on_stream) VALUES (?, ?)', caseId, onStream);
  }
  if (desk === null) return;
  for (const stream of pins) db.run('INSERT OR IGNORE INTO pin (desk_id, stream) VALUES (?, ?)', desk.deskId, stream);
  for (const { evidenceId, stream } of attachmentsIn(events)) {
    db.run(
      `INSERT OR IGNORE INTO evidence_on (evidence_id, stream)
       SELECT evidence_id, ? FROM evidence_named WHERE evidence_id = ? AND desk_id = ?`,
      stream,
      evidenceId,
      desk.deskId,
    );
  }
}

/** A parked command that is judged again keeps its place, and is given its outcome. */
function writeCommand(db: WritableDb, command: StoredCommand): void {
  const { commandId, deskId, epoch, seq, stream, outcome } = command;
  const written = db.run(
    `INSERT INTO command (command_id, desk_id, epoch, seq, stream, result, body) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (command_id) DO UPDATE SET result = excluded.result, body = excluded.body WHERE command.result = 'parked'`,
    commandId,
    deskId,
    epoch,
    seq,
    stream,
    outcome.result,
    JSON.stringify(command),
  );
  if (written !== 1) throw new StoreConflict('command');
}

function writeStandings(db: WritableDb, standings: ReadonlyMap<StreamId, StreamStanding>): void {
  const claimedBefore = new Set<string>();
  for (const [stream, standing] of standings) {
    const { version, branchId, ownerUserId, waitsFor, slotStart, lapsesAt, claims } = standing;
    db.run(
      `INSERT INTO stream (stream, version, branch_id, owner_user_id, waits_for, slot_start, lapses_at, claims)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (stream) DO UPDATE SET version = excluded.version, branch_id = excluded.branch_id,
         owner_user_id = excluded.owner_user_id, waits_for = excluded.waits_for, slot_start = excluded.slot_start, lapses_at = excluded.lapses_at, claims = excluded.claims`,
      stream,
      version,
      branchId,
      ownerUserId,
      JSON.stringify(waitsFor),
      slotStart,
      lapsesAt,
      JSON.stringify(claims),
    );
    pinForConcerned(db, stream);
    const sql = `SELECT key FROM claim WHERE stream = ? AND kind = 'open_case'`;
    for (const { key } of db.all<{ readonly key: string }>(sql, stream)) claimedBefore.add(key);
    db.run('DELETE FROM claim WHERE stream = ?', stream);
  }
  for (const [stream, { claims }] of standings) {
    for (const { kind, key } of claims) {
      db.run('INSERT INTO claim (kind, key, stream) VALUES (?, ?, ?)', kind, key, stream);
      if (kind === 'open_case' && !claimedBefore.has(key)) tellAgain(db, key);
    }
  }
}

/** An order that gets an open case may be older than some desks' window: it is new to whoever did not hold it. */
function tellAgain(db: WritableDb, orderNo: string): void {
  db.run(
    `INSERT OR REPLACE INTO reference (kind, key, ordered_at, body)
     SELECT kind, key, ordered_at, body FROM reference WHERE kind = 'order' AND key = ?
       AND EXISTS (SELECT 1 FROM desk WHERE days IS NOT NULL)`,
    orderNo,
  );
}

/** What came into a queue is held from now on by the desks of its roles, and a case by the desks of its owner. */
function pinForConcerned(db: WritableDb, stream: StreamId): void {
  db.run(
    `INSERT OR IGNORE INTO pin (desk_id, stream)
     SELECT d.desk_id, s.stream FROM stream AS s JOIN desk AS d ON ${WAITS_FOR_DESK} WHERE s.stream = ?1
     UNION SELECT p.desk_id, s.stream FROM stream AS s JOIN desk_person AS p ON p.user_id = s.owner_user_id WHERE s.stream = ?1`,
    { 1: stream },
  );
}
