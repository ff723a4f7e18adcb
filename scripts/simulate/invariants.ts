/** What must hold once everything has been told to everybody. */
import { transaction } from '../../db/open/database.ts';
import type { ReadableDb, WritableDb } from '../../db/open/database.ts';
import { PROJECTION_TABLES, rebuildProjections } from '../../db/projections/streams.ts';
import { loadEvents, listStreams } from '../../db/queries/events.ts';
import { isOwnRequest } from '../../domain/cases/acts.ts';
import { isOpenCase } from '../../domain/cases/open-states.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import { foldStream } from '../../domain/streams.ts';
import type { Beginning } from './people-and-orders.ts';
import type { HubEvent, StoredCommand } from '../../hub/store/store.ts';
import type { Ledger } from './acts.ts';
import type { SimulatedDesk } from './simulated-desk.ts';
import type { SlowFeed } from './slow-feed.ts';

interface Ended {
  readonly desks: readonly SimulatedDesk[];
  readonly feed: SlowFeed;
  readonly ledger: Ledger;
  readonly orders: Beginning['orders'];
}

export interface Found {
  readonly broken: readonly string[];
  readonly commands: number;
  readonly events: number;
  readonly rejected: number;
}

export async function broken(ended: Ended, unsettled: readonly string[]): Promise<Found> {
  const { desks, feed, ledger } = ended;
  const streams = [...new Set(desks.flatMap(({ command }) => listStreams(command.db)))];
  const probe = desks[0]?.deskId ?? '';
  const events = await feed.store.wholeStreams(probe, streams);
  const byStream = Map.groupBy(events, ({ stream }) => stream);
  const answered = desks.map(({ command }) => outboxOf(command.db));
  const ids = answered.flat().map(({ commandId }) => commandId);
  const stored = await feed.store.transaction((tx) => tx.commands(ids));
  const cases = [...byStream].flatMap(([stream, own]) => caseOf(stream, own));
  return {
    broken: [
      ...unsettled,
      ...desks.flatMap((desk) => deskIsAsHub(desk, byStream)),
      ...answered.flat().flatMap((entry) => oneOutcome(entry, stored.get(entry.commandId))),
      ...onceEach(events, ledger, stored),
      ...[...byStream].flatMap(([stream, own]) => fourEyes(stream, own)),
      ...money(cases, ended),
    ],
    commands: ids.length,
    events: events.length,
    rejected: answered.flat().filter(({ state }) => state === 'rejected').length,
  };
}

interface OutboxRow {
  readonly commandId: string;
  readonly state: string;
  readonly authority: string;
  readonly outcome: string | null;
}

function outboxOf(db: ReadableDb): OutboxRow[] {
  return db.all('SELECT command_id AS commandId, state, authority, outcome FROM outbox ORDER BY seq');
}

/** A desk that holds everything holds what the hub holds, and its rows say what its events say. */
function deskIsAsHub(
  { deskId, command }: SimulatedDesk,
  byStream: ReadonlyMap<StreamId, readonly HubEvent[]>,
): string[] {
  const { db } = command;
  const found: string[] = [];
  const pending = db.get<{ count: number }>(`SELECT count(*) AS count FROM event WHERE status = 'pending'`)?.count ?? 0;
  if (pending > 0) found.push(`${deskId} has ${pending} events that nobody confirmed`);
  const held = db.all<{ because: string; stream: string }>('SELECT because, stream FROM held_event');
  if (held.length > 0)
    found.push(`${deskId} still holds ${held.length} events (${held[0]?.because} ${held[0]?.stream})`);
  for (const stream of new Set([...byStream.keys(), ...listStreams(db)])) {
    const here = loadEvents(db, stream).map(shown).join('\n');
    const there = (byStream.get(stream) ?? []).map(shown).join('\n');
    if (here !== there) found.push(`${deskId} has another ${stream} than the hub`);
  }
  const before = rowsOf(db);
  const after = rebuilt(db);
  for (const [index, table] of PROJECTION_TABLES.entries()) {
    if (before[index] !== after[index]) found.push(`${deskId} has rows in ${table} that its events do not say`);
  }
  return found;
}

