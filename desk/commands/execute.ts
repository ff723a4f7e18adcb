import { v7 as uuidv7 } from 'uuid';
import { drawsOf } from '../../contract/hub-protocol/drawn-ids.ts';
import { attempt } from '../../db/open/database.ts';
import type { WritableDb } from '../../db/open/database.ts';
import { isUniqueViolation } from '../../db/open/errors.ts';
import { advanceStream, loadStream, projectStream } from '../../db/projections/streams.ts';
import { appendEvents, eventsOfCommand } from '../../db/queries/events.ts';
import { findInOutbox, putInOutbox } from '../../db/queries/outbox.ts';
import type { RecordedDomainEvent } from '../../domain/events.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import type { CommandDefinition, LoadedStreams } from '../../domain/kernel/command.ts';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Refused, Result } from '../../domain/kernel/result.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { CalendarData } from '../../domain/policy/calendar.ts';
import type { PolicyPack } from '../../domain/policy/pack.ts';
import { loadedStreams } from '../../domain/streams.ts';
import type { StreamState } from '../../domain/streams.ts';
import { topicsOf } from '../changes.ts';
import { factsFrom } from './facts.ts';
import { keptPayload } from './kept-payload.ts';

/** `solo`: no hub; this desk is its own authority. `hub`: the hub is, and what is done here waits for its word. */
export type AuthorityMode = 'solo' | 'hub';

/** What commands are executed on. */
export interface CommandDesk {
  readonly db: WritableDb;
  readonly deskId: string;
  readonly pack: PolicyPack;
  readonly calendar: CalendarData;
  readonly mode: AuthorityMode;
  readonly now: () => UtcMs;
  /** Told after the commit what has to be read again. */
  readonly changed?: (topics: readonly string[]) => void;
}

export interface CommandRequest<P> {
  /** UUIDv7 of whoever asks; the same id again is the same command. Without it every call is a new one. */
  readonly commandId?: string | undefined;
  readonly payload: P;
}

export interface CommandOutcome {
  readonly commandId: string;
  /** True when a command of this id had been executed before: nothing was done now, and `events` are those of then. */
  readonly alreadyProcessed: boolean;
  readonly events: readonly RecordedDomainEvent[];
  /** The streams the command named, as they stand afterwards. */
  readonly streams: LoadedStreams;
}

/**
 * Executes one command in one transaction: loads its streams, decides, appends the events, writes the projections, and puts
 * the command in the outbox. A crash before the commit leaves nothing, after it everything.
 *
 * A refusal stores nothing: nothing has happened, and the same command may be sent again once what stood against it is
 * gone. An accepted command is recorded with its id; sent again it answers with the events it made then, and the same id
 * with another type or stream is refused as `already_exists`.
 *
 * Refuses what the decider refuses, and `invalid_input` (`{ path, code }` of the first problem, never the value),
 * `order_has_open_case` where only the database still saw the other case, `version_conflict`, `database_locked`, `disk_full`.
 */
export function executeCommand<P>(
  desk: CommandDesk,
  signedIn: Actor,
  definition: CommandDefinition<string, P>,
  request: CommandRequest<P>,
): Result<CommandOutcome> {
  const checked = definition.payload.safeParse(request.payload);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    return refuse('invalid_input', { path: issue?.path.join('.') ?? '', code: issue?.code ?? 'custom' });
  }
  const payload = checked.data;
  const commandId = request.commandId ?? uuidv7();
  const actor = { ...signedIn, deskId: desk.deskId };
  const result = attempt(desk.db, () => runCommand(desk, actor, definition, { commandId, payload }));
  if (result.ok && !result.value.alreadyProcessed) desk.changed?.(topicsOf(result.value.events));
  return result;
}

