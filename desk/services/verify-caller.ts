/** Verification as the desk does it: what was said is compared here, and the command records the outcome alone. */
import { attempt } from '../../db/open/database.ts';
import { getOrder, listOrdersOfParty } from '../../db/queries/orders.ts';
import { getParty } from '../../db/queries/parties.ts';
import { openCaseOfOrder } from '../../db/queries/cases.ts';
import type { ElementResult } from '../../domain/contacts/events.ts';
import { recheckElement } from '../../domain/contacts/recheck-element.ts';
import { recordElements } from '../../domain/contacts/record-elements.ts';
import type { ContactState, VerificationSession } from '../../domain/contacts/state.ts';
import { acceptsElement, levelAt } from '../../domain/contacts/verification.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { lockRefusal } from '../../domain/parties/lock.ts';
import { unlockParty } from '../../domain/parties/unlock-party.ts';
import { mayAct } from '../../domain/permissions.ts';
import type { DeskDeps } from '../deps.ts';
import { loadContact, loadParty } from '../views/load.ts';
import type { GivenElement, OnRecord } from './compare-elements.ts';
import { compareElement } from './compare-elements.ts';
import { compareDelegate } from './delegate.ts';
import { keyedHashOf } from './keyed-hash.ts';
import { checkCode, sendCode } from './sms-code.ts';
import type { CodeFor, CodeSent } from './sms-code.ts';

type SubmitOutcome = 'matched' | 'level_reached' | 'not_matched' | 'session_failed' | 'party_locked';
type VerifyDeps = Pick<DeskDeps, 'db' | 'now' | 'newId' | 'randomBytes' | 'execute' | 'smsGateway' | 'log' | 'changes'>;

/** Orders of a party beside the one talked about, any of which the caller may name. */
const ORDERS_LOOKED_AT = 50;

interface Verifying {
  readonly contact: ContactState;
  readonly session: VerificationSession;
  readonly record: OnRecord;
}

/** Where the code goes: a delegate's to his own mobile, as the mandate states it. */
function codeFor({ session, record: { party } }: Verifying): CodeFor {
  const mobile = session.subject === 'delegate' ? (session.mandate?.agentMobile ?? null) : party.mobile;
  return { partyId: party.partyId, mobile };
}

/** A contact in which somebody is being verified. Refuses `not_found`, `verification_not_started`. */
function verifying({ db }: VerifyDeps, contactId: string): Result<Verifying> {
  const contact = loadContact(db, contactId);
  if (contact === null) return refuse('not_found', { kind: 'contact' });
  const { session } = contact;
  if (session === null) return refuse('verification_not_started');
  const party = getParty(db, session.partyId);
  if (party === null) return refuse('not_found', { kind: 'party' });
  const numbers = new Set([
    ...(session.orderNo === null ? [] : [session.orderNo]),
    ...listOrdersOfParty(db, party.partyId, ORDERS_LOOKED_AT).map(({ orderNo }) => orderNo),
  ]);
  const orders = [...numbers].flatMap((orderNo) => getOrder(db, orderNo) ?? []);
  return ok({ contact, session, record: { party, orders } });
}

function compared(deps: VerifyDeps, verified: Verifying, given: GivenElement): Result<ElementResult> {
  const { contact, session, record } = verified;
  // What cannot count here is refused before it is compared: nothing is learnt from it.
  if (!acceptsElement(contact, given.element)) {
    return refuse('element_not_accepted_here', { element: given.element, channel: contact.channel });
  }
  const delegate = session.subject === 'delegate';
  if (delegate && session.mandate === null) return refuse('mandate_invalid', { problems: [] });
  if (given.element === 'sms_code') {
    if (given.value === null) return ok('unavailable');
    return checkCode(deps, { ...codeFor(verified), contactId: contact.contactId, said: given.value });
  }
  if (delegate && session.mandate !== null) return compareDelegate(given, session.mandate, keyedHashOf(deps));
  return compareElement(given, record, contact, keyedHashOf(deps));
}

/**
 * Compares everything that was given and records which matched: a party with its record, a delegate with the mandate. The answer
 * never says which did not. Refuses
 * `verification_not_started`, `element_not_accepted_here`, `sms_code_not_sent`, `invalid_input`, and what `RecordElements`
 * refuses; a refusal counts nothing. @rule 6 @rule 5.6
 */
