import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ok, refuse } from '../kernel/result.ts';
import { setPreference } from '../parties/set-preference.ts';
import { answers, beginContact, PHONE_L2, verifying } from '../testing/contacts.ts';
import {
  actorOf,
  agent,
  clerk,
  eventsOf,
  given,
  minutesAfter,
  NOW,
  refusalOf,
  typesOf,
  type Story,
} from '../testing/given.ts';
import { addContactNote } from './add-contact-note.ts';
import { attachContactEvidence } from './attach-contact-evidence.ts';
import { callerLevel } from './caller-level.ts';
import { endContact } from './end-contact.ts';
import { VERIFICATION_ELEMENTS } from './events.ts';
import { holdContact } from './hold-contact.ts';
import { linkCase } from './link-case.ts';
import { linkParty } from './link-party.ts';
import { logContactCommunication } from './log-contact-communication.ts';
import { recordElements } from './record-elements.ts';
import { refuseVerification } from './refuse-verification.ts';
import { resumeContact } from './resume-contact.ts';
import { pauseRecording } from './pause-recording.ts';
import { resumeRecording } from './resume-recording.ts';
import { startContact } from './start-contact.ts';
import { startVerification } from './start-verification.ts';
import { acceptedElements } from './verification.ts';
import { wrapUpContact } from './wrap-up-contact.ts';

const contactId = 'contact-1';
const call = beginContact(given([]), { contactId });
const wrapUp = { contactId, disposition: 'info_given', summary: '已解答政策', nextAction: null, promise: null };

function stateOf(story: Story) {
  const state = story.streams.contact(contactId);
  if (state === null) throw new Error('no such contact');
  return state;
}

describe('a contact', () => {
  test('is started once, by somebody who takes contacts, with a number in digits', () => {
    const start = {
      contactId,
      channel: 'phone',
      direction: 'inbound',
      cli: null,
      waitedSeconds: null,
      callbackId: null,
    } as const;

    const twice = call.when(startContact, start);
    const auditor = given([]).when(startContact, start, { actor: actorOf('auditor-1', 'auditor') });
    const letters = startContact.payload.safeParse({ ...start, cli: '138-0013' });

    expect(refusalOf(twice).code).toBe('already_exists');
    expect(refusalOf(auditor).code).toBe('not_permitted');
    expect(letters.success).toBe(false);
  });

  test('adds up how long the caller was on hold (X04), also when the line drops meanwhile', () => {
    const held = call
      .after(holdContact, { contactId }, { now: minutesAfter(1) })
      .after(resumeContact, { contactId }, { now: minutesAfter(3) })
      .after(holdContact, { contactId }, { now: minutesAfter(5) })
      .after(endContact, { contactId, reason: 'dropped' }, { now: minutesAfter(6) });

    expect(stateOf(held)).toMatchObject({ heldMs: 3 * 60_000, heldSince: null, endedAt: minutesAfter(6) });
  });

  test('is held and resumed, and its recording paused and resumed, once each', () => {
    const held = call.after(holdContact, { contactId }).after(pauseRecording, { contactId, reason: 'other' });

    const again = [
      held.when(holdContact, { contactId }),
      call.when(resumeContact, { contactId }),
      call.when(resumeRecording, { contactId }),
    ];
    const going = held.after(resumeRecording, { contactId });

    expect(again).toEqual([ok([]), ok([]), ok([])]);
    expect(stateOf(going).recordingPaused).toBe(false);
  });

  test('remembers whom and which cases it is about, each once', () => {
    const linked = call
      .after(linkParty, { contactId, partyId: 'party-1', orderNo: 'ORDER-1', how: 'screen_pop' })
      .after(linkCase, { contactId, caseId: 'case-1', how: 'opened' });

    const again = linked.when(linkCase, { contactId, caseId: 'case-1', how: 'attached' });

    expect(stateOf(linked)).toMatchObject({ partyId: 'party-1', orderNo: 'ORDER-1', caseIds: ['case-1'] });
    expect(again).toEqual(ok([]));
  });

  test('takes notes, messages and files after it ended; nothing else', () => {
    const ended = call.after(endContact, { contactId, reason: 'completed' });
    const hash = 'a'.repeat(64);

    const later = [
      ended.when(addContactNote, { contactId, noteId: 'note-2', text: '更正：订单号', corrects: 'note-1' }),
      ended.when(logContactCommunication, {
        contactId,
        communicationId: 'communication-1',
        type: 'sms',
        direction: 'outbound',
        summary: '已发材料清单',
        disposition: null,
        promise: { what: '明日回电', by: minutesAfter(1440) },
        isChaser: false,
        happenedAt: NOW,
      }),
      ended.when(attachContactEvidence, {
        contactId,
        evidenceId: 'evidence-1',
        kind: 'screenshot',
        title: '聊天截图',
        sha256: hash,
        sizeBytes: 10,
        mediaType: 'image/png',
        chainPrevHash: hash,
      }),
    ];
    const hold = ended.when(holdContact, { contactId });

    expect(later.map(typesOf)).toEqual([
      ['contact:NoteAdded'],
      ['contact:CommunicationLogged'],
      ['contact:EvidenceAttached'],
    ]);
    expect(refusalOf(hold).code).toBe('contact_ended');
  });

  test('does not take a message that lies in the future', () => {
    const decided = call.when(logContactCommunication, {
      contactId,
      communicationId: 'communication-1',
      type: 'call',
      direction: 'outbound',
      summary: '回电',
      disposition: null,
      promise: null,
      isChaser: true,
      happenedAt: NOW + 1,
    });

    expect(decided).toEqual(refuse('invalid_input', { field: 'happenedAt' }));
  });
});

