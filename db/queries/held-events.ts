/** Events of the hub that cannot be applied yet, whole, as they came. */
import type { StreamId } from '../../domain/kernel/stream.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { ReadableDb, WritableDb } from '../open/database.ts';

/** `gap`: one before it has not come. `unknown_type`: a later version's; applied after an upgrade. `failed`: it could not be applied. */
export type HeldBecause = 'gap' | 'unknown_type' | 'failed';

export interface HeldEvent {
  readonly eventId: string;
  readonly stream: StreamId;
  readonly version: number;
  readonly body: unknown;
}

/** Sets an event aside; one that is there already only gets its reason anew. */
export function holdEvent(db: WritableDb, event: HeldEvent, because: HeldBecause, at: UtcMs): void {
  db.run(
    `INSERT INTO held_event (event_id, stream, version, body, because, arrived_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (event_id) DO UPDATE SET because = excluded.because`,
    event.eventId,
    event.stream,
    event.version,
    JSON.stringify(event.body),
    because,
    at,
  );
}

/** What is held of a stream, in its order. */
export function heldOf(db: ReadableDb, stream: StreamId): HeldEvent[] {
  return db
    .all<{ event_id: string; version: number; body: string }>(
      'SELECT event_id, version, body FROM held_event WHERE stream = ? ORDER BY version',
      stream,
    )
    .map((row) => ({ eventId: row.event_id, stream, version: row.version, body: JSON.parse(row.body) as unknown }));
}

export function letGo(db: WritableDb, eventId: string): void {
  db.run('DELETE FROM held_event WHERE event_id = ?', eventId);
}

/** The streams of which something is held for this reason. */
export function heldStreams(db: ReadableDb, because: HeldBecause): StreamId[] {
  return db
    .all<{ stream: StreamId }>('SELECT DISTINCT stream FROM held_event WHERE because = ? ORDER BY stream', because)
    .map(({ stream }) => stream);
}

/** How many events wait for a version that understands them or can apply them, and since when the oldest does. */
export function countQuarantined(db: ReadableDb): { readonly count: number; readonly oldestAt: UtcMs | null } {
  const row = db.get<{ count: number; oldestAt: number | null }>(
    `SELECT count(*) AS count, min(arrived_at) AS oldestAt FROM held_event WHERE because <> 'gap'`,
  );
  return { count: row?.count ?? 0, oldestAt: row?.oldestAt ?? null };
}