function runCommand<P>(
  desk: CommandDesk,
  actor: Actor,
  definition: CommandDefinition<string, P>,
  { commandId, payload }: { commandId: string; payload: P },
): Result<CommandOutcome> {
  const { db } = desk;
  const names = definition.streams(payload);
  const [ownStream] = names;
  const before = findInOutbox(db, commandId);
  if (before !== null) {
    if (before.type !== definition.type || before.stream !== ownStream) return refuse('already_exists', { commandId });
    const folded = new Map(names.map((name) => [name, loadStream(db, name).folded] as const));
    return ok({
      commandId,
      alreadyProcessed: true,
      events: eventsOfCommand(db, commandId),
      streams: loadedStreams(folded),
    });
  }

  const now = desk.now();
  const done = decideHere(desk, { commandId, actor, definition, payload, at: now });
  if (!done.ok) return done;
  putInOutbox(db, {
    commandId,
    stream: ownStream,
    type: definition.type,
    payload: keptPayload(payload),
    authority: definition.authority,
    actor,
    createdAt: now,
    state: desk.mode === 'solo' ? 'kept' : 'waiting',
  });
  return ok({ commandId, alreadyProcessed: false, ...done.value });
}

export interface Deciding<P> {
  readonly commandId: string;
  readonly actor: Actor;
  readonly definition: CommandDefinition<string, P>;
  readonly payload: P;
  /** When it was done, by this desk's clock. */
  readonly at: UtcMs;
}

/**
 * Decides a command on the streams as they stand here, appends what it makes and writes the projections; in the caller's
 * transaction, which it undoes by refusing. Where a hub is the authority the events are pending, and a central command makes
 * none: it takes effect there alone.
 */
export function decideHere<P>(
  desk: CommandDesk,
  { commandId, actor, definition, payload, at }: Deciding<P>,
): Result<Pick<CommandOutcome, 'events' | 'streams'>> {
  const { db } = desk;
  const names = definition.streams(payload);
  const loaded = new Map(names.map((name) => [name, loadStream(db, name)] as const));
  const before = loadedStreams(new Map([...loaded].map(([name, { folded }]) => [name, folded])));
  const draws = drawsOf(commandId);
  const decided = definition.decide(before, payload, {
    now: at,
    actor,
    newId: draws.newId,
    randomBytes: draws.randomBytes,
    pack: desk.pack,
    calendar: desk.calendar,
    facts: factsFrom(db),
  });
  if (!decided.ok) return decided;
  if (desk.mode === 'hub' && definition.authority === 'central') return ok({ events: [], streams: before });

  const appended = appendEvents(db, {
    events: decided.value,
    expectedVersions: new Map([...loaded].map(([name, { version }]) => [name, version])),
    commandId,
    actor,
    capturedAt: at,
    acceptedAt: desk.mode === 'solo' ? at : null,
    newId: draws.eventId,
  });
  if (!appended.ok) return appended;

  const after = new Map<StreamId, StreamState>();
  for (const [name, { folded }] of loaded) {
    const own = appended.value.filter((event) => event.stream === name);
    after.set(name, advanceStream(db, name, folded, own));
  }
  const projected = project(db, after, appended.value);
  return projected.ok ? ok({ events: appended.value, streams: loadedStreams(after) }) : projected;
}

function project(
  db: WritableDb,
  after: ReadonlyMap<StreamId, StreamState>,
  events: readonly RecordedDomainEvent[],
): Result<true> {
  for (const [name, folded] of after) {
    const own = events.filter((event) => event.stream === name);
    if (own.length === 0) continue;
    try {
      projectStream(db, name, folded, own);
    } catch (error) {
      const refusal = constraintRefusal(error);
      if (refusal === null) throw error;
      return refusal;
    }
  }
  return ok(true);
}

/** The rules that the database holds even where a decider missed them. */
function constraintRefusal(error: unknown): Refused | null {
  if (isUniqueViolation(error, 'case_row.order_no')) return refuse('order_has_open_case');
  if (isUniqueViolation(error, 'task_row.terminal_sn')) return refuse('already_exists', { field: 'terminalSn' });
  if (isUniqueViolation(error, 'case_row.case_code')) return refuse('already_exists', { field: 'caseCode' });
  return null;
}
