/**
 * Several commands decided one after the other in one transaction. What they read is held and read once; what they change
 * is seen by those behind them; all of it is written at the end, at once.
 */
import { CALLBACK_SLOT_MS } from '../../domain/callbacks/slots.ts';
import type { NewDomainEvent } from '../../domain/events.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import { parseStreamId } from '../../domain/kernel/stream.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import { foldOnto, foldStream, loadedStreams } from '../../domain/streams.ts';
import type { StreamState } from '../../domain/streams.ts';
import type { HubEvent, HubTransaction, StreamStanding } from '../store/store.ts';
import type { FactSource } from './facts-on-demand.ts';
import { NO_STANDING, standingAfter } from './standing.ts';

interface Held {
  readonly events: readonly HubEvent[];
  readonly before: StreamStanding;
  readonly standing: StreamStanding;
  readonly folded: StreamState;
}

export interface Appending {
  readonly commandId: string;
  readonly actor: Actor;
  readonly at: UtcMs;
  readonly clockSkewMs?: number;
  readonly acceptedAt: UtcMs;
  readonly eventId: () => string;
}

export interface UnitOfWork {
  /** Holds and reads streams that are not held yet. */
  hold(streams: readonly StreamId[]): Promise<void>;
  /** The standing of a stream that is held. */
  standing(stream: StreamId): StreamStanding;
  loaded(streams: readonly StreamId[]): ReturnType<typeof loadedStreams>;
  /** The same streams as somebody saw them who knew of these events alone. */
  loadedAs(streams: readonly StreamId[], knew: (event: HubEvent) => boolean): ReturnType<typeof loadedStreams>;
  /** Facts as the store has them, without what this unit has changed. */
  readonly before: FactSource;
  /** Facts with what this unit has changed. */
  readonly facts: FactSource;
  append(events: readonly NewDomainEvent[], how: Appending): readonly HubEvent[];
  /** What has been appended, and where every stream that it touched stands. */
  changed(): { readonly events: readonly HubEvent[]; readonly standings: ReadonlyMap<StreamId, StreamStanding> };
}

export function unitOfWork(tx: HubTransaction): UnitOfWork {
  const streams = new Map<StreamId, Held>();
  const appended: HubEvent[] = [];

  const held = (stream: StreamId): Held => {
    const found = streams.get(stream);
    if (found === undefined) throw new Error(`${stream} was not held`);
    return found;
  };
  const touched = (): [StreamId, Held][] => [...streams].filter(([, { before, standing }]) => before !== standing);

  return {
    async hold(names) {
      const missing = [...new Set(names)].filter((name) => !streams.has(name));
      if (missing.length === 0) return;
      const standings = await tx.holdStreams(missing);
      const begun = missing.filter((name) => (standings.get(name)?.version ?? 0) > 0);
      const events = begun.length === 0 ? new Map<StreamId, readonly HubEvent[]>() : await tx.events(begun);
      for (const name of missing) {
        const before = standings.get(name) ?? NO_STANDING;
        const own = events.get(name) ?? [];
        streams.set(name, { events: own, before, standing: before, folded: foldStream(name, own) });
      }
    },
    standing: (stream) => held(stream).standing,
    loaded: (names) => loadedStreams(new Map(names.map((name) => [name, held(name).folded]))),
    loadedAs: (names, knew) =>
      loadedStreams(new Map(names.map((name) => [name, foldStream(name, held(name).events.filter(knew))]))),
    before: tx.facts,
    facts: {
      ...tx.facts,
      openCaseOfOrder: async (orderNo) => {
        for (const [stream, { standing }] of touched()) {
          const isOpen = standing.claims.some(({ kind, key }) => kind === 'open_case' && key === orderNo);
          if (isOpen) return { caseId: parseStreamId(stream).id, caseCode: codeOf(standing) };
        }
        const known = await tx.facts.openCaseOfOrder(orderNo);
        // One that this unit has ended holds its order no longer.
        return known !== null && touched().some(([stream]) => stream === `case/${known.caseId}`) ? null : known;
      },
      callbacksInSlot: async (at) => {
        const slot = Math.floor(at / CALLBACK_SLOT_MS);
        const isIn = ({ slotStart }: StreamStanding): boolean =>
          slotStart !== null && Math.floor(slotStart / CALLBACK_SLOT_MS) === slot;
        const changes = touched().map(([, { before, standing }]) => Number(isIn(standing)) - Number(isIn(before)));
        return changes.reduce((sum, change) => sum + change, await tx.facts.callbacksInSlot(at));
      },
    },
    append(events, { commandId, actor, at, acceptedAt, clockSkewMs, eventId }) {
      const after = new Map<StreamId, Held>();
      const own = events.map((event) => {
        const { events: past, before, standing, folded } = after.get(event.stream) ?? held(event.stream);
        const recorded = {
          // Data as it will be read: what is made of the events now is what will be made of them later.
          ...(JSON.parse(JSON.stringify(event)) as NewDomainEvent),
          eventId: eventId(),
          version: standing.version + 1,
          commandId,
          actor,
          capturedAt: at,
          acceptedAt,
          status: 'confirmed',
          ...(clockSkewMs === undefined ? {} : { clockSkewMs }),
        } satisfies HubEvent;
        const next = foldOnto(folded, [recorded]);
        const by = { events: 1, byBranch: actor.branchId };
        after.set(event.stream, {
          events: [...past, recorded],
          before,
          folded: next,
          standing: standingAfter(standing, next, by),
        });
        return recorded;
      });
      // Only now: an event that cannot be folded leaves nothing behind.
      for (const [stream, each] of after) streams.set(stream, each);
      appended.push(...own);
      return own;
    },
    changed: () => ({
      events: appended,
      standings: new Map(touched().map(([stream, { standing }]) => [stream, standing])),
    }),
  };
}

function codeOf({ claims }: StreamStanding): string {
  return claims.find(({ kind }) => kind === 'case_code')?.key ?? '';
}
