/**
 * A stream that a desk recorded while it was its own authority, taken as it is: it was decided once, by the rules that held
 * then, and money may have moved on it. What it contradicts here is put before a supervisor.
 */
import { drawsOf } from '../../contract/hub-protocol/drawn-ids.ts';
import { isOpenCase } from '../../domain/cases/open-states.ts';
import { isKnownEventType } from '../../domain/event-types.ts';
import { SYSTEM_USER_ID } from '../../domain/kernel/actor.ts';
import { parseStreamId, STREAM_KINDS } from '../../domain/kernel/stream.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { DeskRecord, HubEvent, HubTransaction } from '../store/store.ts';
import { unitOfWork } from './unit-of-work.ts';
import type { UnitOfWork } from './unit-of-work.ts';

export type LeftBecause = 'unknown_type' | 'unreadable' | 'exists' | 'person_unknown';
export type TakenStream = { readonly left: LeftBecause } | { readonly contradicts: boolean };

/**
 * Appends what is not there yet. A party may be known here already, and goes on with what is brought; any other stream that
 * somebody else has begun is left alone. Throws `StoreConflict` where what it claims is another one's.
 */
export async function takeStream(
  tx: HubTransaction,
  desk: DeskRecord,
  { stream, events, now }: { readonly stream: StreamId; readonly events: readonly HubEvent[]; readonly now: UtcMs },
): Promise<TakenStream> {
  const { kind } = parseStreamId(stream);
  const isKnownKind = (STREAM_KINDS as readonly string[]).includes(kind);
  if (!isKnownKind || !events.every(({ type }) => isKnownEventType(type))) return { left: 'unknown_type' };
  const people = [...new Set(events.map(({ actor }) => actor.userId))].filter((userId) => userId !== SYSTEM_USER_ID);
  const known = await tx.users(people);
  if (people.some((userId) => !known.has(userId))) return { left: 'person_unknown' };

  const unit = unitOfWork(tx);
  await unit.hold([stream]);
  const there = new Set(((await tx.events([stream])).get(stream) ?? []).map(({ eventId }) => eventId));
  const missing = events.filter(({ eventId }) => !there.has(eventId));
  if (missing.length > 0 && kind !== 'party' && unit.standing(stream).version > 0) return { left: 'exists' };

  try {
    for (const event of missing) bring(unit, event, now);
  } catch {
    return { left: 'unreadable' };
  }
  // Told before, and perhaps by the same desk under another enrolment: it holds it now under this one.
  const contradicts = missing.length > 0 && (await contest(unit, stream, { deskId: desk.deskId, now }));
  await tx.write({
    desk: { deskId: desk.deskId, nextSeq: desk.nextSeq },
    commands: [],
    ...unit.changed(),
    kept: [],
    // It was this desk's before, whatever its branches are here.
    pins: kind === 'party' ? [] : [stream],
  });
  return { contradicts };
}

/** As it was recorded; no instant of it lies after it was told. */
function bring(
  unit: UnitOfWork,
  { stream, type, data, commandId, actor, capturedAt, acceptedAt, eventId }: HubEvent,
  now: UtcMs,
): void {
  const at = Math.min(capturedAt, now);
  const how = { commandId, actor, at, acceptedAt: Math.min(acceptedAt, now), eventId: () => eventId };
  unit.append([{ stream, type, data } as Parameters<UnitOfWork['append']>[0][number]], how);
}

/** An order has one open case: where another one holds it, this one is contested until a supervisor has ended one. @rule 5.0 */
async function contest(
  unit: UnitOfWork,
  stream: StreamId,
  { deskId, now }: { deskId: string; now: UtcMs },
): Promise<boolean> {
  const { kind, id } = parseStreamId(stream);
  const state = kind === 'case' ? unit.loaded([stream]).case(id) : null;
  if (state === null || !isOpenCase(state.status)) return false;
  const holder = await heldByOther(unit, state.orderNo, id);
  if (holder === null) return false;
  const { eventId, newId } = drawsOf(`${id}/brought`);
  const actor = { userId: state.requestedBy, roles: [], branchId: state.branchId, deskId };
  const data = { contradictionId: newId(), code: 'order_has_open_case', data: { ...holder }, commandType: null };
  const how = { commandId: `${id}/brought`, actor, at: now, acceptedAt: now, eventId };
  unit.append([{ stream, type: 'ContradictionFound', data }], how);
  return true;
}

/** Asked of the store alone: in this unit the case that is brought holds the order already. */
async function heldByOther(unit: UnitOfWork, orderNo: string, caseId: string) {
  const holder = await unit.before.openCaseOfOrder(orderNo);
  return holder === null || holder.caseId === caseId ? null : holder;
}
