/**
 * A desk's push. Its commands are taken in their order, none twice and none left out; each gets one outcome, which is
 * stored with what it did, in the same transaction.
 */
import type { z } from 'zod';
import { MAX_PUSHED } from '../../contract/hub-protocol/envelopes.ts';
import type { pushRequest } from '../../contract/hub-protocol/envelopes.ts';
import { commandOfType } from '../../domain/commands.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import { StoreConflict } from '../store/store.ts';
import type {
  DeskRecord,
  EvidenceEntry,
  HubEvent,
  HubStore,
  HubTransaction,
  StoredCommand,
  StoredOutcome,
} from '../store/store.ts';
import { judge } from './judge.ts';
import type { AuthorityContext, Known, PushedCommand } from './judge.ts';
import { unitOfWork } from './unit-of-work.ts';

export interface PushedOutcome {
  readonly commandId: string;
  readonly alreadyProcessed: boolean;
  readonly outcome: StoredOutcome;
  /** With `accepted`; and with `rejected` what was kept on another case. */
  readonly events: readonly HubEvent[];
}

export type PushAnswer =
  | { readonly outcomes: readonly PushedOutcome[]; readonly nextSeq: number }
  | { readonly refused: 'desk_unknown' | 'desk_revoked' | 'epoch_over' | 'desk_restored' }
  | { readonly refused: 'out_of_order'; readonly expectedSeq: number };

export interface Push {
  readonly deskId: string;
  readonly request: Pick<z.infer<typeof pushRequest>, 'epoch' | 'commands' | 'deskTime'> & {
    readonly evidence?: readonly EvidenceEntry[] | undefined;
  };
}

/** Commands in one transaction: many enough to be worth one, few enough not to hold a stream for long. */
const IN_ONE_TRANSACTION = 100;
const MOST_TRIES = 8;

/**
 * Takes a push. `out_of_order` says which count is expected; what stood before the gap has been taken. `desk_restored`
 * where the desk counts from where it was once before, with other commands: it is a copy or a backup, and must be enrolled
 * anew. The same push again answers the same.
 */
export async function acceptPush(context: AuthorityContext, store: HubStore, push: Push): Promise<PushAnswer> {
  const { commands } = push.request;
  if (commands.length > MAX_PUSHED) throw new Error('more commands than a push may have');
  const outcomes: PushedOutcome[] = [];
  let nextSeq = 0;
  for (let from = 0; from < commands.length; from += IN_ONE_TRANSACTION) {
    const part = { ...push, request: { ...push.request, commands: commands.slice(from, from + IN_ONE_TRANSACTION) } };
    const answer = await untilWritten(() => store.transaction((tx) => acceptPart(context, tx, part)));
    if ('refused' in answer) return answer;
    outcomes.push(...answer.outcomes);
    ({ nextSeq } = answer);
  }
  return { outcomes, nextSeq };
}

/** Tries again where another unit of work was faster; what it wrote is seen then, and decided with. */
export async function untilWritten<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreConflict) || tries >= MOST_TRIES) throw error;
    }
  }
}

async function acceptPart(context: AuthorityContext, tx: HubTransaction, push: Push): Promise<PushAnswer> {
  const desk = await tx.holdDesk(push.deskId);
  if (desk === null) return { refused: 'desk_unknown' };
  if (desk.revokedAt !== null) return { refused: 'desk_revoked' };
  if (desk.epoch !== push.request.epoch) return { refused: 'epoch_over' };

  const { commands } = push.request;
  const before = await tx.commands(commands.map(({ commandId }) => commandId));
  const order = inOrder(desk, commands, before);
  if ('refused' in order) return order;
  const now = context.now();
  const { fresh } = order;
  await tx.putEvidence(desk.deskId, push.request.evidence ?? []);
  const known = await knownOf(tx, { desk, deskClock: push.request.deskTime, now }, fresh);
  const unit = unitOfWork(tx);
  await unit.hold(fresh.flatMap(streamsOf));

  const stored: StoredCommand[] = [];
  const outcomes = new Map<string, PushedOutcome>();
  for (const pushed of fresh) {
    const { commandId } = pushed;
    const { outcome, events, userId } = await judge(context, unit, known, pushed);
    if (outcome.result === 'parked') known.parked.add(pushed.stream);
    stored.push({ ...storedOf(desk, pushed), userId, acceptedAt: now, outcome });
    outcomes.set(commandId, { commandId, alreadyProcessed: false, outcome, events });
  }

  const pinned = [...known.pinned].filter((stream) => !known.pinnedBefore.has(stream));
  const kept = [...known.keptOn].filter(([caseId]) => !known.keptBefore.has(caseId));
  await tx.write({
    desk: { deskId: desk.deskId, nextSeq: order.nextSeq },
    commands: stored,
    ...unit.changed(),
    kept: kept.map(([caseId, onStream]) => ({ caseId, onStream })),
    pins: pinned,
  });
  const repeated = await answeredBefore(tx, desk, commands, before);
  return {
    outcomes: commands.flatMap(({ commandId }) => outcomes.get(commandId) ?? repeated.get(commandId) ?? []),
    nextSeq: order.nextSeq,
  };
}

