import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../kernel/units.ts';
import { answers, PHONE_L2, verifying } from '../testing/contacts.ts';
import { NOW } from '../testing/given.ts';
import { principalContactIn, PRINCIPAL_CONTACT_MS } from './principal-contact.ts';
import { recordElements } from './record-elements.ts';

const contactId = 'contact-1';
const verified = verifying().after(recordElements, answers({ ...PHONE_L2, registered_number_call: 'match' }));
const talk = verified.streams.contact(contactId);
if (talk === null) throw new Error('no such contact');

describe('a talk with the principal', () => {
  test('bears out a mandate for seven days, to the moment, and shows his number masked', () => {
    const inTime = principalContactIn(talk, 'party-1', NOW + PRINCIPAL_CONTACT_MS);

    expect(PRINCIPAL_CONTACT_MS).toBe(7 * DAY_MS);
    expect(inTime).toEqual({ contactId, at: NOW, byUserId: 'agent-1', numberMasked: '138****8000' });
    expect(principalContactIn(talk, 'party-1', NOW + PRINCIPAL_CONTACT_MS + 1)).toBeNull();
    expect(principalContactIn({ ...talk, cli: null }, 'party-1', NOW)?.numberMasked).toBeNull();
  });

  test('is none with somebody else, a delegate, somebody not verified, or too little proof', () => {
    const { session } = talk;
    if (session === null) throw new Error('no session');
    const elements = session.elements.filter(({ element }) => element === 'registered_number_call');

    expect([
      principalContactIn(talk, 'party-2', NOW),
      principalContactIn({ ...talk, session: null }, 'party-1', NOW),
      principalContactIn({ ...talk, session: { ...session, subject: 'delegate' } }, 'party-1', NOW),
      principalContactIn({ ...talk, session: { ...session, outcome: 'in_progress' } }, 'party-1', NOW),
      principalContactIn({ ...talk, session: { ...session, elements } }, 'party-1', NOW),
    ]).toEqual([null, null, null, null, null]);
  });
});
