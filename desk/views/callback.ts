import type { CallbackView } from '../../contract/desk-api/cases.ts';
import { countCallbacksInSlot, listCallbacksSince, listOpenCallbacks } from '../../db/queries/callbacks.ts';
import { getCaseSummary } from '../../db/queries/cases.ts';
import { getParty } from '../../db/queries/parties.ts';
import { CALLBACK_HOURS, CALLBACK_SLOT_MS, CALLBACKS_PER_SLOT, callbackTiming } from '../../domain/callbacks/slots.ts';
import type { CallbackState } from '../../domain/callbacks/state.ts';
import { maskMobile } from '../../domain/identifiers/mask.ts';
import { DAY_MS, MINUTE_MS } from '../../domain/kernel/units.ts';
import type { LocalDate, UtcMs } from '../../domain/kernel/units.ts';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { startOfDay } from '../../domain/policy/calendar.ts';
import { maskPersonalData } from '../../domain/text/personal-data.ts';
import type { DeskDeps } from '../deps.ts';
import { loadCallback } from './load.ts';
import { findPartySummary, maskedBy } from './masked.ts';
import { userRefOf } from './users.ts';

type ViewDeps = Pick<DeskDeps, 'db' | 'now'>;

const MAX_CALLBACKS = 200;
/** How far back callbacks that are over are still listed. */
const LISTED_MS = 14 * DAY_MS;
/** No call takes less: the last slot of the day must leave room for it. */
const SHORTEST_CALL_MS = 10 * MINUTE_MS;

export function callbackViewOf(deps: ViewDeps, state: CallbackState): CallbackView {
  const { db, now } = deps;
  const { request } = state;
  return {
    callbackId: state.callbackId,
    status: state.status,
    topic: request.topic,
    slotStart: state.slotStart,
    minutes: request.minutes,
    overdue: callbackTiming(state, now()) === 'missed',
    tried: callbackTiming(state, now()) === 'tried',
    numberMasked: maskedBy(maskMobile, numberOf(db, state)),
    numberSource: request.numberSource,
    party: request.partyId === null ? null : findPartySummary(db, request.partyId),
    caseId: request.caseId,
    caseCode: request.caseId === null ? null : (getCaseSummary(db, request.caseId)?.caseCode ?? null),
    owner: request.ownerUserId === null ? null : userRefOf(deps, request.ownerUserId),
    attempts: state.attempts.length,
    note: maskPersonalData(request.note),
  };
}

/** The number to be dialled, whole: it stays inside the desk. Null where the record has none any more. */
export function numberOf(db: ViewDeps['db'], { request }: CallbackState): string | null {
  if (request.numberSource === 'stated') return request.statedNumber;
  return request.partyId === null ? null : (getParty(db, request.partyId)?.mobile ?? null);
}

/** Refuses `not_found`. */
export function callbackView(deps: ViewDeps, callbackId: string): Result<CallbackView> {
  const state = loadCallback(deps.db, callbackId);
  return state === null ? refuse('not_found', { kind: 'callback' }) : ok(callbackViewOf(deps, state));
}

/** Callbacks of a person, or of everybody where `ownerUserId` is null, the earliest slot first. */
export function callbacksOf(
  deps: ViewDeps,
  { ownerUserId, includeDone }: { ownerUserId: string | null; includeDone: boolean },
): CallbackView[] {
  const { db, now } = deps;
  const found = includeDone
    ? listCallbacksSince(db, { since: now() - LISTED_MS, ownerUserId, limit: MAX_CALLBACKS })
    : listOpenCallbacks(db, { ownerUserId, limit: MAX_CALLBACKS });
  return found.flatMap(({ callbackId }) => {
    const state = loadCallback(db, callbackId);
    return state === null ? [] : [callbackViewOf(deps, state)];
  });
}

/** The quarter-hours of a day that can still be promised, with how many more calls each can take. */
export function slotsOf({ db, now }: ViewDeps, day: LocalDate): { slotStart: UtcMs; left: number }[] {
  const { openMinute, closeMinute } = CALLBACK_HOURS;
  const from = startOfDay(day) + openMinute * MINUTE_MS;
  const until = startOfDay(day) + closeMinute * MINUTE_MS - SHORTEST_CALL_MS;
  const slots: { slotStart: UtcMs; left: number }[] = [];
  for (let slotStart = from; slotStart <= until; slotStart += CALLBACK_SLOT_MS) {
    const left = CALLBACKS_PER_SLOT - countCallbacksInSlot(db, slotStart);
    if (slotStart > now() && left > 0) slots.push({ slotStart, left });
  }
  return slots;
}
