/** What the hub answers, as it goes over the line. */
import type { z } from 'zod';
import type { pullResponse, pushResponse } from '../../contract/hub-protocol/envelopes.ts';
import type { confirmedEvent } from '../../contract/hub-protocol/shared.ts';
import { PROTOCOL_VERSION } from '../../contract/hub-protocol/version.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { PushAnswer, PushedOutcome } from '../commands/accept-push.ts';
import type { HubEvent, PullPage } from '../store/store.ts';

export function wireEvent({ status: _always, ...event }: HubEvent): z.infer<typeof confirmedEvent> {
  const { actor, data } = event;
  return { ...event, data: data as Record<string, unknown>, actor: { ...actor, roles: [...actor.roles] } };
}

/** With `accepted` go its events; what a rejected filing left on another case comes with a pull. */
function wireOutcome({ commandId, alreadyProcessed, outcome, events }: PushedOutcome) {
  const said =
    outcome.result === 'accepted'
      ? { ...outcome, events: events.map(wireEvent) }
      : outcome.result === 'rejected'
        ? { ...outcome, data: { ...outcome.data } }
        : outcome;
  return { commandId, alreadyProcessed, outcome: said };
}

export function wirePush(
  { outcomes, nextSeq }: Extract<PushAnswer, { outcomes: unknown }>,
  hubTime: UtcMs,
): z.input<typeof pushResponse> {
  return { protocolVersion: PROTOCOL_VERSION, outcomes: outcomes.map(wireOutcome), nextSeq, hubTime } as z.input<
    typeof pushResponse
  >;
}

export function wirePull({ events, references, cursor, more }: PullPage, hubTime: UtcMs): z.input<typeof pullResponse> {
  return {
    protocolVersion: PROTOCOL_VERSION,
    events: events.map(wireEvent),
    references: references.map(({ kind, key, body }) => ({ kind, key, body: body === null ? null : { ...body } })),
    cursor,
    more,
    hubTime,
  };
}
