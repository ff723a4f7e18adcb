/**
 * Given these events, when this command is decided, then these events or this refusal. No clock, no database: what the
 * deciders are promised, and nothing else. Time stands still unless a test moves it.
 */
import { evolveCallback } from '../callbacks/evolve.ts';
import type { CallbackState } from '../callbacks/state.ts';
import { evolveCase } from '../cases/evolve.ts';
import type { CaseState } from '../cases/state.ts';
import { evolveContact } from '../contacts/evolve.ts';
import type { ContactState } from '../contacts/state.ts';
import type { CaseEvent, NewDomainEvent, RecordedDomainEvent } from '../events.ts';
import type { Actor, Role } from '../kernel/actor.ts';
import type { CommandDefinition, DecideContext, Facts, LoadedStreams } from '../kernel/command.ts';
import type { RecordedEvent } from '../kernel/event.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { Result } from '../kernel/result.ts';
import { parseStreamId, streamId, type StreamId, type StreamKind } from '../kernel/stream.ts';
import { MINUTE_MS, type UtcMs } from '../kernel/units.ts';
import { emptyParty, evolveParty } from '../parties/evolve.ts';
import { defaultCalendar } from '../policy/calendars/default.ts';
import { loadSamplePack } from '../policy/packs/sample.ts';

/** Tuesday 10 March 2026, 10:00 in Shanghai. */
export const NOW: UtcMs = Date.UTC(2026, 2, 10, 2, 0);

/** `minutesAfter(5)` is 10:05 in Shanghai on the day of `NOW`; negative for before. */
export function minutesAfter(minutes: number): UtcMs {
  return NOW + minutes * MINUTE_MS;
}

/** An actor with these roles; `userId` is what the rules compare. */
export function actorOf(userId: string, ...roles: readonly Role[]): Actor {
  return { userId, roles, branchId: 'branch-1', deskId: 'desk-1' };
}

export const agent = actorOf('agent-1', 'agent');
export const clerk = actorOf('clerk-1', 'clerk');
export const supervisor = actorOf('supervisor-1', 'supervisor');

/** What a test may say about the world besides events; everything left out is empty or fixed. */
export interface World {
  readonly now?: UtcMs;
  readonly actor?: Actor;
  readonly facts?: Partial<Facts>;
  readonly pack?: DecideContext['pack'];
  readonly calendar?: DecideContext['calendar'];
}

/** An event that has happened; without `at` and `by`, at the moment and by the actor of the story. */
export type GivenEvent = NewDomainEvent & { readonly at?: UtcMs; readonly by?: Actor };

const noFacts: Facts = {
  order: () => null,
  party: () => null,
  openCaseOfOrder: () => null,
  user: () => null,
  evidence: () => null,
  callbacksInSlot: () => 0,
};

function textId(count: number): string {
  return `00000000-0000-7000-8000-${String(count).padStart(12, '0')}`;
}

function samplePack(): DecideContext['pack'] {
  const loaded = loadSamplePack();
  if (!loaded.ok) throw new Error(`the sample pack does not load: ${JSON.stringify(loaded.refusal.data)}`);
  return loaded.value;
}

/** A context in which ids count up from 1 and random bytes repeat 1, 2, 3, …; the pack is the sample. */
export function contextOf(world: World = {}): DecideContext {
  let ids = 0;
  return {
    now: world.now ?? NOW,
    actor: world.actor ?? agent,
    newId: () => textId((ids += 1)),
    randomBytes: (count) => Uint8Array.from({ length: count }, (_, index) => (index + 1) % 256),
    get pack() {
      return world.pack ?? samplePack();
    },
    calendar: world.calendar ?? defaultCalendar,
    facts: { ...noFacts, ...world.facts },
  };
}

/** Events as their streams would hold them after `past`: versions count up, each accepted the moment it was captured. */
function recorded(
  events: readonly GivenEvent[],
  world: World,
  past: readonly RecordedDomainEvent[],
): readonly RecordedDomainEvent[] {
  const all = [...past];
  for (const { at, by, ...event } of events) {
    const capturedAt = at ?? world.now ?? NOW;
    all.push({
      ...event,
      eventId: `event-${all.length + 1}`,
      version: all.filter((each) => each.stream === event.stream).length + 1,
      commandId: `command-${all.length + 1}`,
      actor: by ?? world.actor ?? agent,
      capturedAt,
      acceptedAt: capturedAt,
      status: 'confirmed',
    });
  }
  return all;
}

/** Folds recorded events; with `named`, reading a stream outside it throws, as it does in the desk. */
function fold(events: readonly RecordedDomainEvent[], named?: readonly StreamId[]): LoadedStreams {
  const of = (kind: StreamKind, id: string) => {
    const stream = streamId(kind, id);
    if (named !== undefined && !named.includes(stream)) throw new Error(`the command did not name ${stream}`);
    return events.filter((event) => event.stream === stream);
  };
  return {
    contact: (id) => of('contact', id).reduce<ContactState | null>(evolveContact, null),
    // The kind of a stream decides which events stand in it.
    case: (id) => (of('case', id) as RecordedEvent<CaseEvent>[]).reduce<CaseState | null>(evolveCase, null),
    party: (id) => of('party', id).reduce(evolveParty, emptyParty),
    callback: (id) => of('callback', id).reduce<CallbackState | null>(evolveCallback, null),
  };
}

export interface Story {
  /** What the streams hold so far. */
  readonly streams: LoadedStreams;
  readonly events: readonly RecordedDomainEvent[];
  /** Decides one command; the payload goes through its schema first. */
  when<P>(command: CommandDefinition<string, P>, payload: P, moment?: World): Result<readonly NewDomainEvent[]>;
  /** Decides one command and goes on from its events; a refusal here is a mistake in the test and throws. */
  after<P>(command: CommandDefinition<string, P>, payload: P, moment?: World): Story;
}

/** `given(events, world).when(command, payload)`; `after` strings several commands together. */
export function given(events: readonly GivenEvent[], world: World = {}): Story {
  return storyOf(recorded(events, world, []), world);
}

function storyOf(past: readonly RecordedDomainEvent[], world: World): Story {
  const when: Story['when'] = (command, payload, moment) => {
    const checked = command.payload.parse(payload);
    return command.decide(fold(past, command.streams(checked)), checked, contextOf({ ...world, ...moment }));
  };
  return {
    streams: fold(past),
    events: past,
    when,
    after: (command, payload, moment) => {
      const decided = when(command, payload, moment);
      return storyOf(recorded(eventsOf(decided), { ...world, ...moment }, past), world);
    },
  };
}

/** The events of a decision; throws, naming the refusal, when it was refused. */
export function eventsOf(decided: Result<readonly NewDomainEvent[]>): readonly NewDomainEvent[] {
  if (!decided.ok) throw new Error(`refused: ${JSON.stringify(decided.refusal)}`);
  return decided.value;
}

/** The refusal of a decision; throws when it was not refused. */
export function refusalOf(decided: Result<unknown>): Refusal {
  if (decided.ok) throw new Error('not refused');
  return decided.refusal;
}

/** The types of the events a decision gave, in order. */
export function typesOf(decided: Result<readonly NewDomainEvent[]>): readonly string[] {
  return eventsOf(decided).map((event) => `${parseStreamId(event.stream).kind}:${event.type}`);
}
