import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { application } from '../../domain/cases/testing/filing.ts';
import { DAY_MS } from '../../domain/kernel/units.ts';
import { NOW } from '../../domain/testing/given.ts';
import { refusalFrom } from '../testing/opened-desk.ts';
import type { DeskClient } from '../testing/opened-desk.ts';
import type { ScenarioDesk } from '../testing/scenario-desk.ts';
import { answersOf, beginVerifying, filingFor, openScenarioDesk, OWNER } from '../testing/scenario-desk.ts';

let opened: ScenarioDesk;
let agent: DeskClient;
let clerk: DeskClient;

beforeEach(async () => {
  opened = await openScenarioDesk();
  opened.haveOrder(application);
  agent = await opened.as('agent-1', 'agent');
  clerk = await opened.as('clerk-1', 'clerk');
});
afterEach(() => opened.dispose());

/** The owner's wife, who is on no record of ours. */
const WIFE = { name: '测试李四', idNo: '310101198504120032', mobile: '19900002222' } as const;
const ANOTHER_ID = '110101199003070011';

/** A file on the contact, as a mandate or a copy. */
async function fileOn(desk: DeskClient, contactId: string, kind: 'mandate' | 'id_copy'): Promise<string> {
  const { evidenceId } = await desk.evidence.attach({
    subject: { type: 'contact', contactId },
    kind,
    title: kind,
    file: new Blob([`测试${kind}`], { type: 'text/plain' }),
  });
  return evidenceId;
}

/** The husband, called at his registered number out of her contact, says the order number and the code that came there. */
async function heConfirms(desk: DeskClient, herContactId: string): Promise<string> {
  const call = await desk.verification.callPrincipal({ contactId: herContactId });
  await desk.verification.start({
    contactId: call.contactId,
    partyId: call.party?.partyId ?? '',
    orderNo: application.orderNo,
    subject: 'self',
    purpose: 'cancellation',
  });
  await desk.verification.sendCode({ contactId: call.contactId });
  await desk.verification.submit({
    contactId: call.contactId,
    elements: answersOf({ order_no: application.orderNo, sms_code: opened.sms.codeFor(OWNER.mobile) }),
  });
  return call.contactId;
}

async function shownTo(desk: DeskClient, contactId: string, principalContactId: string | null) {
  return desk.verification.recordMandate({
    contactId,
    agentName: WIFE.name,
    agentIdNo: WIFE.idNo,
    agentMobile: WIFE.mobile,
    matter: '取消订单',
    acts: ['file_cancellation'],
    validFrom: NOW - DAY_MS,
    validTo: NOW + 30 * DAY_MS,
    signedOrSealed: true,
    principalIdCopyEvidenceId: await fileOn(desk, contactId, 'id_copy'),
    mandateEvidenceId: await fileOn(desk, contactId, 'mandate'),
    principalContactId,
  });
}

describe('scenario 05', () => {
  it('scenario 05: a wife without a mandate is compared with nothing, told what is missing, and called back', async () => {
    const { contactId, party, verification } = await beginVerifying(agent, { subject: 'delegate' });

    const hers = await refusalFrom(
      agent.verification.submit({ contactId, elements: answersOf({ person_name: WIFE.name, id_no: WIFE.idNo }) }),
    );
    const his = await refusalFrom(agent.verification.submit({ contactId, elements: answersOf({ id_no: OWNER.idNo }) }));
    const filing = await refusalFrom(agent.cases.file(await filingFor(opened, agent, { contactId })));
    const pending = await agent.verification.pendingMaterial({ contactId, missing: ['mandate'], via: 'store_visit' });
    const [slot] = await agent.callbacks.slots({ day: '2026-03-10' });
    const callback = await agent.callbacks.schedule({
      contactId,
      caseId: null,
      partyId: party?.partyId ?? null,
      topic: 'verification',
      numberSource: 'registered',
      statedNumber: null,
      slotStart: slot?.slotStart ?? 0,
      note: '核对委托',
    });

    expect(verification).toMatchObject({ level: 'L0', mandate: null, reach: [] });
    expect([hers.code, his.code]).toEqual(['mandate_invalid', 'mandate_invalid']);
    expect(filing.code).toBe('mandate_invalid');
    expect(pending.verification.state).toBe('pending_material');
    expect(callback).toMatchObject({ status: 'scheduled', numberMasked: '138****8000', minutes: 10 });
  });

  it('scenario 05: with a mandate, her own card and her husband’s word, she files at the counter what it names', async () => {
    const visit = await beginVerifying(clerk, { channel: 'walk_in', subject: 'delegate' });
    const { contactId } = visit;
    const first = await shownTo(clerk, contactId, null);
    const own = answersOf({ id_card_original: WIFE.idNo, person_name: WIFE.name });
    const alone = await clerk.verification.submit({ contactId, elements: own });

    const principalContactId = await heConfirms(clerk, contactId);
    const talks = await clerk.verification.principalContacts({ contactId });
    const mandated = await shownTo(clerk, contactId, principalContactId);
    const filed = await clerk.cases.file(await filingFor(opened, clerk, { contactId }));

    expect(first.verification).toMatchObject({
      level: 'L0',
      mandateProblems: ['principal_not_contacted'],
      mandate: { agentMasked: '测**四', idOnRecord: true, principal: null },
      reach: [{ level: 'LD', anyOf: [['id_card_original', 'person_name']] }],
    });
    expect(alone).toMatchObject({ outcome: 'matched', contact: { verification: { level: 'L0' } } });
    expect(talks).toMatchObject([{ contactId: principalContactId, at: NOW, numberMasked: '138****8000' }]);
    expect(mandated.verification).toMatchObject({
      level: 'LD',
      mandateActs: ['file_cancellation'],
      mandate: { principal: { contactId: principalContactId, by: { userId: 'clerk-1' } } },
    });
    expect(filed).toMatchObject({ outcome: 'filed', case: { verifiedLevel: 'LD' } });
  });

  it('scenario 05: her husband’s card in her hand, or another’s, is not hers; her wrong answers do not lock him', async () => {
    const { contactId } = await beginVerifying(clerk, { channel: 'walk_in', subject: 'delegate' });
    await shownTo(clerk, contactId, null);
    const show = (idNo: string) =>
      clerk.verification.submit({ contactId, elements: answersOf({ id_card_original: idNo }) });

    const unseen = await refusalFrom(
      clerk.verification.submit({
        contactId,
        elements: [{ element: 'id_card_original', value: WIFE.idNo, seen: false, evidenceId: null }],
      }),
    );
    const invalid = await refusalFrom(show('310101198504120031'));
    const his = await show(OWNER.idNo);
    const name = await clerk.verification.submit({ contactId, elements: answersOf({ person_name: OWNER.personName }) });
    const third = await show(ANOTHER_ID);
    const himself = await beginVerifying(agent);

    expect(unseen.data).toEqual({ path: 'id_card_original', code: 'not_seen' });
    expect(invalid).toMatchObject({ code: 'invalid_input', data: { path: 'id_card_original' } });
    expect([his.outcome, name.outcome, third.outcome]).toEqual(['not_matched', 'not_matched', 'session_failed']);
    expect(his.contact.verification.attemptsLeft).toBe(2);
    expect(himself.verification).toMatchObject({ partyFailedAttempts24h: 0, partyLocked: false, attemptsLeft: 3 });
  });
});

