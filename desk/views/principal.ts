import type { z } from 'zod';
import type { principalContact } from '../../contract/desk-api/contacts.ts';
import { listContactIdsAbout } from '../../db/queries/contacts.ts';
import type { PrincipalContact } from '../../domain/contacts/events.ts';
import { PRINCIPAL_CONTACT_MS, principalContactIn } from '../../domain/contacts/principal-contact.ts';
import type { DeskDeps } from '../deps.ts';
import { loadContact } from './load.ts';
import { userRefOf } from './users.ts';

type ViewDeps = Pick<DeskDeps, 'db' | 'now'>;
type PrincipalContactView = z.infer<typeof principalContact>;

const MAX_CONTACTS = 20;

export function principalContactViewOf(deps: Pick<DeskDeps, 'db'>, talk: PrincipalContact): PrincipalContactView {
  const { contactId, at, byUserId, numberMasked } = talk;
  return { contactId, at, by: userRefOf(deps, byUserId), numberMasked };
}

/** The talks that can bear out a delegate's mandate in this contact, the newest first; none where nobody stands for anybody. */
export function principalContactsOf(deps: ViewDeps, contactId: string): PrincipalContactView[] {
  const { db } = deps;
  const session = loadContact(db, contactId)?.session ?? null;
  if (session === null || session.subject !== 'delegate') return [];
  const now = deps.now();
  const { partyId } = session;
  return listContactIdsAbout(db, { partyId, since: now - PRINCIPAL_CONTACT_MS, limit: MAX_CONTACTS }).flatMap((id) => {
    const contact = loadContact(db, id);
    const talk = contact === null ? null : principalContactIn(contact, partyId, now);
    return talk === null ? [] : [principalContactViewOf(deps, talk)];
  });
}
