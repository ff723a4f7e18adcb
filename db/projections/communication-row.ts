import type { RecordedDomainEvent } from '../../domain/events.ts';
import { parseStreamId } from '../../domain/kernel/stream.ts';
import type { WritableDb } from '../open/database.ts';

/** Writes what was said and promised, once per communication; other events leave nothing here. */
export function projectCommunication(db: WritableDb, event: RecordedDomainEvent): void {
  if (event.type !== 'CommunicationLogged') return;
  const { kind, id } = parseStreamId(event.stream);
  db.run(
    `INSERT OR IGNORE INTO communication_row (communication_id, contact_id, case_id, type, direction, disposition,
       is_chaser, promise_what, promise_by, happened_at, by_user_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    event.data.communicationId,
    kind === 'contact' ? id : null,
    kind === 'case' ? id : null,
    event.data.type,
    event.data.direction,
    event.data.disposition,
    event.data.isChaser ? 1 : 0,
    event.data.promise?.what ?? null,
    event.data.promise?.by ?? null,
    event.data.happenedAt,
    event.actor.userId,
  );
}
