import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { application } from '../../domain/cases/testing/filing.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/kernel/units.ts';
import { refusalFrom } from '../testing/opened-desk.ts';
import type { DeskClient } from '../testing/opened-desk.ts';
import type { ScenarioDesk } from '../testing/scenario-desk.ts';
import { answersOf, beginVerifying, openScenarioDesk, OWNER, verifiedByPhone } from '../testing/scenario-desk.ts';

let opened: ScenarioDesk;
let agent: DeskClient;

beforeEach(async () => {
  opened = await openScenarioDesk();
  opened.haveOrder(application);
  agent = await opened.as('agent-1', 'agent');
});
afterEach(() => opened.dispose());

const WRONG_ID = { person_name: OWNER.personName, id_no_last6: '000000' };

describe('who is on the line', () => {
  it('is only a candidate by the number, masked, with the newest orders', async () => {
    const { contactId } = await agent.contacts.start({
      channel: 'phone',
      direction: 'inbound',
      cli: '+86 138-0013-8000',
      waitedSeconds: 12,
      callbackId: null,
    });

    const [candidate, ...others] = await agent.contacts.candidates({ contactId });

    expect(others).toEqual([]);
    expect(candidate).toMatchObject({
      personMasked: '测**三',
      mobileMasked: '138****8000',
      orders: [{ orderNo: application.orderNo, status: 'submitted' }],
      openCaseCode: null,
    });
    expect((await agent.contacts.get({ contactId })).verification.level).toBe('L0');
  });

  it('is L1 with an order number from the registered number, and L2 with name, identity number and code', async () => {
    const { contactId } = await beginVerifying(agent);

    const first = await agent.verification.submit({
      contactId,
      elements: answersOf({ order_no: ' ta0001 ', registered_number_call: null }),
    });
    await agent.verification.sendCode({ contactId });
    const second = await agent.verification.submit({
      contactId,
      elements: answersOf({
        person_name: OWNER.personName,
        id_no_last6: OWNER.idNo.slice(-6),
        sms_code: opened.sms.codeFor(OWNER.mobile),
      }),
    });

    expect(first).toMatchObject({ outcome: 'level_reached', contact: { verification: { level: 'L1' } } });
    expect(second).toMatchObject({ outcome: 'level_reached', contact: { verification: { level: 'L2' } } });
    expect(opened.sms.sentTo).toEqual([OWNER.mobile]);
  });

  it('steps up to L3 with the settlement card, its bank said the short way', async () => {
    const { contactId } = await verifiedByPhone(opened, agent);

    const answer = await agent.verification.submit({
      contactId,
      elements: answersOf({ settlement_card: '工行 7894' }),
    });

    expect(answer).toMatchObject({ outcome: 'level_reached', contact: { verification: { level: 'L3', reach: [] } } });
  });

  it('asks again, and counts nothing, where the bank was left out or an original was not seen', async () => {
    const { contactId } = await beginVerifying(agent);
    const clerk = await opened.as('clerk-1', 'clerk');
    const visit = await beginVerifying(clerk, { channel: 'walk_in' });

    const noBank = await refusalFrom(
      agent.verification.submit({ contactId, elements: answersOf({ settlement_card: '7894' }) }),
    );
    const notSeen = await refusalFrom(
      clerk.verification.submit({
        contactId: visit.contactId,
        elements: [{ element: 'id_card_original', value: OWNER.idNo, seen: false, evidenceId: null }],
      }),
    );

    expect(noBank).toEqual({ code: 'invalid_input', data: { path: 'settlement_card', code: 'bank_missing' } });
    expect(notSeen).toEqual({ code: 'invalid_input', data: { path: 'id_card_original', code: 'not_seen' } });
    expect((await agent.contacts.get({ contactId })).verification).toMatchObject({
      attemptsLeft: 3,
      partyFailedAttempts24h: 0,
    });
  });

  it('offers, for each level still open, the sets of elements that would reach it here', async () => {
    const { verification } = await beginVerifying(agent);

    const l2 = verification.reach.find(({ level }) => level === 'L2');

    expect(verification.reach.map(({ level }) => level)).toEqual(['L1', 'L2', 'L3']);
    expect(l2?.anyOf[0]).toEqual(['person_name', 'id_no_last6', 'sms_code']);
    expect(l2?.anyOf).toContainEqual(['merchant_no', 'principal_name', 'uscc', 'sms_code']);
    expect(verification.askable).not.toContain('registered_callback');
    expect(verification.askable).not.toContain('id_card_original');
  });

  it('loses the level after fifteen idle minutes, by the clock alone', async () => {
    const { contactId } = await verifiedByPhone(opened, agent);

    opened.pass(15 * MINUTE_MS + 1);

    expect((await agent.contacts.get({ contactId })).verification).toMatchObject({ state: 'verified', level: 'L0' });
  });

  it('after a hand-over is one level less until one element was checked again', async () => {
    const colleague = await opened.as('agent-2', 'agent');
    const { contactId } = await verifiedByPhone(opened, agent);

    const handedOver = await agent.contacts.handOver({ contactId, toUserId: 'agent-2', note: '请继续办理' });
    const checked = await colleague.verification.recheck({
      contactId,
      element: 'id_no_last6',
      value: OWNER.idNo.slice(-6),
      seen: false,
    });

    expect(handedOver).toMatchObject({
      owner: { userId: 'agent-2' },
      handedOver: { by: { userId: 'agent-1' }, note: '请继续办理' },
      verification: { level: 'L1', recheckNeeded: true },
    });
    expect(checked).toMatchObject({ matched: true, contact: { verification: { level: 'L2', recheckNeeded: false } } });
  });
});