function shown({ eventId, version, type, data }: Pick<HubEvent, 'eventId' | 'version' | 'type' | 'data'>): string {
  return `${version} ${eventId} ${type} ${JSON.stringify(data)}`;
}

function rowsOf(db: ReadableDb): string[] {
  return PROJECTION_TABLES.map((table) =>
    db
      .all<object>(`SELECT * FROM ${table}`)
      .map((row) => JSON.stringify(row))
      .toSorted()
      .join('\n'),
  );
}

function rebuilt(db: WritableDb): string[] {
  return transaction(db, () => {
    rebuildProjections(db);
    return rowsOf(db);
  });
}

function oneOutcome({ commandId, state, outcome }: OutboxRow, stored: StoredCommand | undefined): string[] {
  if (stored === undefined) return [`the hub has never heard of ${commandId} (${state})`];
  if (stored.outcome.result !== state) return [`${commandId} is ${state} here and ${stored.outcome.result} at the hub`];
  return outcome === null ? [`${commandId} has no outcome`] : [];
}

/** Every word that somebody was told is recorded is there, once; and no event is there twice. */
function onceEach(
  events: readonly HubEvent[],
  { notes }: Ledger,
  stored: ReadonlyMap<string, StoredCommand>,
): string[] {
  const found: string[] = [];
  if (new Set(events.map(({ eventId }) => eventId)).size < events.length) found.push('an event is there twice');
  const count = new Map<string, number>();
  for (const event of events) {
    if (event.type === 'NoteAdded') count.set(event.data.noteId, (count.get(event.data.noteId) ?? 0) + 1);
  }
  for (const [noteId, { commandId }] of notes) {
    const times = count.get(noteId) ?? 0;
    const outcome = stored.get(commandId)?.outcome;
    if (times !== 1) found.push(`note ${noteId} is there ${times} times (${JSON.stringify(outcome)})`);
  }
  return found;
}

function caseOf(stream: StreamId, events: readonly HubEvent[]): CaseState[] {
  const folded = foldStream(stream, events);
  return folded.kind === 'case' && folded.state !== null ? [folded.state] : [];
}

/** Nobody approved what they had asked for or changed themselves by then. */
function fourEyes(stream: StreamId, events: readonly HubEvent[]): string[] {
  return events.flatMap((event, index) => {
    if (event.type !== 'ApprovalGiven') return [];
    const [state] = caseOf(stream, events.slice(0, index));
    return state !== undefined && isOwnRequest(state, event.actor)
      ? [`${stream} was approved by who asked for it`]
      : [];
  });
}

/** One effective cancellation per order, and no more money than was paid. */
function money(cases: readonly CaseState[], { orders }: Ended): string[] {
  const found: string[] = [];
  for (const order of orders) {
    const own = cases.filter(({ orderNo }) => orderNo === order.orderNo);
    const open = own.filter(({ status }) => isOpenCase(status));
    if (open.length > 1) found.push(`${order.orderNo} has ${open.length} open cases`);
    const paid =
      order.kind === 'acquiring_txn'
        ? order.amountFen
        : order.components.reduce((sum, { amountFen }) => sum + amountFen, 0);
    const refunds = own
      .flatMap(({ tasks }) => tasks)
      .flatMap(({ task, status }) => (task.kind === 'refund' && status === 'open' ? task.amountFen : []));
    const total = refunds.reduce((sum, fen) => sum + fen, 0);
    if (total > paid) found.push(`${order.orderNo} gives back ${total} of ${paid} fen`);
  }
  const codes = cases.map(({ caseCode }) => caseCode);
  if (new Set(codes).size < codes.length) found.push('a case code is there twice');
  return found;
}
