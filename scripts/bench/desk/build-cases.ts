/** Cases in any number: the demonstration's own, copied onto generated orders with other ids, and made longer by notes. */
import { v7 as uuidv7 } from 'uuid';
import { transaction } from '../../../db/open/database.ts';
import type { ReadableDb, WritableDb } from '../../../db/open/database.ts';
import { foldStream } from '../../../domain/streams.ts';
import { projectStream } from '../../../db/projections/streams.ts';
import { appendEvents, listStreams, loadEvents } from '../../../db/queries/events.ts';
import { putInOutbox } from '../../../db/queries/outbox.ts';
import { generatedOrder } from '../../../db/testing/generated-orders.ts';
import type { NewDomainEvent, RecordedDomainEvent } from '../../../domain/events.ts';
import { makeCaseCode } from '../../../domain/identifiers/case-code.ts';
import { parseStreamId } from '../../../domain/kernel/stream.ts';
import type { StreamId } from '../../../domain/kernel/stream.ts';

/** One case to so many orders. */
const ORDERS_PER_CASE = 5;
/** Events of a case with its contact, on average. */
const EVENTS_PER_CASE = 8;
/** Every hundredth case is a long one. */
export const LONG_EVERY = 100;
export const LONG_CASE_EVENTS = 40;
const BATCH = 500;
const DAY_MS = 86_400_000;

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/gu;

interface Template {
  readonly stream: StreamId;
  readonly events: readonly RecordedDomainEvent[];
  readonly caseCode: string;
  readonly orderNo: string;
}

/** The cases of the demonstration whose order is an application, as their events. */
function templatesIn(db: ReadableDb): Template[] {
  return listStreams(db)
    .filter((stream) => parseStreamId(stream).kind === 'case')
    .flatMap((stream) => {
      const events = loadEvents(db, stream);
      const [first] = events;
      if (first === undefined || (first.type !== 'CancellationFiled' && first.type !== 'IntakeRecorded')) return [];
      return [{ stream, events, caseCode: first.data.caseCode, orderNo: first.data.orderNo }];
    });
}

/** The order that a case is on: an application, another one for each case. */
function orderNoOfCase(index: number): string {
  return generatedOrder(Math.floor((index * ORDERS_PER_CASE) / 2) * 2).order.orderNo;
}

export function caseCodeOf(index: number): string {
  return makeCaseCode('2025-03-10', index);
}

export function addCases(db: WritableDb, orders: number): { cases: number; events: number } {
  const templates = templatesIn(db);
  const cases = Math.floor(orders / ORDERS_PER_CASE);
  const before = countEvents(db);
  for (let from = 0; from < cases; from += BATCH) {
    transaction(db, () => {
      for (let index = from; index < Math.min(cases, from + BATCH); index += 1) addCase(db, templates, index);
    });
  }
  return { cases, events: countEvents(db) - before };
}

function countEvents(db: ReadableDb): number {
  return db.get<{ count: number }>('SELECT count(*) AS count FROM event')?.count ?? 0;
}

function addCase(db: WritableDb, templates: readonly Template[], index: number): void {
  const template = templates[index % templates.length];
  if (template === undefined) throw new Error('the demonstration has no case');
  const orderNo = orderNoOfCase(index);
  const order = db.get<{ partyId: string; at: number }>(
    'SELECT party_id AS partyId, ordered_at AS at FROM orders.order_record WHERE order_no = ?',
    orderNo,
  );
  if (order === undefined) throw new Error('a case without its order');
  const ids = new Map<string, string>();
  const fresh = (id: string): string => {
    const known = ids.get(id) ?? uuidv7();
    ids.set(id, known);
    return known;
  };
  const data = (event: RecordedDomainEvent): unknown =>
    JSON.parse(
      JSON.stringify(event.data)
        .replaceAll(template.orderNo, orderNo)
        .replaceAll(template.caseCode, caseCodeOf(index))
        .replaceAll(/"terminalSn":"([^"]+)"/gu, (_whole, sn: string) => `"terminalSn":"${sn}-${index}"`)
        .replace(UUID, (id) => fresh(id)),
    ) as unknown;
  const [first] = template.events;
  const partyOfTemplate = first !== undefined && 'partyId' in first.data ? String(first.data.partyId) : '';
  ids.set(partyOfTemplate, order.partyId);

  const stream = `case/${fresh(parseStreamId(template.stream).id)}` as StreamId;
  const events = template.events.map((event) => ({ stream, type: event.type, data: data(event) }) as NewDomainEvent);
  const wanted = index % LONG_EVERY === 0 ? LONG_CASE_EVENTS : EVENTS_PER_CASE;
  for (let count = events.length; count < wanted; count += 1) events.push(note(stream, count));
  append(db, stream, events, order.at + DAY_MS);
}

function note(stream: StreamId, count: number): NewDomainEvent {
  return {
    stream,
    type: 'NoteAdded',
    data: { noteId: uuidv7(), text: `测试备注第${count}条：客户询问进度，已告知预计时间。`, corrects: null },
  };
}

function append(db: WritableDb, stream: StreamId, events: readonly NewDomainEvent[], at: number): void {
  const actor = { userId: 'demo-agent1', roles: ['agent'], branchId: 'demo-branch-hq', deskId: 'bench' } as const;
  const commandId = uuidv7();
  const appended = appendEvents(db, {
    events,
    expectedVersions: new Map([[stream, 0]]),
    commandId,
    actor,
    capturedAt: at,
    acceptedAt: at,
    newId: uuidv7,
  });
  if (!appended.ok) throw new Error(appended.refusal.code);
  projectStream(db, stream, foldStream(stream, appended.value), appended.value);
  putInOutbox(db, {
    commandId,
    stream,
    type: 'Bench',
    payload: {},
    authority: 'arbitrated',
    actor,
    createdAt: at,
    state: 'kept',
  });
}
