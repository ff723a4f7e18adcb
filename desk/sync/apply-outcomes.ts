/** What the hub said of commands that were pushed to it. */
import type { z } from 'zod';
import type { pushResponse } from '../../contract/hub-protocol/envelopes.ts';
import type { ReadableDb } from '../../db/open/database.ts';
import { answerInOutbox } from '../../db/queries/outbox.ts';
import { pendingIdsOf, pendingStreamsOf, takeBack } from '../../db/queries/pending-events.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { CommandDesk } from '../commands/execute.ts';
import { applyEvents } from './apply-events.ts';
import type { ConfirmedEvent } from './apply-events.ts';
import { decideAgain, takeBackOn } from './rebase.ts';

function hasOthersThan(db: ReadableDb, commandId: string, made: readonly ConfirmedEvent[]): boolean {
  const ids = new Set(made.map(({ eventId }) => eventId));
  return pendingIdsOf(db, commandId).some((eventId) => !ids.has(eventId));
}

export type PushedOutcome = z.infer<typeof pushResponse>['outcomes'][number];

/**
 * Writes down each answer. What was rejected is taken back, with what hung on it decided again; what it typed stays in the
 * outbox. The events of what was accepted are applied as far as they follow on what is here, and come again with a pull.
 * In the caller's transaction. Answers the streams that changed.
 */
export function applyOutcomes(desk: CommandDesk, outcomes: readonly PushedOutcome[], at: UtcMs): ReadonlySet<StreamId> {
  const { db } = desk;
  const events: ConfirmedEvent[] = [];
  const lost = new Set<StreamId>();
  for (const { commandId, outcome } of outcomes) {
    const isNew = answerInOutbox(db, { commandId, state: outcome.result, outcome, at });
    if (outcome.result === 'accepted') events.push(...outcome.events);
    // Accepted, and yet it did less than here: by then it had nothing left to do. What the hub did not make will never come.
    const madeLess = outcome.result === 'accepted' && hasOthersThan(db, commandId, outcome.events);
    if (!madeLess && (outcome.result !== 'rejected' || !isNew)) continue;
    for (const stream of pendingStreamsOf(db, commandId)) lost.add(stream);
    takeBack(db, commandId);
  }
  if (lost.size > 0) decideAgain(desk, takeBackOn(db, lost).commands);
  return new Set([...lost, ...applyEvents(desk, events, at)]);
}
