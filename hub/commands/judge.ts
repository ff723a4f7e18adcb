/** One command of a push, decided by the authority. */
import type { KeyObject } from 'node:crypto';
import { drawsOf } from '../../contract/hub-protocol/drawn-ids.ts';
import type { pushedCommand } from '../../contract/hub-protocol/envelopes.ts';
import { readGrant } from '../../contract/hub-protocol/grant.ts';
import type { z } from 'zod';
import { addCaseNote } from '../../domain/cases/add-case-note.ts';
import { attachContact } from '../../domain/cases/attach-contact.ts';
import { COMMANDS, commandOfType } from '../../domain/commands.ts';
import type { NewDomainEvent } from '../../domain/events.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import type { Authority, CommandDefinition } from '../../domain/kernel/command.ts';
import type { RefusalData } from '../../domain/kernel/refusal.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { streamId } from '../../domain/kernel/stream.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { CalendarData } from '../../domain/policy/calendar.ts';
import type { PolicyPack } from '../../domain/policy/pack.ts';
import type { DeskRecord, HubEvent, HubUser, StoredOutcome } from '../store/store.ts';
import { momentOf, payloadAt } from './authority-time.ts';
import { noteContradiction } from './contradiction.ts';
import { DecisionFailed, decideWithFacts } from './facts-on-demand.ts';
import { directed } from './kept-elsewhere.ts';
import type { UnitOfWork } from './unit-of-work.ts';

export type PushedCommand = z.infer<typeof pushedCommand>;

/** What the authority decides with. */
export interface AuthorityContext {
  /** The public half of what the hub signs grants with. */
  readonly hubKey: KeyObject;
  readonly now: () => UtcMs;
  /** The pack that was in force at an instant. */
  readonly packAt: (at: UtcMs) => PolicyPack;
  readonly calendar: CalendarData;
  /** Told of a decider that threw, with the type of the command and no more. */
  readonly failed?: (type: string, error: unknown) => void;
}

/** What a push found before any of its commands is judged. */
export interface Known {
  readonly desk: DeskRecord;
  /** The desk's clock when it pushed. */
  readonly deskClock: UtcMs;
  readonly now: UtcMs;
  readonly users: ReadonlyMap<string, HubUser>;
  /** Streams that are not the desk's by branch, and still may be touched. */
  readonly pinned: Set<StreamId>;
  readonly parked: Set<string>;
  /** Cases whose filing was refused, and the stream that keeps what is recorded on them. */
  readonly keptOn: Map<string, StreamId>;
}

export interface Judged {
  readonly outcome: StoredOutcome;
  readonly events: readonly HubEvent[];
  readonly userId: string | null;
}

/**
 * Decides one command with everything before it decided. Parks what is not understood and what stands behind something
 * parked on its own stream; rejects what the person, the desk or the rules do not allow. A filing that comes second is
 * rejected with `order_has_open_case`, and its words are kept on the case that was first. @rule 5.0
 */
export async function judge(
  context: AuthorityContext,
  unit: UnitOfWork,
  known: Known,
  pushed: PushedCommand,
): Promise<Judged> {
  const sent = commandOfType(pushed.type);
  if (sent === null) return parked('unknown_type');
  if (known.parked.has(pushed.stream)) return parked('behind_parked');
  const moment = momentOf(sent.authority, { ...known, capturedAt: pushed.capturedAt });
  const { definition, payload: asSent, isMoved } = directed(sent, pushed.payload, known.keptOn);
  const read = definition.payload.safeParse(moment.clockSkewMs === undefined ? asSent : payloadAt(asSent, moment.at));
  if (!read.success) return parked('unreadable_payload');
  const payload = read.data;
  // The stream that stands on the envelope is the one that the desk orders by; a payload about another one is forged.
  if (!isMoved && definition.streams(payload)[0] !== pushed.stream) return parked('unreadable_payload');

  const grantAt = moment.clockSkewMs === undefined ? pushed.capturedAt : known.now;
  const person = await actorOf(context, known, pushed.grant, { at: grantAt, authority: definition.authority });
  if ('refused' in person) return { ...rejected(person.refused, {}), userId: person.userId };
  const { actor } = person;

  const streams = definition.streams(payload);
  await unit.hold(streams);
  const foreign = streams.some((stream) => !isDesks(known, unit, stream));
  if (foreign) return { ...rejected('not_permitted', { act: 'other_branch' }), userId: actor.userId };

  const stamped = { commandId: pushed.commandId, actor, ...moment, acceptedAt: known.now };
  try {
    const deciding = { definition, payload, actor, at: moment.at, id: pushed.commandId };
    const decided = await decide(context, unit, deciding);
    const happened =
      decided.ok || definition.authority !== 'recorded' ? decided : await decideAsSeen(context, unit, deciding);
    if (happened.ok) {
      const events = unit.append(happened.value, { ...stamped, eventId: drawsOf(pushed.commandId).eventId });
      if (decided.ok) return { outcome: { result: 'accepted' }, events, userId: actor.userId };
      const { refusal } = decided;
      const noted = await noteContradiction(unit, { type: pushed.type, streams }, refusal, stamped);
      const outcome = { result: 'accepted', contradicts: refusal.code } as const;
      return { outcome, events: [...events, ...noted], userId: actor.userId };
    }
    const { code, data } = happened.refusal;
    if (pushed.type !== 'FileCancellation') return { ...rejected(code, data), userId: actor.userId };
    const first = code === 'order_has_open_case' ? data['caseId'] : undefined;
    if (typeof first !== 'string') {
      const { caseId, contactId } = COMMANDS.FileCancellation.payload.parse(payload);
      if (unit.standing(streamId('case', caseId)).version === 0)
        known.keptOn.set(caseId, streamId('contact', contactId));
      return { ...rejected(code, data), userId: actor.userId };
    }
    const events = await keepOnFirst(context, unit, known, { payload, firstCaseId: first, stamped });
    return { outcome: { result: 'rejected', code, data, keptOnCaseId: first }, events, userId: actor.userId };
  } catch (error) {
    if (!(error instanceof DecisionFailed)) throw error;
    context.failed?.(pushed.type, error.cause);
    return { ...parked('failed'), userId: actor.userId };
  }
}

