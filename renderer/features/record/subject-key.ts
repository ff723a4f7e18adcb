import type { SubjectRef } from '../../../contract/desk-api/contacts.ts';

/** Names the record a form is about, in the key of its draft. */
export function subjectKey(subject: SubjectRef): string {
  return subject.type === 'contact' ? `contact:${subject.contactId}` : `case:${subject.caseId}`;
}
