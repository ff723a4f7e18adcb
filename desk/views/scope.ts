import type { SubjectRef } from '../../contract/desk-api/contacts.ts';
import type { ReadableDb } from '../../db/open/database.ts';
import { listContactIdsOfCase } from '../../db/queries/contacts.ts';
import { loadCase, loadContact } from './load.ts';

export interface Scope {
  readonly contactIds: readonly string[];
  readonly caseIds: readonly string[];
  readonly partyId: string | null;
  readonly orderNo: string | null;
}

/** What a contact or a case is tied to; null where it is not known. */
export function scopeOf(db: ReadableDb, subject: SubjectRef): Scope | null {
  if (subject.type === 'contact') {
    const contact = loadContact(db, subject.contactId);
    if (contact === null) return null;
    const { contactId, caseIds, partyId, orderNo } = contact;
    return { contactIds: [contactId], caseIds, partyId, orderNo };
  }
  const found = loadCase(db, subject.caseId);
  if (found === null) return null;
  const { caseId, partyId, orderNo } = found;
  // A contact may name the case where the case does not name the contact: a callback about it.
  const contactIds = [...new Set([...found.contactIds, ...listContactIdsOfCase(db, caseId)])];
  return { contactIds, caseIds: [caseId], partyId, orderNo };
}
