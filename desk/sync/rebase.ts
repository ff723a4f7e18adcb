/**
 * What this desk did and nobody has confirmed, decided again on what has come in. Taken back first, with all that hangs on
 * it; then the authority's events are put in; then each command is decided anew, in the order in which they were done.
 */
import { commandOfType } from '../../domain/commands.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import { streamId } from '../../domain/kernel/stream.ts';
import type { WritableDb } from '../../db/open/database.ts';
import { reprojectStreams } from '../../db/projections/reproject.ts';
import { listUnsettled, setRefused } from '../../db/queries/outbox.ts';
import type { OutboxEntry } from '../../db/queries/outbox.ts';
import { isConfirmedInPart, pendingStreamsOf, takeBack } from '../../db/queries/pending-events.ts';
import { decideHere } from '../commands/execute.ts';
import type { CommandDesk } from '../commands/execute.ts';

interface Unsettled {
  readonly entry: OutboxEntry;
  readonly streams: ReadonlySet<StreamId>;
}

export interface TakenBack {
  /** The streams that lost events, and those that started it. */
  readonly streams: ReadonlySet<StreamId>;
  readonly commands: readonly OutboxEntry[];
}

/**
 * Takes back what was done here on these streams and has not been confirmed, and whatever else hangs together with it
 * through a stream. Rows are made again without it. Inside a transaction.
 */
export function takeBackOn(db: WritableDb, disturbed: Iterable<StreamId>): TakenBack {
  const unsettled = listUnsettled(db).map((entry): Unsettled => ({ entry, streams: streamsOf(db, entry) }));
  const streams = new Set(disturbed);
  const taken = new Set<Unsettled>();
  for (let grew = true; grew;) {
    grew = false;
    for (const each of unsettled) {
      if (taken.has(each) || [...each.streams].every((stream) => !streams.has(stream))) continue;
      taken.add(each);
      for (const stream of each.streams) streams.add(stream);
      grew = true;
    }
  }
  const commands = unsettled.filter((each) => taken.has(each)).map(({ entry }) => entry);
  for (const { commandId } of commands) takeBack(db, commandId);
  reprojectStreams(db, streams);
  return { streams, commands };
}

/**
 * Decides commands again that were taken back. One that is refused now leaves nothing, and its refusal beside it in the
 * outbox, for a person to see before the hub says it. One that the hub has accepted is not decided here any more: what it
 * made is on its way, and may have come in part.
 */
export function decideAgain(desk: CommandDesk, commands: readonly OutboxEntry[]): void {
  for (const { commandId, type, payload, actor, createdAt, state } of commands) {
    if (state === 'accepted' || isConfirmedInPart(desk.db, commandId)) continue;
    const definition = commandOfType(type);
    const read = definition?.payload.safeParse(payload);
    if (definition === null || read?.success !== true) continue;
    const done = decideHere(desk, { commandId, actor, definition, payload: read.data, at: createdAt });
    setRefused(desk.db, commandId, done.ok ? null : done.refusal);
  }
}

/** Where a command has events, and where it would have some. */
function streamsOf(db: WritableDb, { commandId, type, payload, stream }: OutboxEntry): Set<StreamId> {
  const read = commandOfType(type)?.payload.safeParse(payload);
  const named = read?.success === true ? (commandOfType(type)?.streams(read.data) ?? []) : [stream];
  return new Set([...named, ...pendingStreamsOf(db, commandId), ...orderOf(payload)]);
}

/** Filings on one order hang together though they share no stream: its open case is one of theirs. */
function orderOf(payload: unknown): StreamId[] {
  if (typeof payload !== 'object' || payload === null || !('orderNo' in payload)) return [];
  return typeof payload.orderNo === 'string' ? [orderMark(payload.orderNo)] : [];
}

/** Stands among streams for the order whose open case a command needs; no stream has such a name. */
export function orderMark(orderNo: string): StreamId {
  return streamId('case', `order:${orderNo}`);
}