describe('a one-time code', () => {
  it('goes to the registered mobile, works once, for five minutes, and again only after one', async () => {
    const { contactId } = await beginVerifying(agent, { cli: '19900001111' });

    const sent = await agent.verification.sendCode({ contactId });
    const tooSoon = await refusalFrom(agent.verification.sendCode({ contactId }));
    const code = opened.sms.codeFor(OWNER.mobile);
    const first = await agent.verification.submit({ contactId, elements: answersOf({ sms_code: code }) });
    const again = await refusalFrom(agent.verification.submit({ contactId, elements: answersOf({ sms_code: code }) }));
    opened.pass(MINUTE_MS);
    await agent.verification.sendCode({ contactId });
    opened.pass(5 * MINUTE_MS);
    const late = await refusalFrom(
      agent.verification.submit({
        contactId,
        elements: answersOf({ sms_code: opened.sms.codeFor(OWNER.mobile) }),
      }),
    );

    expect(sent).toMatchObject({ sentToMasked: '138****8000', outcome: 'accepted' });
    expect(tooSoon.code).toBe('sms_code_throttled');
    expect(first.outcome).toBe('matched');
    expect(again.code).toBe('sms_code_not_sent');
    expect(late.code).toBe('sms_code_not_sent');
  });

  it('that may have been sent counts; one that was not sent leaves nothing behind', async () => {
    const { contactId } = await beginVerifying(agent);
    opened.sms.answer = 'refuse';
    const refused = await refusalFrom(agent.verification.sendCode({ contactId }));
    opened.sms.answer = 'nonsense';

    const sent = await agent.verification.sendCode({ contactId });
    const { outcome } = await agent.verification.submit({
      contactId,
      elements: answersOf({ sms_code: opened.sms.codeFor(OWNER.mobile) }),
    });

    expect(refused).toEqual({ code: 'sms_gateway_failed', data: { outcome: 'refused' } });
    expect(sent.outcome).toBe('unknown');
    expect(outcome).toBe('matched');
  });

  it('is not sent in a contact that is a colleague’s, nor where nobody is being verified', async () => {
    const { contactId } = await beginVerifying(agent);
    const colleague = await opened.as('agent-2', 'agent');
    const bare = await agent.contacts.start({
      channel: 'phone',
      direction: 'inbound',
      cli: null,
      waitedSeconds: null,
      callbackId: null,
    });

    const others = await refusalFrom(colleague.verification.sendCode({ contactId }));
    const nobody = await refusalFrom(agent.verification.sendCode({ contactId: bare.contactId }));

    expect(others.code).toBe('contact_belongs_to_other');
    expect(nobody.code).toBe('verification_not_started');
    expect(opened.sms.sentTo).toEqual([]);
  });
});

