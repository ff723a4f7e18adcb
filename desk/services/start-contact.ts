import { attempt } from '../../db/open/database.ts';
import { getOrder } from '../../db/queries/orders.ts';
import { getParty } from '../../db/queries/parties.ts';
import { isCallbackOpen } from '../../domain/callbacks/slots.ts';
import { linkCase } from '../../domain/contacts/link-case.ts';
import { linkParty } from '../../domain/contacts/link-party.ts';
import { startContact } from '../../domain/contacts/start-contact.ts';
import { parsePhone } from '../../domain/identifiers/mobile.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { mayAct } from '../../domain/permissions.ts';
import { compactIdentifier } from '../../domain/text/normalise.ts';
import type { DeskDeps } from '../deps.ts';
import { numberOf } from '../views/callback.ts';
import { loadCallback, loadCase } from '../views/load.ts';

type ContactDeps = Pick<DeskDeps, 'db' | 'newId' | 'execute'>;

/**
 * A caller's number as typed or given by the telephone system: a mobile or landline in its stored form, any other as its
 * digits. Null where there is none. Refuses `invalid_input` for what is no number.
 */
export function numberAsGiven(typed: string | null, path: string): Result<string | null> {
  if (typed === null || typed.trim() === '') return ok(null);
  const phone = parsePhone(typed);
  if (phone.ok) return ok(phone.value.number);
  const digits = compactIdentifier(typed).replace(/^\+/u, '');
  return /^\d{3,20}$/u.test(digits) ? ok(digits) : refuse('invalid_input', { path, code: phone.problem });
}

/** Whom a contact seems to be about. Refuses `not_found` for a party, `order_not_known` for an order that is not theirs. */
export function linkContact(
  { db, execute }: ContactDeps,
  actor: Actor,
  link: { contactId: string; partyId: string; orderNo: string | null; how: 'screen_pop' | 'search' },
): Result<unknown> {
  if (getParty(db, link.partyId) === null) return refuse('not_found', { kind: 'party' });
  if (!isTheirs(db, link)) return refuse('order_not_known');
  return execute(actor, linkParty, link);
}

/** Whether an order, where one is named, belongs to the party. */
export function isTheirs(
  db: ContactDeps['db'],
  { partyId, orderNo }: { partyId: string; orderNo: string | null },
): boolean {
  return orderNo === null || getOrder(db, orderNo)?.partyId === partyId;
}

/**
 * Starts the call that a callback promises, to the number on record or the one that was stated, and says whom and which case
 * it is about. Answers the id of the new contact. Refuses `not_permitted`, `not_found`, `callback_closed`,
 * `no_registered_mobile`.
 */
export function dialCallback(deps: ContactDeps, actor: Actor, callbackId: string): Result<string> {
  const { db, execute, newId } = deps;
  const allowed = mayAct('work_callback', actor);
  if (!allowed.ok) return allowed;
  const callback = loadCallback(db, callbackId);
  if (callback === null) return refuse('not_found', { kind: 'callback' });
  if (!isCallbackOpen(callback)) return refuse('callback_closed', { status: callback.status });
  const number = numberOf(db, callback);
  if (number === null) return refuse('no_registered_mobile');

  const contactId = newId();
  const { partyId, caseId } = callback.request;
  const about = caseId === null ? null : loadCase(db, caseId);
  return attempt(db, () => {
    const started = execute(actor, startContact, {
      contactId,
      channel: 'phone',
      direction: 'outbound',
      cli: number,
      waitedSeconds: null,
      callbackId,
    });
    if (!started.ok) return started;
    if (partyId !== null) {
      const orderNo = about?.partyId === partyId ? about.orderNo : null;
      const linked = execute(actor, linkParty, { contactId, partyId, orderNo, how: 'search' });
      if (!linked.ok) return linked;
    }
    if (about !== null) {
      const opened = execute(actor, linkCase, { contactId, caseId: about.caseId, how: 'opened' });
      if (!opened.ok) return opened;
    }
    return ok(contactId);
  });
}
