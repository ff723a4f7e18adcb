import { describe, expect, test } from 'vitest';
import { scheduleCallback } from '../callbacks/schedule-callback.ts';
import { ok, refuse } from '../kernel/result.ts';
import { mayAct } from '../permissions.ts';
import { answers, beginContact, verifying } from '../testing/contacts.ts';
import { agent, clerk, minutesAfter, NOW, refusalOf, typesOf, type Story } from '../testing/given.ts';
import { callerLevel } from './caller-level.ts';
import { markPendingMaterial } from './mark-pending-material.ts';
import { recordElements } from './record-elements.ts';
import { recordMandate } from './record-mandate.ts';
import { startVerification } from './start-verification.ts';

const callback = {
  callbackId: 'callback-1',
  partyId: 'party-1',
  contactId: 'contact-1',
  caseId: null,
  topic: 'verification',
  numberSource: 'registered',
  statedNumber: null,
  slotStart: minutesAfter(60),
  ownerUserId: null,
  note: '',
} as const;

function callerIn(story: Story, contactId = 'contact-1', now = NOW) {
  const contact = story.streams.contact(contactId);
  if (contact === null) throw new Error('no such contact');
  return callerLevel(contact, 'party-1', story.streams.party('party-1'), now);
}

describe("scenario 05: a wife calls for her husband's shop", () => {
  const delegate = verifying({ subject: 'delegate' });
  const mandate = {
    agentName: '测试李四',
    agentIdHash: 'hash-of-her-number',
    agentMobile: '19900001111',
    matter: '取消订单 ORDER-1',
    acts: ['file_cancellation' as const],
    validFrom: minutesAfter(-60),
    validTo: minutesAfter(10),
    signedOrSealed: true,
    principalIdCopyEvidenceId: 'evidence-1',
    mandateEvidenceId: 'evidence-2',
  };
  const delegateAgain = {
    partyId: 'party-1',
    orderNo: null,
    subject: 'delegate' as const,
    purpose: 'cancellation' as const,
  };
  const files = { facts: { evidence: (evidenceId: string) => ({ evidenceId, sha256: '0'.repeat(64) }) } };
  const HERS = { person_name: 'match', id_no: 'match', sms_code: 'match' } as const;
  const show = (shown: Partial<typeof mandate> = {}, principalContactId: string | null = 'call-to-him') => ({
    contactId: 'contact-1',
    partyId: 'party-1',
    mandate: { ...mandate, ...shown },
    principalContactId,
  });
  /** Her husband, called at the registered number: order number and the code that came there make L1. */
  const heConfirmed = beginContact(delegate, { contactId: 'call-to-him', direction: 'outbound' })
    .after(startVerification, {
      contactId: 'call-to-him',
      sessionId: 'session-of-him',
      partyId: 'party-1',
      orderNo: null,
      subject: 'self',
      purpose: 'cancellation',
    })
    .after(recordElements, answers({ order_no: 'match', sms_code: 'match' }, 'call-to-him'));
  const shown = heConfirmed.after(recordMandate, show(), files);

  test('without a mandate there is nothing to compare her with: materials are named, a callback is booked', () => {
    const heard = delegate.when(recordElements, answers(HERS));
    const filing = mayAct('file_cancellation', agent, callerIn(delegate));
    const materials = delegate.when(markPendingMaterial, {
      contactId: 'contact-1',
      missing: ['mandate', 'principal_id_copy'],
      via: 'upload',
    });
    const booked = delegate.when(scheduleCallback, callback);

    expect(heard).toEqual(refuse('mandate_invalid', { problems: [] }));
    expect(refusalOf(filing)).toEqual({ code: 'verification_too_low', data: { needed: 'L2', actual: 'L0' } });
    expect(materials.ok).toBe(true);
    expect(booked.ok).toBe(true);
  });

  test('a mandate that lacks something is recorded with what it lacks, and opens nothing', () => {
    const story = heConfirmed
      .after(recordMandate, show({ signedOrSealed: false }, null), files)
      .after(recordElements, answers(HERS));

    expect(story.streams.contact('contact-1')?.session?.mandateProblems).toEqual([
      'not_signed_or_sealed',
      'principal_not_contacted',
    ]);
    expect(callerIn(story).level).toBe('L0');
  });

  test('a sound one and her own identity open what it names, until its term is over', () => {
    const story = shown.after(recordElements, answers(HERS));

    const filing = mayAct('file_cancellation', agent, callerIn(story));
    const withdrawing = mayAct('withdraw_cancellation', agent, callerIn(story));
    const payout = mayAct('request_refund_destination_change', agent, callerIn(story));

    expect(callerIn(shown).level).toBe('L0');
    expect(callerIn(story).level).toBe('LD');
    expect(filing).toEqual(ok(true));
    expect(refusalOf(withdrawing)).toEqual({
      code: 'mandate_act_not_covered',
      data: { act: 'withdraw_cancellation', acts: ['file_cancellation'] },
    });
    expect(refusalOf(payout).code).toBe('verification_too_low');
    expect(callerIn(story, 'contact-1', minutesAfter(11)).level).toBe('L0');
  });

  test('what was heard of one agent is not another’s: a mandate that names somebody else begins anew', () => {
    const story = shown
      .after(recordElements, answers(HERS))
      .after(recordMandate, show({ agentName: '测试王五' }), files);

    expect(callerIn(story).level).toBe('L0');
    expect(story.streams.contact('contact-1')?.session?.elements).toEqual([]);
  });

  test('his own word is asked, not that of whoever answered: he was verified, as himself, within seven days', () => {
    const unverified = beginContact(delegate, { contactId: 'call-to-him', direction: 'outbound' });
    const wrong = answers({ id_no_last6: 'mismatch', person_name: 'mismatch', uscc: 'mismatch' }, 'call-to-him');
    const failed = heConfirmed.after(recordElements, wrong);
    const late = { ...files, now: minutesAfter(7 * 24 * 60 + 1) };
    const herself = show({}, 'contact-1');

    const refused = [
      unverified.when(recordMandate, show(), files),
      failed.when(recordMandate, show(), files),
      beginContact(heConfirmed, { contactId: 'contact-2' }, late)
        .after(startVerification, { ...delegateAgain, contactId: 'contact-2', sessionId: 'session-of-contact-2' }, late)
        .when(recordMandate, { ...show(), contactId: 'contact-2' }, late),
      delegate.when(recordMandate, herself, files),
    ];

    expect(refused).toEqual(refused.map(() => refuse('invalid_input', { field: 'principalContactId' })));
    expect(shown.streams.contact('contact-1')?.session?.mandate?.principalContact).toEqual({
      contactId: 'call-to-him',
      at: NOW,
      byUserId: 'agent-1',
      numberMasked: '138****8000',
    });
  });

  test('her wrong answers end her session and are not his: he is not locked for them', () => {
    const wrong = [recordElements, answers({ id_no: 'mismatch' })] as const;

    const third = shown
      .after(...wrong)
      .after(...wrong)
      .when(...wrong);

    expect(typesOf(third)).toEqual(['contact:VerificationElementChecked', 'contact:VerificationSessionFailed']);
    expect(shown.after(...wrong).streams.party('party-1').failedAttempts).toEqual([]);
  });

  test('at the counter it is her own card and the name on it', () => {
    const visit = beginContact(heConfirmed, { contactId: 'visit-1', channel: 'walk_in', cli: null }, { actor: clerk })
      .after(startVerification, { ...delegateAgain, contactId: 'visit-1', sessionId: 'session-4' }, { actor: clerk })
      .after(recordMandate, { ...show(), contactId: 'visit-1' }, { ...files, actor: clerk });
    const cardAlone = visit.after(recordElements, answers({ id_card_original: 'match' }, 'visit-1'), { actor: clerk });
    const withName = cardAlone.after(recordElements, answers({ person_name: 'match' }, 'visit-1'), { actor: clerk });

    expect(callerIn(cardAlone, 'visit-1').level).toBe('L0');
    expect(callerIn(withName, 'visit-1').level).toBe('LD');
  });

  test('a mandate is nothing for somebody who verifies as himself', () => {
    const self = verifying();

    const refused = self.when(recordMandate, show({}, null), files);

    expect(refused).toEqual(refuse('invalid_input', { field: 'subject' }));
  });
});
