import { describe, expect, test } from 'vitest';
import { pauseRecording } from '../contacts/pause-recording.ts';
import { clerk, given, minutesAfter, refusalOf } from '../testing/given.ts';
import { fileCancellation } from './file-cancellation.ts';
import { delivered, deviceToCome, filing, lateFee, verifiedContact, worldOf, type Filing } from './testing/filing.ts';

const late = worldOf([delivered(12)]);
type Answer = Filing['fees'][number];
const idCard = { materialId: 'id_card', state: 'verified', evidenceId: null } as const;

/** A filing on day twelve, for which ¥100.00 is published, with these answers to it. */
const answering = (...fees: Answer[]): Filing => filing({ materials: deviceToCome, fees });

describe('consent to a fee', () => {
  test('scenario 16: without evidence of consent the ¥100 fee is not taken; declined, it falls away and a supervisor is told', () => {
    const story = given(verifiedContact(), late);

    const claimed = story.when(fileCancellation, answering(lateFee({ method: 'sms_reply' })));
    const declined = story.after(fileCancellation, answering(lateFee({ answer: 'declined', method: null })));

    expect(refusalOf(claimed)).toEqual({
      code: 'fee_consent_missing',
      data: { feeItemId: 'late_return_handling', amountFen: 10_000 },
    });
    expect(declined.streams.case('case-1')).toMatchObject({
      status: 'under_review',
      fees: [{ answer: 'declined', amountFen: 10_000 }],
    });
    expect(declined.streams.case('case-1')?.autoChecks?.checks).toContainEqual({
      check: 'fee_consents_complete',
      passed: false,
    });
  });

  test('scenario 16: spoken on the call it points at its moment in the recording, under the list that was published', () => {
    const story = given(verifiedContact(), late);

    const state = story.after(fileCancellation, answering(lateFee())).streams.case('case-1');

    expect(state?.fees).toMatchObject([{ answer: 'given', method: 'voice', at: minutesAfter(-3) }]);
    expect(state?.decision?.fees).toContainEqual(
      expect.objectContaining({ feeItemId: 'late_return_handling', publishedVersion: '2025-10' }),
    );
  });

  test.each(['voice', 'signature', 'sms_reply'] as const)(
    'by %s it is taken with its file, whatever the channel',
    (method) => {
      const story = given(verifiedContact({ channel: 'walk_in', by: clerk }), late);
      const proven = lateFee({ method, evidenceId: 'evidence-1' });

      const atCounter = { ...answering(proven), materials: [...deviceToCome, idCard] };
      const state = story.after(fileCancellation, atCounter, { actor: clerk }).streams.case('case-1');

      expect(state?.fees).toMatchObject([{ answer: 'given', evidenceId: 'evidence-1' }]);
    },
  );

  test('said after the recording was paused it takes a file; said before, it is on the recording', () => {
    const paused = given(verifiedContact(), late).after(
      pauseRecording,
      { contactId: 'contact-1', reason: 'card_data' },
      { now: minutesAfter(-4) },
    );

    const after = paused.when(fileCancellation, answering(lateFee({ at: minutesAfter(-3) })));
    const before = paused.when(fileCancellation, answering(lateFee({ at: minutesAfter(-5) })));

    expect(refusalOf(after).code).toBe('fee_consent_missing');
    expect(before.ok).toBe(true);
  });

  test.each<[why: string, code: string, fees: Answer[]]>([
    ['no answer', 'fee_consent_missing', []],
    ['two answers', 'fee_consent_missing', [lateFee(), lateFee()]],
    ['scenario 31: a spoken yes from before this contact', 'fee_consent_missing', [lateFee({ at: minutesAfter(-30) })]],
    ['a yes from the future', 'fee_consent_missing', [lateFee({ at: minutesAfter(5) })]],
    ['a signature without its file', 'fee_consent_missing', [lateFee({ method: 'signature' })]],
    ['a text reply without its file', 'fee_consent_missing', [lateFee({ method: 'sms_reply' })]],
    ['a yes without a method', 'fee_consent_missing', [lateFee({ method: null })]],
    ['a proof that is not there', 'evidence_missing', [lateFee({ evidenceId: 'lost-1' })]],
    ['another amount than published', 'fee_not_shown', [lateFee({ amountFen: 12_000 })]],
    ['a fee that is not published', 'fee_not_published', [lateFee({ feeItemId: 'made_up' })]],
  ])('is refused for %s: %s', (_why, code, fees) => {
    const story = given(verifiedContact(), late);

    const decided = story.when(fileCancellation, answering(...fees));

    expect(refusalOf(decided).code).toBe(code);
  });

  test('spoken at the counter, where nothing is recorded, takes a file', () => {
    const story = given(verifiedContact({ channel: 'walk_in', by: clerk }), late);

    const decided = story.when(fileCancellation, answering(lateFee()), { actor: clerk });

    expect(refusalOf(decided).code).toBe('fee_consent_missing');
  });
});
