import { describe, expect, test } from 'vitest';
import { refuse } from '../kernel/result.ts';
import { answers, PHONE_L2, verifying } from '../testing/contacts.ts';
import { actorOf, eventsOf, given, refusalOf, type Story, type World } from '../testing/given.ts';
import { handOverContact } from './hand-over-contact.ts';
import { recheckElement } from './recheck-element.ts';
import { recordElements } from './record-elements.ts';

const contactId = 'contact-1';
const sessionId = 'session-of-contact-1';
const colleague = { actor: actorOf('agent-2', 'agent') };
const world: World = {
  facts: { user: (userId) => ({ userId, roles: ['agent'], branchId: 'branch-1', active: true }) },
};
const verified = verifying({}, world).after(recordElements, answers({ ...PHONE_L2, registered_number_call: 'match' }));
const handedOver = verified.after(handOverContact, { contactId, toUserId: 'agent-2', note: '请继续' });
const recheck = { contactId, partyId: 'party-1', element: 'person_name', result: 'match' } as const;

function stateOf(story: Story) {
  const state = story.streams.contact(contactId);
  if (state === null) throw new Error('no such contact');
  return state;
}

describe('checking one element again after a hand-over (5.6)', () => {
  test('one that matches gives the level back, one that is not at hand does not', () => {
    const again = handedOver.after(recheckElement, recheck, colleague);
    const without = handedOver.after(recheckElement, { ...recheck, result: 'unavailable' }, colleague);

    expect([stateOf(handedOver), stateOf(again), stateOf(without)].map(({ recheckNeeded }) => recheckNeeded)).toEqual([
      true,
      false,
      true,
    ]);
  });

  test('a wrong answer counts for the party like any other', () => {
    const wrong = eventsOf(handedOver.when(recheckElement, { ...recheck, result: 'mismatch' }, colleague));

    expect(wrong).toEqual([
      {
        stream: 'contact/contact-1',
        type: 'VerificationRechecked',
        data: { sessionId, element: 'person_name', result: 'mismatch' },
      },
      { stream: 'party/party-1', type: 'PartyAttemptFailed', data: { contactId, sessionId, element: 'person_name' } },
    ]);
  });

  test('is refused for somebody else, where none is due, for what never matched, and for caller ID', () => {
    const ask = (more: Partial<Parameters<typeof recheckElement.decide>[1]>) =>
      handedOver.when(recheckElement, { ...recheck, ...more }, colleague);

    expect([
      ask({ partyId: 'party-2' }),
      verified.when(recheckElement, recheck),
      ask({ element: 'uscc' }),
      ask({ element: 'registered_number_call' }),
    ]).toEqual([
      refuse('invalid_input', { field: 'partyId' }),
      refuse('invalid_input', { field: 'element' }),
      refuse('element_not_accepted_here', { element: 'uscc', channel: 'phone' }),
      refuse('element_not_accepted_here', { element: 'registered_number_call', channel: 'phone' }),
    ]);
  });

  test('is refused while the party is locked', () => {
    const locked = given(
      [...handedOver.events, { stream: 'party/party-1', type: 'PartyLocked', data: { because: 'attempts_24h' } }],
      world,
    );

    expect(refusalOf(locked.when(recheckElement, recheck, colleague)).code).toBe('party_locked');
  });
});