describe('wrapping up', () => {
  test('ends a contact that is still going on, once', () => {
    const done = call.after(wrapUpContact, wrapUp);

    const again = done.when(wrapUpContact, wrapUp);

    expect(stateOf(done)).toMatchObject({ endedAt: NOW, wrappedUpAt: NOW });
    expect(refusalOf(again).code).toBe('contact_already_wrapped_up');
  });

  test('takes only the dispositions of the pack, with the next action where one is asked for', () => {
    const unknown = call.when(wrapUpContact, { ...wrapUp, disposition: 'whatever' });
    const bare = call.when(wrapUpContact, { ...wrapUp, disposition: 'callback_booked' });
    const full = call.when(wrapUpContact, {
      ...wrapUp,
      disposition: 'callback_booked',
      nextAction: { what: '回电', by: minutesAfter(60) },
    });

    expect(unknown).toEqual(refuse('invalid_input', { field: 'disposition' }));
    expect(bare).toEqual(refuse('invalid_input', { field: 'nextAction' }));
    expect(full.ok).toBe(true);
  });

  test('a promise has a date', () => {
    const undated = wrapUpContact.payload.safeParse({ ...wrapUp, promise: { what: '尽快退款', by: null } });

    expect(undated.success).toBe(false);
  });

  test('card data in the summary is masked like in a note', () => {
    const decided = call.when(wrapUpContact, { ...wrapUp, summary: '卡号 6222021234567894' });

    expect(typesOf(decided)).toEqual(['contact:CardDataRefused', 'contact:ContactEnded', 'contact:ContactWrappedUp']);
    expect(JSON.stringify(eventsOf(decided))).not.toContain('6222021234567894');
  });
});

describe('refusing to be verified', () => {
  test('is no failure, counts nowhere and locks nobody, however often', () => {
    const declined = [1, 2, 3, 4, 5, 6].reduce(
      (story) => story.after(refuseVerification, { contactId, reason: '不愿提供证件号' }),
      verifying(),
    );

    expect(declined.streams.party('party-1').failedAttempts).toEqual([]);
    expect(stateOf(declined).session).toMatchObject({ outcome: 'refused', failedCount: 0, level: 'L0' });
  });

  test('the caller may think better of it', () => {
    const declined = verifying().after(refuseVerification, { contactId, reason: '不愿提供证件号' });

    const verified = declined.after(recordElements, answers(PHONE_L2));

    expect(stateOf(verified).session).toMatchObject({ outcome: 'verified', level: 'L2' });
  });
});