function parked(reason: Extract<StoredOutcome, { result: 'parked' }>['reason']): Judged {
  return { outcome: { result: 'parked', reason }, events: [], userId: null };
}

function rejected(code: string, data: RefusalData): Omit<Judged, 'userId'> {
  return { outcome: { result: 'rejected', code, data }, events: [] };
}

type Person = { readonly actor: Actor } | { readonly refused: string; readonly userId: string | null };

/** Who acted: whom the grant was given to, with the roles that they have now. Never what the command says. */
async function actorOf(
  { hubKey }: AuthorityContext,
  { desk, users }: Known,
  grant: string,
  { at, authority }: { at: UtcMs; authority: Authority },
): Promise<Person> {
  const read = await readGrant(hubKey, grant, { deskId: desk.deskId, at, for: 'offline' });
  if ('refused' in read) return { refused: read.refused, userId: null };
  const { userId } = read.grant;
  const user = users.get(userId);
  if (user === undefined) return { refused: 'user_disabled', userId };
  // What somebody recorded while they still worked here has happened; what they wanted decided is not decided any more.
  const wasHere = user.disabledAt === null || (authority === 'recorded' && at < user.disabledAt);
  if (!wasHere) return { refused: 'user_disabled', userId };
  return { actor: { userId, roles: user.roles, branchId: user.branchId, deskId: desk.deskId } };
}

/** Whether a desk may touch a stream: one that it begins, one of its branches', everybody's, or one that was pinned for it. */
function isDesks({ desk, pinned }: Known, unit: UnitOfWork, stream: StreamId): boolean {
  const { branchId } = unit.standing(stream);
  return branchId === null || desk.scope === 'all' || desk.scope.includes(branchId) || pinned.has(stream);
}

interface Deciding<P> {
  readonly definition: CommandDefinition<string, P>;
  readonly payload: P;
  readonly actor: Actor;
  readonly at: UtcMs;
  readonly id: string;
}

/**
 * What was recorded has happened, whatever has come in since: it is decided on what its desk could have known then, and
 * at the last on what that desk did itself. Refuses what stands against it even so.
 */
async function decideAsSeen<P>(
  context: AuthorityContext,
  unit: UnitOfWork,
  deciding: Deciding<P>,
): Promise<Result<readonly NewDomainEvent[]>> {
  const { deskId } = deciding.actor;
  const own = ({ actor }: HubEvent): boolean => actor.deskId === deskId;
  const then = (event: HubEvent): boolean => own(event) || event.acceptedAt <= deciding.at;
  const decided = await decide(context, unit, deciding, then);
  return decided.ok ? decided : decide(context, unit, deciding, own);
}

/** With `knew`, on what the streams hold of events that were known. */
function decide<P>(
  { packAt, calendar }: AuthorityContext,
  unit: UnitOfWork,
  { definition, payload, actor, at, id }: Deciding<P>,
  knew?: (event: HubEvent) => boolean,
): Promise<Result<readonly NewDomainEvent[]>> {
  const streams = definition.streams(payload);
  const loaded = knew === undefined ? unit.loaded(streams) : unit.loadedAs(streams, knew);
  return decideWithFacts(unit.facts, (facts) => {
    const { newId, randomBytes } = drawsOf(id);
    const pack = packAt(at);
    const given = { now: at, actor, newId, randomBytes, pack, calendar, facts };
    return definition.decide(loaded, payload, given);
  });
}

/**
 * The contact of a filing that came second, and what was written in it, go on the case that was first; the desk may follow
 * that case from now on. Scenario 06.
 */
async function keepOnFirst(
  context: AuthorityContext,
  unit: UnitOfWork,
  known: Known,
  kept: {
    readonly payload: unknown;
    readonly firstCaseId: string;
    readonly stamped: Omit<Parameters<UnitOfWork['append']>[1], 'eventId'>;
  },
): Promise<readonly HubEvent[]> {
  const { firstCaseId: caseId, stamped } = kept;
  const { caseId: ownCaseId, contactId, reasonText } = COMMANDS.FileCancellation.payload.parse(kept.payload);
  const { commandId: id, actor, at } = stamped;
  const { eventId, newId } = drawsOf(`${id}/kept`);
  await unit.hold([streamId('case', caseId), streamId('contact', contactId)]);

  const attaching = { caseId, contactId, because: 'second_filing' as const };
  const attached = await decide(context, unit, { definition: attachContact, payload: attaching, actor, at, id });
  const events = attached.ok ? [...unit.append(attached.value, { ...stamped, eventId })] : [];
  if (reasonText !== '') {
    const note = { caseId, noteId: newId(), text: reasonText, corrects: null };
    const noted = await decide(context, unit, { definition: addCaseNote, payload: note, actor, at, id });
    if (noted.ok) events.push(...unit.append(noted.value, { ...stamped, eventId }));
  }
  known.keptOn.set(ownCaseId, streamId('case', caseId));
  known.pinned.add(streamId('case', caseId));
  return events;
}
