/** The contacts that tests keep beginning with. */
import type { ContactEventMap, VerificationElement, VerificationSubject } from '../contacts/events.ts';
import type { recordElements } from '../contacts/record-elements.ts';
import { startContact } from '../contacts/start-contact.ts';
import { startVerification } from '../contacts/start-verification.ts';
import { given, type Story, type World } from './given.ts';

type Started = ContactEventMap['ContactStarted'];

const INBOUND_CALL: Started = {
  channel: 'phone',
  direction: 'inbound',
  cli: '13800138000',
  waitedSeconds: null,
  callbackId: null,
};

/** A story that begins with a contact and, in it, a verification session for `party-1`. */
export function verifying(
  start: Partial<Started> & { readonly contactId?: string; readonly subject?: VerificationSubject } = {},
  world: World = {},
): Story {
  const { contactId = 'contact-1', subject = 'self', ...rest } = start;
  return beginContact(given([], world), { contactId, ...rest }).after(startVerification, {
    contactId,
    sessionId: `session-of-${contactId}`,
    partyId: 'party-1',
    orderNo: 'ORDER-1',
    subject,
    purpose: 'cancellation',
  });
}

/** Starts a contact in a story: an inbound call whose number the desk saw, or what `start` makes of it. */
export function beginContact(
  story: Story,
  start: Partial<Started> & { readonly contactId: string },
  moment: World = {},
): Story {
  return story.after(startContact, { ...INBOUND_CALL, ...start }, moment);
}

/** What the desk compared, as the payload of `recordElements`. */
export function answers(
  checks: Partial<Record<VerificationElement, 'match' | 'mismatch' | 'unavailable'>>,
  contactId = 'contact-1',
): Parameters<typeof recordElements.decide>[1] {
  const compared = Object.entries(checks) as [VerificationElement, 'match' | 'mismatch' | 'unavailable'][];
  return {
    contactId,
    partyId: 'party-1',
    checks: compared.map(([element, result]) => ({ element, result, evidenceId: null })),
  };
}

/** The answers that make L2 on the phone. */
export const PHONE_L2 = { person_name: 'match', id_no_last6: 'match', sms_code: 'match' } as const;
/** What makes L2 at the counter. */
export const COUNTER_L2 = { id_card_original: 'match' } as const;