describe('a delegate on the phone', () => {
  it('is reached at her own mobile: a code that went to her husband proves nothing of her', async () => {
    const { contactId, party } = await beginVerifying(agent);
    await agent.verification.sendCode({ contactId });
    const his = opened.sms.codeFor(OWNER.mobile);
    await agent.verification.start({
      contactId,
      partyId: party?.partyId ?? '',
      orderNo: application.orderNo,
      subject: 'delegate',
      purpose: 'cancellation',
    });
    const { verification } = await shownTo(agent, contactId, null);

    const withHis = await agent.verification.submit({ contactId, elements: answersOf({ sms_code: his }) });
    opened.pass(60_000);
    const sent = await agent.verification.sendCode({ contactId });
    const withHers = await agent.verification.submit({
      contactId,
      elements: answersOf({
        person_name: WIFE.name,
        id_no: WIFE.idNo,
        sms_code: opened.sms.codeFor(WIFE.mobile),
      }),
    });

    expect(verification).toMatchObject({ registeredMobileMasked: '199****2222' });
    expect(verification.askable).toEqual(['person_name', 'id_no', 'sms_code']);
    expect(withHis.outcome).toBe('not_matched');
    expect(sent.sentToMasked).toBe('199****2222');
    expect(withHers).toMatchObject({ outcome: 'matched', contact: { verification: { reach: [{ anyOf: [] }] } } });
  });

  it('is not believed about the principal: only a talk in which he was verified counts', async () => {
    const { contactId } = await beginVerifying(agent, { subject: 'delegate' });
    const { contactId: unverified } = await agent.verification.callPrincipal({ contactId });

    const unproven = await refusalFrom(shownTo(agent, contactId, unverified));
    const talks = await agent.verification.principalContacts({ contactId });

    expect(unproven).toEqual({ code: 'invalid_input', data: { field: 'principalContactId' } });
    expect(talks).toEqual([]);
  });

  it('leaves no identity number behind, and what was recorded of her stays when the mandate is completed', async () => {
    const { contactId } = await beginVerifying(agent, { subject: 'delegate' });
    await shownTo(agent, contactId, null);

    const completed = await agent.verification.recordMandate({
      contactId,
      agentName: WIFE.name,
      agentIdNo: null,
      agentMobile: null,
      matter: '取消订单',
      acts: ['file_cancellation', 'withdraw'],
      validFrom: NOW,
      validTo: NOW + DAY_MS,
      signedOrSealed: true,
      principalIdCopyEvidenceId: null,
      mandateEvidenceId: null,
      principalContactId: null,
    });

    const { db } = opened.desk().deps;
    const kept = ['event', 'outbox', 'draft'].map((table) => JSON.stringify(db.all(`SELECT * FROM ${table}`))).join('');
    expect(completed.verification).toMatchObject({
      mandate: { idOnRecord: true },
      registeredMobileMasked: '199****2222',
    });
    expect(kept).toContain(WIFE.name);
    expect(kept).not.toContain(WIFE.idNo);
  });
});
