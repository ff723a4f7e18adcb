import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answers, PHONE_L2, verifying } from '../testing/contacts.ts';
import { clerk, minutesAfter, NOW, type Story } from '../testing/given.ts';
import { challengeVerification } from './challenge-verification.ts';
import { endContact } from './end-contact.ts';
import { addContactNote } from './add-contact-note.ts';
import { VERIFICATION_ELEMENTS, type ElementResult, type VerificationElement } from './events.ts';
import { recordElements } from './record-elements.ts';
import type { ContactState } from './state.ts';
import { acceptedElements, levelAt, levelFromElements, levelRank, missingFor } from './verification.ts';

function contactOf(story: Story, contactId = 'contact-1'): ContactState {
  const state = story.streams.contact(contactId);
  if (state === null) throw new Error('no such contact');
  return state;
}

function heard(checks: Readonly<Record<string, ElementResult>>) {
  const elements = Object.entries(checks).map(([element, result]) => ({
    element: element as VerificationElement,
    result,
    at: NOW,
  }));
  return { elements };
}

const phone = { channel: 'phone', direction: 'inbound', cli: '13800138000' } as const;
const counter = { channel: 'walk_in', direction: 'inbound', cli: null } as const;

describe('which answers make which level', () => {
  test.each([
    ['phone', 'L0', []],
    ['phone', 'L0', ['registered_number_call']],
    ['phone', 'L0', ['order_no', 'person_name']],
    ['phone', 'L0', ['terminal_sn', 'sms_code']],
    ['phone', 'L0', ['person_name', 'id_no_last6', 'registered_number_call']],
    ['phone', 'L0', ['person_name', 'id_no', 'settlement_card']],
    ['phone', 'L1', ['order_no', 'registered_number_call']],
    ['phone', 'L1', ['order_no', 'sms_code']],
    ['phone', 'L1', ['terminal_sn', 'person_name', 'registered_number_call']],
    ['phone', 'L1', ['order_no', 'sms_code', 'settlement_card']],
    ['phone', 'L2', ['person_name', 'id_no_last6', 'sms_code']],
    ['phone', 'L2', ['person_name', 'id_no', 'sms_code']],
    ['phone', 'L2', ['merchant_no', 'principal_name', 'uscc', 'sms_code']],
    ['phone', 'L3', ['person_name', 'id_no', 'sms_code', 'settlement_card']],
    ['phone', 'L3', ['merchant_no', 'principal_name', 'uscc', 'sms_code', 'registered_callback']],
    ['phone', 'L3', ['person_name', 'id_no', 'sms_code', 'original_payment_ref']],
    ['phone', 'L3', ['person_name', 'id_no', 'sms_code', 'portal_confirmation']],
    ['walk_in', 'L0', ['order_slip']],
    ['walk_in', 'L1', ['order_slip', 'person_name']],
    ['walk_in', 'L2', ['id_card_original']],
    ['walk_in', 'L0', ['terminal_present', 'contract_original']],
    ['walk_in', 'L3', ['id_card_original', 'terminal_present']],
    ['walk_in', 'L3', ['id_card_original', 'contract_original']],
    ['chat', 'L0', ['person_name', 'id_no', 'sms_code', 'settlement_card']],
  ] as const)('on %s, %s is what %j make', (channel, level, elements) => {
    const reached = levelFromElements(channel, elements);

    expect(reached).toBe(level);
  });

  test('one more matching element never lowers a level, and one less never raises it', () => {
    const channels = fc.constantFrom('phone', 'walk_in', 'email', 'chat', 'web', 'letter');
    const sets = fc.uniqueArray(fc.constantFrom(...VERIFICATION_ELEMENTS));
    fc.assert(
      fc.property(channels, sets, fc.constantFrom(...VERIFICATION_ELEMENTS), (channel, elements, more) => {
        const before = levelFromElements(channel, elements);

        const after = levelFromElements(channel, [...elements, more]);

        expect(levelRank(after)).toBeGreaterThanOrEqual(levelRank(before));
      }),
    );
  });

  test('what would still reach a level really reaches it, whichever of each choice is given', () => {
    const results = fc.constantFrom('match', 'mismatch', 'unavailable');
    const sessions = fc.dictionary(fc.constantFrom<string>(...VERIFICATION_ELEMENTS), results).map(heard);
    fc.assert(
      fc.property(
        fc.constantFrom('phone', 'walk_in'),
        fc.constantFrom('L1', 'L2', 'L3'),
        sessions,
        fc.nat(),
        (channel, level, session, pick) => {
          const ways = missingFor(level, session, { ...phone, channel });

          for (const way of ways) {
            const given = way.map((choice) => choice[pick % choice.length] ?? 'order_no');
            const matched = session.elements.filter(({ result }) => result === 'match').map(({ element }) => element);
            const reached = levelFromElements(channel, [...matched, ...given]);
            expect(levelRank(reached)).toBeGreaterThanOrEqual(levelRank(level));
          }
        },
      ),
    );
  });
});

