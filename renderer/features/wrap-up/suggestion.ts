import type { ContactView, TimelineEntry } from '../../../contract/desk-api/contacts.ts';

/** One thing that happened in this contact: a locale key with its values. */
export interface Happening {
  readonly key: string;
  readonly values: Readonly<Record<string, string>>;
}

/** What the record says happened, in the order of the work. What was merely begun is not claimed. */
export function happeningsOf(contact: ContactView, orderNo: string | null): readonly Happening[] {
  const { verification: view } = contact;
  const said: Happening[] = [{ key: `happened.contact.${contact.channel}.${contact.direction}`, values: {} }];
  if (contact.callback?.unanswered === true) said.push({ key: 'happened.unanswered', values: {} });
  else if (view.partyLocked) said.push({ key: 'happened.locked', values: {} });
  else if (view.state === 'failed') said.push({ key: 'happened.failed', values: {} });
  else if (view.state === 'refused') said.push({ key: 'happened.refused', values: {} });
  else if (view.state === 'pending_material') said.push({ key: 'happened.pending', values: {} });
  else if (view.matched.length > 0) said.push({ key: 'happened.matched', values: {} });
  else said.push({ key: 'happened.unverified', values: {} });
  if (orderNo !== null) said.push({ key: 'happened.order', values: { orderNo } });
  for (const { caseCode } of contact.cases) said.push({ key: 'happened.case', values: { caseCode } });
  return said;
}

/** The disposition that what happened points to; null where nothing does. Nothing is assumed of a dropped call. */
export function suggestedDisposition(contact: ContactView, entries: readonly TimelineEntry[]): string | null {
  const here = entries.filter((entry) => entry.contactId === null || entry.contactId === contact.contactId);
  const linked = here.find((entry) => entry.kind === 'ContactCaseLinked')?.data['how'];
  if (linked === 'attached') return 'joined_open_case';
  const [first] = contact.cases;
  if (first !== undefined) {
    if (first.status === 'withdrawn') return 'withdrawn';
    if (first.status === 'intake_only' || first.status === 'needs_info') return 'material_requested';
    return 'filed';
  }
  const { callback } = contact;
  // Nobody was reached: the promise stands, and is moved.
  if (callback?.unanswered === true && callback.open) return 'callback_booked';
  if (here.some((entry) => entry.kind === 'CallbackScheduled')) return 'callback_booked';
  const { state, partyLocked } = contact.verification;
  if (state === 'pending_material') return 'material_requested';
  return state === 'failed' || partyLocked ? 'not_verified' : null;
}

/** Whether the line broke: what was not heard is then not agreed to (scenario 31). */
export function wasDropped(entries: readonly TimelineEntry[]): boolean {
  return entries.some((entry) => entry.kind === 'ContactEnded' && entry.data['reason'] === 'dropped');
}