type InOrder =
  | { readonly fresh: readonly PushedCommand[]; readonly nextSeq: number }
  | Extract<PushAnswer, { refused: string }>;

/** The commands that are new, where they follow on what was taken before; one that was taken already may come again. */
function inOrder(
  desk: DeskRecord,
  commands: readonly PushedCommand[],
  before: ReadonlyMap<string, StoredCommand>,
): InOrder {
  const fresh: PushedCommand[] = [];
  const seen = new Set<string>();
  let { nextSeq } = desk;
  for (const pushed of commands) {
    const isKnown = before.has(pushed.commandId) || seen.has(pushed.commandId);
    if (pushed.seq > nextSeq) return { refused: 'out_of_order', expectedSeq: desk.nextSeq };
    if (!isKnown && pushed.seq < nextSeq) return { refused: 'desk_restored' };
    if (!isKnown) fresh.push(pushed);
    seen.add(pushed.commandId);
    if (pushed.seq === nextSeq) nextSeq += 1;
  }
  return { fresh, nextSeq };
}

interface Found extends Known {
  readonly pinnedBefore: ReadonlySet<StreamId>;
  readonly keptBefore: ReadonlySet<string>;
}

async function knownOf(
  tx: HubTransaction,
  about: Pick<Known, 'desk' | 'deskClock' | 'now'>,
  fresh: readonly PushedCommand[],
): Promise<Found> {
  const caseIds = new Set(
    fresh.flatMap(({ payload }) => (typeof payload['caseId'] === 'string' ? payload['caseId'] : [])),
  );
  const keptOn = new Map(await tx.keptOn([...caseIds]));
  const pinned = await tx.pinnedStreams(about.desk.deskId, [...fresh.flatMap(streamsOf), ...keptOn.values()]);
  return {
    ...about,
    users: await tx.users(grantedUsers(fresh)),
    pinned: new Set(pinned),
    pinnedBefore: pinned,
    parked: new Set(await tx.parkedStreams(fresh.map(({ stream }) => stream))),
    keptOn,
    keptBefore: new Set(keptOn.keys()),
  };
}

/** The streams of a command that can be read; the rest is found when it is judged. */
function streamsOf({ type, payload }: PushedCommand): readonly StreamId[] {
  const definition = commandOfType(type);
  const read = definition?.payload.safeParse(payload);
  return definition === null || read?.success !== true ? [] : definition.streams(read.data);
}

/** Whom the grants name, unverified: only what is worth looking up. Who acted is read from a grant that holds. */
function grantedUsers(commands: readonly PushedCommand[]): string[] {
  const grants = new Set(commands.map(({ grant }) => grant));
  return [...grants].flatMap((grant) => userNamedIn(grant) ?? []);
}

function userNamedIn(grant: string): string | null {
  try {
    const claims: unknown = JSON.parse(Buffer.from(grant.split('.')[1] ?? '', 'base64url').toString());
    return typeof claims === 'object' && claims !== null && 'sub' in claims && typeof claims.sub === 'string'
      ? claims.sub
      : null;
  } catch {
    return null;
  }
}

function storedOf(desk: DeskRecord, pushed: PushedCommand): Omit<StoredCommand, 'userId' | 'acceptedAt' | 'outcome'> {
  const { commandId, seq, stream, type, payload, capturedAt } = pushed;
  return { commandId, deskId: desk.deskId, epoch: desk.epoch, seq, stream, type, payload, capturedAt };
}

/** What was said of commands that had been taken before. Another desk's command tells nothing, though its id be known. */
async function answeredBefore(
  tx: HubTransaction,
  desk: DeskRecord,
  commands: readonly PushedCommand[],
  before: ReadonlyMap<string, StoredCommand>,
): Promise<Map<string, PushedOutcome>> {
  const own = commands.map(({ commandId }) => commandId).filter((id) => before.get(id)?.deskId === desk.deskId);
  const events = own.length === 0 ? new Map<string, readonly HubEvent[]>() : await tx.eventsOfCommands(own);
  return new Map(
    [...before.values()].map((stored) => {
      const { commandId, outcome } = stored;
      const isOwn = stored.deskId === desk.deskId;
      const said = isOwn ? outcome : ({ result: 'rejected', code: 'already_exists', data: {} } as const);
      const known = isOwn ? (events.get(commandId) ?? []) : [];
      return [commandId, { commandId, alreadyProcessed: true, outcome: said, events: known }];
    }),
  );
}
