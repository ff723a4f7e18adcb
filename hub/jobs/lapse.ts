/** Time ends cases where the authority is: intakes past their days, rejections past their appeal window, which then let go of their order. */
import { drawsOf } from '../../contract/hub-protocol/drawn-ids.ts';
import { lapseCase } from '../../domain/cases/lapse-case.ts';
import { SYSTEM_USER_ID } from '../../domain/kernel/actor.ts';
import { parseStreamId } from '../../domain/kernel/stream.ts';
import { decideWithFacts } from '../commands/facts-on-demand.ts';
import { unitOfWork } from '../commands/unit-of-work.ts';
import type { HubDeps } from '../services/deps.ts';

const AT_ONCE = 100;
const EVERY_MS = 5 * 60_000;

/**
 * Writes down which cases time has ended by now; each in a transaction of its own. Several hubs may do it at once: a case is
 * held while it is looked at, and ends once. Answers how many. @rule 5.2
 */
export async function lapseCases({ store, authority, newId }: HubDeps): Promise<number> {
  const now = authority.now();
  let count = 0;
  for (const stream of await store.lapsed(now, AT_ONCE)) {
    const commandId = newId();
    const { eventId, newId: drawId, randomBytes } = drawsOf(commandId);
    const actor = { userId: SYSTEM_USER_ID, roles: [], branchId: '', deskId: 'hub' };
    const ended = await store.transaction(async (tx) => {
      const unit = unitOfWork(tx);
      await unit.hold([stream]);
      const payload = { caseId: parseStreamId(stream).id };
      const decided = await decideWithFacts(unit.facts, (facts) =>
        lapseCase.decide(unit.loaded([stream]), payload, {
          now,
          actor,
          newId: drawId,
          randomBytes,
          pack: authority.packAt(now),
          calendar: authority.calendar,
          facts,
        }),
      );
      if (!decided.ok || decided.value.length === 0) return false;
      unit.append(decided.value, { commandId, actor, at: now, acceptedAt: now, eventId });
      await tx.write({ desk: null, commands: [], ...unit.changed(), kept: [], pins: [] });
      return true;
    });
    if (ended) count += 1;
  }
  return count;
}

/** Ends cases and forgets what is over, now and every few minutes, until stopped; `failed` is told where the database gave out, and the next time comes. */
export function startJobs(deps: HubDeps, failed: (error: unknown) => void): () => void {
  const run = (): void => {
    lapseCases(deps)
      .then(() => deps.store.forget(deps.now()))
      .catch(failed);
  };
  run();
  const timer = setInterval(run, EVERY_MS);
  return () => clearInterval(timer);
}