describe('what counts where', () => {
  test('the counter does not take answers given by mouth, nor the phone papers', () => {
    const visit = verifying({ channel: 'walk_in', cli: null }, { actor: clerk });

    const spoken = visit.when(recordElements, answers({ id_no_last6: 'match' }));
    const papers = verifying().when(recordElements, answers({ id_card_original: 'match' }));

    expect(refusalOf(spoken).data).toEqual({ element: 'id_no_last6', channel: 'walk_in' });
    expect(refusalOf(papers).data).toEqual({ element: 'id_card_original', channel: 'phone' });
  });

  test('nobody is verified by letter, before a session, or as somebody else than it was begun for', () => {
    const letter = beginContact(given([]), { contactId, channel: 'letter', cli: null });
    const start = {
      contactId,
      sessionId: 's',
      partyId: 'party-1',
      orderNo: null,
      subject: 'self',
      purpose: 'general',
    } as const;

    const byLetter = letter.when(startVerification, start);
    const early = call.when(recordElements, answers(PHONE_L2));
    const other = verifying().when(recordElements, { ...answers(PHONE_L2), partyId: 'party-2' });

    expect(byLetter).toEqual(refuse('element_not_accepted_here', { channel: 'letter' }));
    expect(early).toEqual(refuse('verification_not_started'));
    expect(other).toEqual(refuse('invalid_input', { field: 'partyId' }));
  });

  test('a preference is taken from a caller at L1', () => {
    const preference = {
      partyId: 'party-1',
      contactId,
      channel: 'sms',
      hours: '工作日下午',
      marketingConsent: false,
    } as const;
    const known = verifying().after(recordElements, answers({ order_no: 'match', registered_number_call: 'match' }));

    const stranger = verifying().when(setPreference, preference);
    const set = known.after(setPreference, preference);

    expect(refusalOf(stranger).code).toBe('verification_too_low');
    expect(set.streams.party('party-1').preference).toEqual({
      channel: 'sms',
      hours: '工作日下午',
      marketingConsent: false,
    });
  });
});

describe('whatever is said', () => {
  const channel = fc.constantFrom('phone', 'walk_in');
  const said = (result: fc.Arbitrary<'match' | 'mismatch' | 'unavailable'>) =>
    fc.array(fc.tuple(fc.constantFrom(...VERIFICATION_ELEMENTS), result), { minLength: 1, maxLength: 12 });

  /** Says one thing after another, leaving out what this channel does not take and what comes after the session ended. */
  function tell(
    story: Story,
    checks: readonly (readonly [(typeof VERIFICATION_ELEMENTS)[number], 'match' | 'mismatch' | 'unavailable'])[],
  ): Story {
    const accepted = acceptedElements(stateOf(story).channel);
    return checks
      .filter(([element]) => accepted.includes(element) && element !== 'registered_callback')
      .reduce((told, [element, result]) => {
        const over = stateOf(told).session?.outcome === 'failed';
        return over ? told : told.after(recordElements, answers({ [element]: result }));
      }, story);
  }

  function levelOf(story: Story) {
    return callerLevel(stateOf(story), 'party-1', story.streams.party('party-1'), NOW).level;
  }

  test('without one matching element nobody rises above L0', () => {
    fc.assert(
      fc.property(channel, said(fc.constantFrom('mismatch', 'unavailable')), (where, checks) => {
        const story = tell(verifying({ channel: where }, { actor: where === 'phone' ? agent : clerk }), checks);

        expect(levelOf(story)).toBe('L0');
      }),
    );
  });

  test('a locked party is nobody on any contact', () => {
    fc.assert(
      fc.property(
        channel,
        said(fc.constantFrom('match', 'mismatch', 'unavailable')),
        fc.boolean(),
        (where, checks, before) => {
          const actor = where === 'phone' ? agent : clerk;
          const lock = {
            stream: 'party/party-1',
            type: 'PartyLocked',
            data: { because: 'attempts_24h' },
            at: NOW,
          } as const;
          const half = tell(verifying({ channel: where }, { actor }), before ? [] : checks);

          const story = tell(given([...half.events, lock], { actor }), before ? checks : []);

          expect(levelOf(story)).toBe('L0');
        },
      ),
    );
  });
});