describe('what was said', () => {
  it('is in no event, outbox, ledger or log afterwards, right or wrong', async () => {
    const { contactId } = await beginVerifying(agent);
    await agent.verification.sendCode({ contactId });
    const code = opened.sms.codeFor(OWNER.mobile);
    const elements = answersOf({ uscc: '91000000000000000K', id_no_last6: '07771X', sms_code: code });

    await agent.verification.submit({ contactId, elements });

    const { db } = opened.desk().deps;
    const kept = ['event', 'outbox', 'audit', 'sms_code', 'contact_row', 'party_row'].map((table) =>
      JSON.stringify(db.all(`SELECT * FROM ${table}`)),
    );
    // Closing writes out what the log still holds.
    await opened.reopen();
    const logs = readdirSync(join(opened.dataDir, 'logs')).map((name) =>
      readFileSync(join(opened.dataDir, 'logs', name), 'utf8'),
    );
    const all = [...kept, ...logs].join('');
    expect(all).toContain(contactId);
    expect(all).not.toContain('91000000000000000K');
    expect(all).not.toContain('07771X');
    expect(all).not.toContain(`"${code}"`);
    expect(all).not.toContain(OWNER.idNo);
  });
});

describe('scenarios of verification', () => {
  it('scenario 02: an unknown number with order number and name stays L0; without the code, an intake and nothing told', async () => {
    const { contactId } = await beginVerifying(agent, { cli: '19900001111' });
    const given = { order_no: application.orderNo, person_name: OWNER.personName, sms_code: null };

    const { outcome, contact } = await agent.verification.submit({ contactId, elements: answersOf(given) });
    const order = await agent.orders.get({ orderNo: application.orderNo, contactId });
    const intake = await agent.cases.fileIntake({
      contactId,
      orderNo: application.orderNo,
      reasonCode: null,
      reasonText: '来电人暂收不到验证码',
      materialsRequested: ['id_card'],
      callbackId: null,
      noCallbackBecause: '将到店办理',
    });

    expect(outcome).toBe('not_matched');
    expect(contact.verification).toMatchObject({ level: 'L0', attemptsLeft: 3 });
    expect(order.mayTellStatus).toBe(false);
    expect(intake).toMatchObject({ outcome: 'filed', case: { status: 'intake_only', verifiedLevel: 'L0' } });
    expect((await agent.orders.get({ orderNo: application.orderNo, contactId })).openCase).toBeNull();
  });

  it('scenario 03: three wrong answers end the session without naming the element; the store sees the count; the fifth locks', async () => {
    const clerk = await opened.as('clerk-1', 'clerk');
    const { contactId } = await beginVerifying(agent);
    for (const _ of [1, 2]) await agent.verification.submit({ contactId, elements: answersOf(WRONG_ID) });

    const third = await agent.verification.submit({ contactId, elements: answersOf(WRONG_ID) });
    opened.pass(HOUR_MS);
    const visit = await beginVerifying(clerk, { channel: 'walk_in' });
    const wrongCard = answersOf({ id_card_original: '110101199003070011' });
    await clerk.verification.submit({ contactId: visit.contactId, elements: wrongCard });
    const fifth = await clerk.verification.submit({ contactId: visit.contactId, elements: wrongCard });
    const timeline = await agent.contacts.timeline({ subject: { type: 'contact', contactId }, cursor: null });

    expect(third).toMatchObject({
      outcome: 'session_failed',
      contact: { verification: { state: 'failed', level: 'L0', matched: ['person_name'] } },
    });
    expect(JSON.stringify([third, timeline])).not.toContain('"id_no_last6","result":"mismatch"');
    expect(timeline.entries.filter(({ data }) => data['result'] === 'mismatch').map(({ data }) => data)).toEqual(
      Array.from({ length: 3 }, () => ({ result: 'mismatch' })),
    );
    expect(visit.verification).toMatchObject({ partyFailedAttempts24h: 3, attemptsLeft: 2 });
    expect(fifth.outcome).toBe('party_locked');
    expect(fifth.contact.verification.partyLocked).toBe(true);
    expect((await refusalFrom(beginVerifying(agent))).code).toBe('party_locked');
  });

  it('scenario 04: a locked party at the counter is unlocked by a supervisor on the original, and then files', async () => {
    const clerk = await opened.as('clerk-1', 'clerk');
    const supervisor = await opened.as('supervisor-1', 'supervisor');
    const { contactId, party } = await beginVerifying(agent);
    const partyId = party?.partyId ?? '';
    for (const _ of [1, 2, 3]) await agent.verification.submit({ contactId, elements: answersOf(WRONG_ID) });
    const other = await beginVerifying(clerk, { channel: 'walk_in' });
    for (const _ of [1, 2]) {
      await clerk.verification.submit({
        contactId: other.contactId,
        elements: answersOf({ id_card_original: '110101199003070011' }),
      });
    }
    opened.pass(MINUTE_MS);

    const visit = await beginVerifying(clerk, { channel: 'walk_in', purpose: 'unlock' });
    const shown = await clerk.verification.submit({
      contactId: visit.contactId,
      elements: answersOf({ id_card_original: OWNER.idNo }),
    });
    const copy = await clerk.evidence.attach({
      subject: { type: 'contact', contactId: visit.contactId },
      kind: 'id_copy',
      title: '身份证复印件',
      file: new Blob(['测试'], { type: 'text/plain' }),
    });
    const [locked] = await supervisor.verification.locked();
    const unlock = {
      partyId,
      proof: 'originals_at_counter' as const,
      contactId: visit.contactId,
      evidenceIds: [copy.evidenceId],
      reason: '持原件到店，人证一致',
    };
    const byClerk = await refusalFrom(clerk.verification.unlock(unlock));
    await supervisor.verification.unlock(unlock);
    const again = await clerk.verification.start({
      contactId: visit.contactId,
      partyId,
      orderNo: application.orderNo,
      subject: 'self',
      purpose: 'cancellation',
    });
    const verified = await clerk.verification.submit({
      contactId: again.contactId,
      elements: answersOf({ id_card_original: OWNER.idNo }),
    });

    expect(shown.contact.verification).toMatchObject({ level: 'L0', matched: ['id_card_original'] });
    expect(locked).toMatchObject({ partyId, because: 'attempts_24h', attempts24h: 5, personMasked: '测**三' });
    expect(locked?.contacts.map((contact) => contact.contactId)).toContain(visit.contactId);
    expect(byClerk.code).toBe('not_permitted');
    expect(await supervisor.verification.locked()).toEqual([]);
    expect(verified.contact.verification.level).toBe('L2');
  });

  it('scenario 31: a dropped call keeps what was noted and assumes no consent; the next contact begins at L0', async () => {
    const { contactId } = await verifiedByPhone(opened, agent);
    await agent.contacts.note({ subject: { type: 'contact', contactId }, text: '正在确认费用', corrects: null });
    await agent.drafts.save({ key: `filing:${contactId}:TA0001`, body: { step: 'fees' } });

    const dropped = await agent.contacts.end({ contactId, reason: 'dropped' });
    const next = await beginVerifying(agent);

    expect(dropped).toMatchObject({ verification: { level: 'L0' } });
    expect(next.verification.level).toBe('L0');
    expect((await agent.drafts.load({ key: `filing:${contactId}:TA0001` }))?.body).toEqual({ step: 'fees' });
    const { entries } = await agent.contacts.timeline({ subject: { type: 'contact', contactId }, cursor: null });
    expect(entries.map(({ kind }) => kind).slice(0, 2)).toEqual(['ContactEnded', 'NoteAdded']);
  });
});
