import type { HubEvent, HubStore } from '../store/store.ts';
import type { PushedOutcome } from './accept-push.ts';

/** What was said of a desk's own commands, as it stands now. Of others, and of what never came, nothing. */
export function outcomesOf(
  store: HubStore,
  deskId: string,
  commandIds: readonly string[],
): Promise<readonly PushedOutcome[]> {
  return store.transaction(async (tx) => {
    const stored = [...(await tx.commands(commandIds)).values()].filter((each) => each.deskId === deskId);
    const ids = stored.map(({ commandId }) => commandId);
    const events: ReadonlyMap<string, readonly HubEvent[]> = await tx.eventsOfCommands(ids);
    return stored.map(({ commandId, outcome }) => ({
      commandId,
      alreadyProcessed: true,
      outcome,
      events: events.get(commandId) ?? [],
    }));
  });
}
