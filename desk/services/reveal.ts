import type { z } from 'zod';
import type { privacyContract, REVEAL_FIELDS } from '../../contract/desk-api/people.ts';
import { getOrder } from '../../db/queries/orders.ts';
import { getParty } from '../../db/queries/parties.ts';
import { callerLevel } from '../../domain/contacts/caller-level.ts';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { streamId } from '../../domain/kernel/stream.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import { MINUTE_MS } from '../../domain/kernel/units.ts';
import type { Order, PartyRecord } from '../../domain/orders/order.ts';
import { mayAct, NOBODY } from '../../domain/permissions.ts';
import type { Act, Caller } from '../../domain/permissions.ts';
import { findCardData } from '../../domain/text/card-data.ts';
import { readStreams } from '../commands/read-streams.ts';
import type { DeskDeps } from '../deps.ts';
import type { SignedIn } from './sessions.ts';

export type RevealRequest = z.infer<NonNullable<(typeof privacyContract.reveal)['~orpc']['inputSchema']>>;
export type RevealField = (typeof REVEAL_FIELDS)[number];

/** How long a revealed value may stay on a screen. @rule V-12 */
export const REVEAL_MS = MINUTE_MS;
/** A reason of fewer characters says nothing. */
const SHORTEST_REASON = 2;

/** The group of the permission matrix that each field belongs to. */
const ACT_OF_FIELD: Readonly<Record<RevealField, Act>> = {
  personName: 'reveal_general_field',
  merchantName: 'reveal_general_field',
  mobile: 'reveal_general_field',
  idNo: 'reveal_general_field',
  cli: 'reveal_general_field',
  callbackNumber: 'reveal_general_field',
  card: 'reveal_pay_field',
  address: 'reveal_ship_field',
  deployAddress: 'reveal_ship_field',
  terminalSn: 'reveal_ship_field',
};

/** What stands on a record, and whose it is. */
interface Found {
  readonly partyId: string | null;
  readonly values: Readonly<Partial<Record<RevealField, string | null>>>;
}

/**
 * One unmasked value with the reason for it, logged before it is answered; refused looks are logged too. Agents and clerks
 * need a contact of their own that is verified at the level of the matrix now, with the very party the record belongs to;
 * whoever makes an outgoing call needs nobody's leave to see the number to dial, for as long as the call goes on.
 * Refuses `reveal_reason_required`, `not_found`, `reveal_field_unknown`, and what `mayAct` and the contact refuse.
 * @rule V-12
 */
export function reveal(
  deps: DeskDeps,
  by: SignedIn,
  request: RevealRequest,
): Result<{ revealedValue: string; expiresAt: UtcMs }> {
  const { audit, now } = deps;
  const reason = request.reason.trim();
  if (Array.from(reason).length < SHORTEST_REASON) return refuse('reveal_reason_required');
  const decided = decide(deps, by, request);
  audit({
    act: decided.ok ? 'reveal' : 'reveal_refused',
    userId: by.userId,
    record: recordOf(request.record),
    reason: findCardData(reason).masked,
    data: {
      field: request.field,
      contactId: request.contactId,
      ...(decided.ok ? {} : { refusal: decided.refusal.code }),
    },
  });
  return decided.ok ? ok({ revealedValue: decided.value, expiresAt: now() + REVEAL_MS }) : decided;
}

function decide(deps: DeskDeps, by: SignedIn, request: RevealRequest): Result<string> {
  const { record, field } = request;
  const act = ACT_OF_FIELD[field];
  const ofRole = mayAct(act, by.actor);
  // Whoever may not look at all is not told what there is.
  if (!ofRole.ok && ofRole.refusal.code === 'not_permitted') return ofRole;
  const found = read(deps, record);
  if (found === null) return refuse('not_found', { kind: record.type });
  if (!ofRole.ok && !isDialling(deps, by, request)) {
    const caller = callerIn(deps, by, request.contactId, found.partyId);
    if (!caller.ok) return caller;
    const allowed = mayAct(act, by.actor, caller.value);
    if (!allowed.ok) return allowed;
  }
  const value = found.values[field];
  return value === undefined || value === null ? refuse('reveal_field_unknown', { field }) : ok(value);
}

