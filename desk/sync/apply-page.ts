/** One answer to a pull, with the place where the next one goes on: all of it in one transaction, or none. */
import type { z } from 'zod';
import type { pullResponse } from '../../contract/hub-protocol/envelopes.ts';
import { transaction } from '../../db/open/database.ts';
import { databaseRefusal } from '../../db/open/errors.ts';
import { heldStreams, holdEvent } from '../../db/queries/held-events.ts';
import { setCursor } from '../../db/queries/hub-link.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { CommandDesk } from '../commands/execute.ts';
import { applyEvents } from './apply-events.ts';
import { applyReferences } from './apply-references.ts';

export type PullPage = Pick<z.infer<typeof pullResponse>, 'events' | 'cursor' | 'references'>;

/**
 * Answers the streams that changed. A page that cannot be applied is applied stream by stream, and what fails even so is
 * held: one poisoned record stops nothing else. Where the file or the disk gave out it throws, and nothing has happened.
 */
export function applyPage(
  desk: CommandDesk,
  page: PullPage,
  at: UtcMs,
  failed: (stream: string, error: unknown) => void,
): ReadonlySet<StreamId> {
  const { db } = desk;
  applyReferences(db, page.references, at);
  try {
    return transaction(db, () => {
      const changed = applyEvents(desk, page.events, at);
      setCursor(db, page.cursor);
      return changed;
    });
  } catch (error) {
    if (databaseRefusal(error) !== null) throw error;
    const changed = new Set<StreamId>();
    for (const [stream, events] of Map.groupBy(page.events, ({ stream: of }) => of)) {
      for (const each of applyAlone(desk, stream as StreamId, events, { at, failed })) changed.add(each);
    }
    transaction(db, () => setCursor(db, page.cursor));
    return changed;
  }
}

/** What an earlier version of this program could not apply is tried again: this one may. What fails even so stays held. */
export function applyHeld(desk: CommandDesk, at: UtcMs): ReadonlySet<StreamId> {
  const { db } = desk;
  const changed = new Set<StreamId>();
  for (const stream of [...heldStreams(db, 'unknown_type'), ...heldStreams(db, 'failed')]) {
    try {
      for (const each of transaction(db, () => applyEvents(desk, [], at, [stream]))) changed.add(each);
    } catch (error) {
      if (databaseRefusal(error) !== null) throw error;
    }
  }
  return changed;
}

function applyAlone(
  desk: CommandDesk,
  stream: StreamId,
  events: PullPage['events'],
  { at, failed }: { readonly at: UtcMs; readonly failed: (stream: string, error: unknown) => void },
): ReadonlySet<StreamId> {
  try {
    return transaction(desk.db, () => applyEvents(desk, events, at));
  } catch (error) {
    if (databaseRefusal(error) !== null) throw error;
    failed(stream, error);
    transaction(desk.db, () => {
      for (const event of events) {
        const { eventId, version } = event;
        holdEvent(desk.db, { eventId, stream, version, body: event }, 'failed', at);
      }
    });
    return new Set();
  }
}
