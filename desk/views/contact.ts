import type { Candidate, ContactView } from '../../contract/desk-api/contacts.ts';
import { getCaseSummary, listCasesOfParty } from '../../db/queries/cases.ts';
import { listContactIdsOf, listUnfinishedContactIds } from '../../db/queries/contacts.ts';
import { listOrdersOfParty } from '../../db/queries/orders.ts';
import { listPartiesByMobile } from '../../db/queries/parties.ts';
import { isCallbackOpen } from '../../domain/callbacks/slots.ts';
import { isOpenCase } from '../../domain/cases/open-states.ts';
import type { ContactState } from '../../domain/contacts/state.ts';
import { maskMobile } from '../../domain/identifiers/mask.ts';
import { refuse, ok } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import type { PartyRecord } from '../../domain/orders/order.ts';
import type { DeskDeps } from '../deps.ts';
import { loadCallback, loadContact } from './load.ts';
import { findPartySummary, maskedBy, partySummaryOf } from './masked.ts';
import { userRefOf } from './users.ts';
import { verificationViewOf } from './verification.ts';

type ViewDeps = Pick<DeskDeps, 'db' | 'now'>;

const MAX_CANDIDATES = 10;
const ORDERS_OF_CANDIDATE = 5;
const CASES_LOOKED_AT = 20;
/** Finished contacts shown beside those in hand. */
const RECENT_CONTACTS = 50;

export function contactViewOf(deps: ViewDeps, contact: ContactState): ContactView {
  const { db } = deps;
  return {
    contactId: contact.contactId,
    channel: contact.channel,
    direction: contact.direction,
    startedAt: contact.startedAt,
    endedAt: contact.endedAt,
    wrappedUpAt: contact.wrappedUpAt,
    heldSince: contact.heldSince,
    heldMs: contact.heldMs,
    recordingPaused: contact.recordingPaused,
    recordingPauses: contact.recordingPauses.map((pause) => ({ ...pause })),
    cliMasked: maskedBy(maskMobile, contact.cli),
    owner: userRefOf(deps, contact.ownerUserId),
    handedOver: handedOverOf(deps, contact),
    callback: callbackOf(db, contact),
    party: contact.partyId === null ? null : findPartySummary(db, contact.partyId),
    orderNo: contact.orderNo,
    cases: contact.caseIds.flatMap((caseId) => {
      const found = getCaseSummary(db, caseId);
      return found === null ? [] : [{ caseId, caseCode: found.caseCode, status: found.status }];
    }),
    verification: verificationViewOf(db, contact, deps.now()),
  };
}

function callbackOf(db: ViewDeps['db'], { contactId, callbackId }: ContactState): ContactView['callback'] {
  const state = callbackId === null ? null : loadCallback(db, callbackId);
  if (state === null) return null;
  const { topic, note } = state.request;
  return {
    callbackId: state.callbackId,
    topic,
    note,
    open: isCallbackOpen(state),
    unanswered: state.triedIn.includes(contactId),
    attempts: state.attempts.length,
  };
}

function handedOverOf(deps: ViewDeps, { handedOver }: ContactState): ContactView['handedOver'] {
  if (handedOver === null) return null;
  const { byUserId, at, note } = handedOver;
  return { by: userRefOf(deps, byUserId), at, note };
}

/** Refuses `not_found`. */
export function contactView(deps: ViewDeps, contactId: string): Result<ContactView> {
  const contact = loadContact(deps.db, contactId);
  return contact === null ? refuse('not_found', { kind: 'contact' }) : ok(contactViewOf(deps, contact));
}

/** What a person has in hand, the newest first; with `includeEnded` also what they have finished lately. */
export function contactsOf(deps: ViewDeps, userId: string, includeEnded: boolean): ContactView[] {
  const { db } = deps;
  const ids = includeEnded ? listContactIdsOf(db, userId, RECENT_CONTACTS) : listUnfinishedContactIds(db, userId);
  return ids.flatMap((contactId) => {
    const contact = loadContact(db, contactId);
    return contact === null ? [] : [contactViewOf(deps, contact)];
  });
}

/** Who may be on the line by the number alone, with their newest orders; a number can be spoofed, so it proves nothing. */
export function candidatesOf({ db }: ViewDeps, contact: ContactState): Candidate[] {
  if (contact.cli === null) return [];
  return listPartiesByMobile(db, contact.cli, MAX_CANDIDATES).map((party) => candidateOf(db, party));
}

function candidateOf(db: ViewDeps['db'], party: PartyRecord): Candidate {
  const open = listCasesOfParty(db, party.partyId, CASES_LOOKED_AT).find(({ status }) => isOpenCase(status));
  return {
    ...partySummaryOf(db, party),
    orders: listOrdersOfParty(db, party.partyId, ORDERS_OF_CANDIDATE).map(({ orderNo, kind, status, orderedAt }) => ({
      orderNo,
      kind,
      status,
      orderedAt,
    })),
    openCaseCode: open?.caseCode ?? null,
  };
}