/** The number of one's own outgoing call: without it a callback could not be carried out. @rule 5.5 */
function isDialling({ db }: DeskDeps, by: SignedIn, { record, field }: RevealRequest): boolean {
  if (record.type !== 'contact' || field !== 'cli') return false;
  const contact = readStreams(db, streamId('contact', record.contactId)).contact(record.contactId);
  return contact?.direction === 'outbound' && contact.ownerUserId === by.userId && contact.endedAt === null;
}

/** Who is on the line, as far as this party is concerned; nobody without a contact of one's own that is going on. */
function callerIn(
  { db, now }: DeskDeps,
  by: SignedIn,
  contactId: string | null,
  partyId: string | null,
): Result<Caller> {
  if (contactId === null || partyId === null) return ok(NOBODY);
  const streams = readStreams(db, streamId('contact', contactId), streamId('party', partyId));
  const contact = streams.contact(contactId);
  if (contact === null) return refuse('not_found', { kind: 'contact' });
  if (contact.ownerUserId !== by.userId) return refuse('contact_belongs_to_other');
  if (contact.endedAt !== null) return refuse('contact_ended', { at: contact.endedAt });
  return ok(callerLevel(contact, partyId, streams.party(partyId), now()));
}

function read({ db }: DeskDeps, record: RevealRequest['record']): Found | null {
  if (record.type === 'party') {
    const party = getParty(db, record.partyId);
    return party === null ? null : { partyId: party.partyId, values: partyValues(party) };
  }
  if (record.type === 'order') {
    const order = getOrder(db, record.orderNo);
    if (order === null) return null;
    const party = getParty(db, order.partyId);
    const ofParty = party === null ? {} : partyValues(party);
    return { partyId: order.partyId, values: { ...ofParty, ...orderValues(order) } };
  }
  if (record.type === 'contact') {
    const contact = readStreams(db, streamId('contact', record.contactId)).contact(record.contactId);
    return contact === null ? null : { partyId: contact.partyId, values: { cli: contact.cli } };
  }
  const callback = readStreams(db, streamId('callback', record.callbackId)).callback(record.callbackId);
  if (callback === null) return null;
  const { partyId, numberSource, statedNumber } = callback.request;
  const registered = partyId === null ? null : (getParty(db, partyId)?.mobile ?? null);
  return { partyId, values: { callbackNumber: numberSource === 'stated' ? statedNumber : registered } };
}

function partyValues(party: PartyRecord): Found['values'] {
  const { personName, merchantName, mobile, idNo, address, settlementBank, settlementCardLast4 } = party;
  const card = settlementCardLast4 === null ? null : [settlementBank, `****${settlementCardLast4}`].join(' ').trim();
  return { personName, merchantName, mobile, idNo, address, card };
}

/** What the order states of its own goes before what its party does. */
function orderValues(order: Order): Found['values'] {
  const merchant = order.merchantName === null ? {} : { merchantName: order.merchantName };
  if (order.kind === 'terminal_application') {
    const terminalSn = order.terminalSns.length === 0 ? null : order.terminalSns.join(' ');
    return { ...merchant, terminalSn, deployAddress: order.deployAddress };
  }
  const card = order.cardLast4 === null ? null : `${order.cardFirst6 ?? ''}******${order.cardLast4}`;
  return { ...merchant, terminalSn: order.terminalSn, card };
}

function recordOf(record: RevealRequest['record']): string {
  if (record.type === 'party') return `party/${record.partyId}`;
  if (record.type === 'order') return `order/${record.orderNo}`;
  return record.type === 'contact' ? `contact/${record.contactId}` : `callback/${record.callbackId}`;
}