describe('what is still missing', () => {
  test('after a name on the phone, L2 needs the last six of the ID or all of it, and a code', () => {
    const session = heard({ person_name: 'match' });

    const ways = missingFor('L2', session, phone);

    expect(ways[0]).toEqual([['id_no_last6', 'id_no'], ['sms_code']]);
  });

  test('a caller who cannot receive the code cannot reach L2 on the phone at all', () => {
    const session = heard({ person_name: 'match', sms_code: 'unavailable' });

    const ways = missingFor('L2', session, phone);

    expect(ways).toEqual([]);
  });

  test('saying later that the paper is not at hand takes nothing back', () => {
    const session = {
      elements: [
        ...heard({ id_card_original: 'match' }).elements,
        ...heard({ id_card_original: 'unavailable' }).elements,
      ],
    };

    const ways = missingFor('L2', session, counter);

    expect(ways).toEqual([[]]);
  });

  test('nothing is asked for on a channel that identifies nobody', () => {
    const accepted = acceptedElements('chat');

    expect(accepted).toEqual([]);
    expect(missingFor('L1', heard({}), { ...phone, channel: 'chat' })).toEqual([]);
  });
});

describe('how long a level lasts', () => {
  test('on the phone it lasts fifteen idle minutes, the fifteenth included', () => {
    const contact = contactOf(verifying().after(recordElements, answers(PHONE_L2)));

    const levels = [14, 15, 15.001].map((minutes) => levelAt(contact, minutesAfter(minutes)));

    expect(levels.map(({ level }) => level)).toEqual(['L2', 'L2', 'L0']);
    expect(levels[0]?.expiresAt).toBe(minutesAfter(15));
    expect(levels[2]?.expired).toBe(true);
  });

  test('it ends with the call', () => {
    const story = verifying().after(recordElements, answers(PHONE_L2));

    const ended = story.after(endContact, { contactId: 'contact-1', reason: 'completed' }, { now: minutesAfter(3) });

    expect(levelAt(contactOf(ended), minutesAfter(3))).toMatchObject({ level: 'L0', expired: true });
    expect(levelAt(contactOf(story), minutesAfter(3)).level).toBe('L2');
  });

  test('work after a quiet quarter of an hour does not bring it back', () => {
    const story = verifying().after(recordElements, answers(PHONE_L2));

    const note = { contactId: 'contact-1', noteId: 'note-1', text: '客户去找合同', corrects: null };
    const later = story.after(addContactNote, note, { now: minutesAfter(16) });

    expect(levelAt(contactOf(later), minutesAfter(16))).toMatchObject({ level: 'L0', expired: true });
    expect(later.when(recordElements, answers({ settlement_card: 'match' }), { now: minutesAfter(17) })).toMatchObject({
      refusal: { code: 'verification_expired' },
    });
  });

  test('at the counter it lasts as long as the visit', () => {
    const visit = verifying({ channel: 'walk_in', cli: null }, { actor: clerk });
    const contact = contactOf(visit.after(recordElements, answers({ id_card_original: 'match' })));

    const hoursLater = levelAt(contact, minutesAfter(180));

    expect(hoursLater).toMatchObject({ level: 'L2', expired: false, expiresAt: null });
  });

  test('once over it stays over, however late one looks', () => {
    const contact = contactOf(verifying().after(recordElements, answers(PHONE_L2)));
    const minutes = fc.double({ min: 0, max: 600, noNaN: true });
    fc.assert(
      fc.property(minutes, minutes, (first, second) => {
        const [sooner, later] = [Math.min(first, second), Math.max(first, second)].map((each) =>
          levelAt(contact, minutesAfter(each)),
        );

        expect(levelRank(later?.level ?? 'L3')).toBeLessThanOrEqual(levelRank(sooner?.level ?? 'L0'));
        expect(later?.expired === true || sooner?.expired === false).toBe(true);
      }),
    );
  });
});

describe('when something is wrong', () => {
  const doubt = { contactId: 'contact-1', reason: '旁边有人提示' };

  test('a challenge takes the level, and the same answers do not bring it back', () => {
    const story = verifying().after(recordElements, answers(PHONE_L2)).after(challengeVerification, doubt);

    const again = story.after(recordElements, answers(PHONE_L2));

    expect(levelAt(contactOf(again), NOW).level).toBe('L0');
  });

  test('a stronger proof given after it does', () => {
    const story = verifying().after(recordElements, answers(PHONE_L2)).after(challengeVerification, doubt);

    const stepped = story.after(recordElements, answers({ settlement_card: 'match' }));

    expect(levelAt(contactOf(stepped), NOW).level).toBe('L3');
  });

  test('a stronger proof given before it does not', () => {
    const strong = verifying().after(recordElements, answers({ ...PHONE_L2, settlement_card: 'match' }));

    const story = strong.after(challengeVerification, doubt).after(recordElements, answers(PHONE_L2));

    expect(levelAt(contactOf(story), NOW).level).toBe('L0');
  });

  test('an answer that no longer matches takes its level with it', () => {
    const story = verifying().after(recordElements, answers(PHONE_L2));

    const wrong = story.after(recordElements, answers({ id_no_last6: 'mismatch' }));

    expect(levelAt(contactOf(wrong), NOW).level).toBe('L0');
  });
});
