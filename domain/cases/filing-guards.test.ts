import { describe, expect, test } from 'vitest';
import { actorOf, clerk, given, minutesAfter, refusalOf } from '../testing/given.ts';
import { fileCancellation } from './file-cancellation.ts';
import {
  application,
  contactOnly,
  delivered,
  deviceToCome,
  filing,
  lateFee,
  soundMandate,
  transaction,
  verifiedContact,
  worldOf,
  type Filing,
} from './testing/filing.ts';

describe('the guards of filing', () => {
  const open = { caseId: 'case-9', caseCode: 'CD-260309-222222' };
  const late = worldOf([delivered(12)]);
  const lateFiling = (more: Partial<Filing>) => filing({ materials: deviceToCome, ...more });
  const cases: readonly [why: string, code: string, decided: () => ReturnType<ReturnType<typeof given>['when']>][] = [
    [
      'a role that serves no customers',
      'not_permitted',
      () =>
        given(verifiedContact(), worldOf([application])).when(fileCancellation, filing(), {
          actor: actorOf('admin-1', 'admin'),
        }),
    ],
    [
      'an order nobody has',
      'order_not_known',
      () => given(verifiedContact(), worldOf([])).when(fileCancellation, filing()),
    ],
    [
      'another party than the order has',
      'invalid_input',
      () => given(verifiedContact(), worldOf([application])).when(fileCancellation, filing({ partyId: 'party-2' })),
    ],
    ['no contact', 'not_found', () => given([], worldOf([application])).when(fileCancellation, filing())],
    [
      'a contact that is over',
      'contact_ended',
      () =>
        given(
          [...verifiedContact(), { stream: 'contact/contact-1', type: 'ContactEnded', data: { reason: 'dropped' } }],
          worldOf([application]),
        ).when(fileCancellation, filing()),
    ],
    [
      "somebody else's contact",
      'contact_belongs_to_other',
      () => given(verifiedContact({ by: clerk }), worldOf([application])).when(fileCancellation, filing()),
    ],
    [
      'nobody verified',
      'verification_not_started',
      () => given(contactOnly(), worldOf([application])).when(fileCancellation, filing()),
    ],
    [
      'somebody else verified',
      'verification_not_started',
      () => given(verifiedContact({ partyId: 'party-2' }), worldOf([application])).when(fileCancellation, filing()),
    ],
    [
      'a level that was not reached',
      'verification_too_low',
      () => given(verifiedContact().slice(0, 2), worldOf([application])).when(fileCancellation, filing()),
    ],
    [
      'fifteen idle minutes',
      'verification_expired',
      () => given(verifiedContact({ at: minutesAfter(-40) }), worldOf([application])).when(fileCancellation, filing()),
    ],
    [
      'a locked party',
      'party_locked',
      () =>
        given(
          [...verifiedContact(), { stream: 'party/party-1', type: 'PartyLocked', data: { because: 'attempts_24h' } }],
          worldOf([application]),
        ).when(fileCancellation, filing()),
    ],
    [
      'scenario 05: a delegate without a mandate',
      'mandate_invalid',
      () => given(withoutMandate(), worldOf([application])).when(fileCancellation, filing()),
    ],
    [
      'a mandate for something else',
      'mandate_act_not_covered',
      () =>
        given(verifiedContact({ mandate: { ...soundMandate, acts: ['return_device'] } }), worldOf([application])).when(
          fileCancellation,
          filing(),
        ),
    ],
    [
      'a mandate that covers no fee',
      'mandate_act_not_covered',
      () =>
        given(verifiedContact({ mandate: soundMandate }), late).when(
          fileCancellation,
          lateFiling({ fees: [lateFee()] }),
        ),
    ],
    [
      'scenario 06: a case that is open',
      'order_has_open_case',
      () =>
        given(verifiedContact(), worldOf([application], { facts: { openCaseOfOrder: () => open } })).when(
          fileCancellation,
          filing(),
        ),
    ],
    [
      'an intake of another order',
      'not_found',
      () =>
        given(verifiedContact(), worldOf([application])).when(fileCancellation, filing({ intakeCaseIds: ['case-0'] })),
    ],
    [
      'no reason',
      'reason_required',
      () => given(verifiedContact(), worldOf([application])).when(fileCancellation, filing({ reasonCode: null })),
    ],
    [
      'a reason of the other kind of order',
      'reason_unknown',
      () =>
        given(verifiedContact(), worldOf([transaction])).when(
          fileCancellation,
          filing({ orderNo: 'AT0001', reasonCode: 'budget' }),
        ),
    ],
    [
      'an order that has ended',
      'order_not_cancellable',
      () =>
        given(verifiedContact(), worldOf([{ ...application, status: 'cancelled' }])).when(fileCancellation, filing()),
    ],
    [
      'a disputed transaction',
      'order_not_cancellable',
      () =>
        given(verifiedContact(), worldOf([{ ...transaction, state: 'disputed' }])).when(
          fileCancellation,
          filing({ orderNo: 'AT0001' }),
        ),
    ],
    [
      'no acknowledgement',
      'policy_not_acknowledged',
      () => given(verifiedContact(), worldOf([application])).when(fileCancellation, filing({ acknowledgement: null })),
    ],
    [
      'scenario 31: an acknowledgement from before this contact',
      'policy_not_acknowledged',
      () =>
        given(verifiedContact(), worldOf([application])).when(
          fileCancellation,
          filing({ acknowledgement: acknowledged({ at: minutesAfter(-30) }) }),
        ),
    ],
    [
      'an older pack',
      'policy_version_stale',
      () =>
        given(verifiedContact(), worldOf([application])).when(
          fileCancellation,
          filing({ acknowledgement: acknowledged({ packVersion: '1' }) }),
        ),
    ],
    [
      'an older fee list',
      'policy_version_stale',
      () =>
        given(verifiedContact(), worldOf([application])).when(
          fileCancellation,
          filing({ acknowledgement: acknowledged({ feeListVersion: '2020-01' }) }),
        ),
    ],
    [
      'no contact preference',
      'contact_preference_missing',
      () =>
        given(verifiedContact(), worldOf([application])).when(fileCancellation, filing({ contactPreference: null })),
    ],
    [
      'no read-back',
      'read_back_missing',
      () => given(verifiedContact(), worldOf([application])).when(fileCancellation, filing({ readBackAt: null })),
    ],
    [
      'an item without a state',
      'materials_incomplete',
      () => given(verifiedContact(), late).when(fileCancellation, lateFiling({ fees: [lateFee()], materials: [] })),
    ],
  ];

  test.each(cases)('refuse %s: %s', (_why, code, decided) => {
    expect(refusalOf(decided()).code).toBe(code);
  });

  test('a second case of the same id is refused', () => {
    const story = given(verifiedContact(), worldOf([application])).after(fileCancellation, filing());

    const decided = story.when(fileCancellation, filing());

    expect(refusalOf(decided).code).toBe('already_exists');
  });
});

function acknowledged(more: Partial<NonNullable<Filing['acknowledgement']>>): Filing['acknowledgement'] {
  const usual = filing().acknowledgement;
  return usual === null ? null : { ...usual, ...more };
}

function withoutMandate() {
  return verifiedContact({ mandate: soundMandate }).filter(
    (event) => event.type !== 'MandateRecorded' && event.type !== 'VerificationLevelReached',
  );
}
