/** A delegate: who he is stands in the mandate and nowhere else, and the principal is asked himself. @rule 6 @rule L-18 */
import { attempt } from '../../db/open/database.ts';
import { getParty } from '../../db/queries/parties.ts';
import type { ElementResult, Mandate, MandateAct, VerificationElement } from '../../domain/contacts/events.ts';
import { linkParty } from '../../domain/contacts/link-party.ts';
import { recordMandate } from '../../domain/contacts/record-mandate.ts';
import { startContact } from '../../domain/contacts/start-contact.ts';
import { parseMobile } from '../../domain/identifiers/mobile.ts';
import { parseResidentId } from '../../domain/identifiers/resident-id.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { DeskDeps } from '../deps.ts';
import { loadContact } from '../views/load.ts';
import { nameKey } from './compare-elements.ts';
import type { GivenElement } from './compare-elements.ts';
import { keyedHashOf, sameHash } from './keyed-hash.ts';
import type { KeyedHash } from './keyed-hash.ts';

export interface ShownMandate {
  readonly contactId: string;
  readonly agentName: string;
  /** As the mandate states it; null leaves what was recorded of the same person before. */
  readonly agentIdNo: string | null;
  readonly agentMobile: string | null;
  readonly matter: string;
  readonly acts: readonly MandateAct[];
  readonly validFrom: UtcMs;
  readonly validTo: UtcMs;
  readonly signedOrSealed: boolean;
  readonly principalIdCopyEvidenceId: string | null;
  readonly mandateEvidenceId: string | null;
  readonly principalContactId: string | null;
}

/**
 * Records the mandate that is shown; of the agent's identity number a keyed hash is kept. Refuses `verification_not_started`,
 * `invalid_input` for a number that is none, and what `RecordMandate` refuses. @rule L-18
 */
export function showMandate(
  deps: Pick<DeskDeps, 'db' | 'now' | 'randomBytes' | 'execute'>,
  actor: Actor,
  { contactId, agentIdNo, agentMobile, principalContactId, ...shown }: ShownMandate,
): Result<unknown> {
  const session = loadContact(deps.db, contactId)?.session ?? null;
  if (session === null) return refuse('verification_not_started');
  const before = session.mandate?.agentName === shown.agentName.trim() ? session.mandate : null;
  const idNo = agentIdNo === null ? null : parseResidentId(agentIdNo);
  if (idNo !== null && !idNo.ok) return refuse('invalid_input', { path: 'agentIdNo', code: idNo.problem });
  const mobile = agentMobile === null ? null : parseMobile(agentMobile);
  if (mobile !== null && !mobile.ok) return refuse('invalid_input', { path: 'agentMobile', code: mobile.problem });
  return deps.execute(actor, recordMandate, {
    contactId,
    partyId: session.partyId,
    principalContactId,
    mandate: {
      ...shown,
      acts: [...shown.acts],
      agentIdHash: idNo === null ? (before?.agentIdHash ?? null) : keyedHashOf(deps)(idNo.value).toString('hex'),
      agentMobile: mobile === null ? (before?.agentMobile ?? null) : mobile.value,
    },
  });
}

/**
 * What a delegate says or shows of himself against what the mandate states of him. An original card must have been seen and
 * bear a valid number, which is compared where the mandate states one. Refuses `invalid_input` where the answer is incomplete
 * or no identity number: nothing is counted then. @rule 6 (LD)
 */
export function compareDelegate(
  { element, value, seen }: GivenElement,
  mandate: Mandate,
  hash: KeyedHash,
): Result<ElementResult> {
  const original = element === 'id_card_original';
  if (original && !seen) return incomplete(element, 'not_seen');
  if (value === null) return original ? incomplete(element, 'value_missing') : ok('unavailable');
  if (element === 'person_name') {
    if (mandate.agentName === '') return ok('unavailable');
    return ok(nameKey(value) === nameKey(mandate.agentName) ? 'match' : 'mismatch');
  }
  const idNo = parseResidentId(value);
  if (!idNo.ok) return incomplete(element, idNo.problem);
  const stated = mandate.agentIdHash ?? null;
  if (stated === null) return ok(original ? 'match' : 'unavailable');
  return ok(sameHash(hash(idNo.value), Buffer.from(stated, 'hex')) ? 'match' : 'mismatch');
}

function incomplete(element: VerificationElement, code: string): Result<ElementResult> {
  return refuse('invalid_input', { path: element, code });
}

/**
 * Starts the call to the principal's registered number, out of the contact in which a delegate stands for him. Answers the id of
 * the new contact, in which he is verified like any caller. Refuses `not_found`, `contact_belongs_to_other`,
 * `verification_not_started` where no delegate is being verified, `no_registered_mobile`, `not_permitted`.
 */
export function callPrincipal(
  { db, newId, execute }: Pick<DeskDeps, 'db' | 'newId' | 'execute'>,
  actor: Actor,
  contactId: string,
): Result<string> {
  const contact = loadContact(db, contactId);
  if (contact === null) return refuse('not_found', { kind: 'contact' });
  if (contact.ownerUserId !== actor.userId) return refuse('contact_belongs_to_other');
  const { session } = contact;
  if (session === null || session.subject !== 'delegate') return refuse('verification_not_started');
  const { partyId, orderNo } = session;
  const cli = getParty(db, partyId)?.mobile ?? null;
  if (cli === null) return refuse('no_registered_mobile');
  const callId = newId();
  return attempt(db, () => {
    const started = execute(actor, startContact, {
      contactId: callId,
      channel: 'phone',
      direction: 'outbound',
      cli,
      waitedSeconds: null,
      callbackId: null,
    });
    if (!started.ok) return started;
    const linked = execute(actor, linkParty, { contactId: callId, partyId, orderNo, how: 'search' });
    return linked.ok ? ok(callId) : linked;
  });
}