export function submitElements(
  deps: VerifyDeps,
  actor: Actor,
  contactId: string,
  elements: readonly (GivenElement & { readonly evidenceId: string | null })[],
): Result<SubmitOutcome> {
  const found = verifying(deps, contactId);
  if (!found.ok) return found;
  // One transaction: a code is not used up, nor a try counted, by what is then refused.
  return attempt(deps.db, () => {
    const checks: { element: GivenElement['element']; result: ElementResult; evidenceId: string | null }[] = [];
    for (const given of elements) {
      const result = compared(deps, found.value, given);
      if (!result.ok) return result;
      checks.push({ element: given.element, result: result.value, evidenceId: given.evidenceId });
    }
    const { partyId } = found.value.session;
    const recorded = deps.execute(actor, recordElements, { contactId, partyId, checks });
    if (!recorded.ok) return recorded;
    const { events } = recorded.value;
    const failed = events.find((event) => event.type === 'VerificationSessionFailed');
    if (events.some(({ type }) => type === 'PartyLocked')) return ok('party_locked');
    if (failed !== undefined) return ok(failed.data.reason === 'party_locked' ? 'party_locked' : 'session_failed');
    if (checks.some(({ result }) => result !== 'match')) return ok('not_matched');
    return ok(events.some(({ type }) => type === 'VerificationLevelReached') ? 'level_reached' : 'matched');
  });
}

/** One element again after a hand-over. Refuses like {@link submitElements}, and what `RecheckElement` refuses. @rule 5.6 */
export function recheck(
  deps: VerifyDeps,
  actor: Actor,
  { contactId, ...given }: GivenElement & { readonly contactId: string },
): Result<boolean> {
  const found = verifying(deps, contactId);
  if (!found.ok) return found;
  return attempt(deps.db, () => {
    const result = compared(deps, found.value, given);
    if (!result.ok) return result;
    const { partyId } = found.value.session;
    const recorded = deps.execute(actor, recheckElement, {
      contactId,
      partyId,
      element: given.element,
      result: result.value,
    });
    return recorded.ok ? ok(result.value === 'match') : recorded;
  });
}

/**
 * Sends a one-time code for the session in this contact. Refuses `not_permitted`, `contact_belongs_to_other`, `contact_ended`,
 * `verification_not_started`, `verification_failed`, `verification_expired`, `party_locked`, `element_not_accepted_here`, and
 * what `sendCode` refuses. @rule 6
 */
export async function sendCodeIn(deps: VerifyDeps, actor: Actor, contactId: string): Promise<Result<CodeSent>> {
  const found = verifying(deps, contactId);
  if (!found.ok) return found;
  const { contact, session } = found.value;
  const allowed = mayAct('verify_caller', actor);
  if (!allowed.ok) return allowed;
  if (contact.ownerUserId !== actor.userId) return refuse('contact_belongs_to_other');
  if (contact.endedAt !== null) return refuse('contact_ended', { at: contact.endedAt });
  if (session.outcome === 'failed') return refuse('verification_failed');
  if (levelAt(contact, deps.now()).expired) return refuse('verification_expired');
  const locked = lockRefusal(loadParty(deps.db, session.partyId));
  if (locked !== null) return locked;
  if (!acceptsElement(contact, 'sms_code')) {
    return refuse('element_not_accepted_here', { element: 'sms_code', channel: contact.channel });
  }
  return sendCode(deps, contactId, codeFor(found.value));
}

/**
 * A supervisor opens a lock on the proof given in a contact. Refuses `unlock_needs_proof` where no contact is named, `not_found`,
 * and what `UnlockParty` refuses. @rule 6 @rule 5.6
 */
export function unlock(
  { db, execute }: VerifyDeps,
  actor: Actor,
  {
    contactId,
    ...asked
  }: {
    partyId: string;
    contactId: string | null;
    proof: 'originals_at_counter' | 'callback_after_24h';
    evidenceIds: string[];
    reason: string;
  },
): Result<unknown> {
  if (contactId === null) return refuse('unlock_needs_proof', { proof: asked.proof });
  const contact = loadContact(db, contactId);
  if (contact === null) return refuse('not_found', { kind: 'contact' });
  const open = contact.orderNo === null ? null : openCaseOfOrder(db, contact.orderNo);
  const caseIds = [...new Set([...contact.caseIds, ...(open === null ? [] : [open.caseId])])];
  return execute(actor, unlockParty, { ...asked, contactId, caseIds });
}
