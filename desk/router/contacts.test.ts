import { afterEach, beforeEach, expect, it } from 'vitest';
import { application, delivered } from '../../domain/cases/testing/filing.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/kernel/units.ts';
import { NOW } from '../../domain/testing/given.ts';
import { refusalFrom } from '../testing/opened-desk.ts';
import type { DeskClient } from '../testing/opened-desk.ts';
import type { ScenarioDesk } from '../testing/scenario-desk.ts';
import { filingFor, openScenarioDesk, OWNER, verifiedByPhone } from '../testing/scenario-desk.ts';

let opened: ScenarioDesk;
let agent: DeskClient;

const CALL = { channel: 'phone', direction: 'inbound', cli: null, waitedSeconds: null, callbackId: null } as const;
const LETTER = {
  type: 'letter',
  direction: 'inbound',
  summary: '来信询问进度',
  disposition: null,
  promise: null,
  isChaser: false,
  happenedAt: NOW - DAY_MS,
} as const;
const VISIT = { ...CALL, channel: 'walk_in' } as const;

beforeEach(async () => {
  opened = await openScenarioDesk();
  agent = await opened.as('agent-1', 'agent');
});
afterEach(() => opened.dispose());

it('scenario 32: a card number and security code in a note are masked before storage, and named; the recording pauses', async () => {
  const { contactId } = await agent.contacts.start(CALL);

  const paused = await agent.contacts.pauseRecording({ contactId, reason: 'card_data' });
  const note = await agent.contacts.note({
    subject: { type: 'contact', contactId },
    text: '客户念了卡号 6222021234567894，安全码 123',
    corrects: null,
  });
  const logged = await agent.contacts.logCommunication({
    subject: { type: 'contact', contactId },
    type: 'call',
    direction: 'inbound',
    summary: '卡号6222021234567894',
    disposition: null,
    promise: null,
    isChaser: false,
    happenedAt: NOW,
  });
  const { entries } = await agent.contacts.timeline({ subject: { type: 'contact', contactId }, cursor: null });

  expect(paused.recordingPaused).toBe(true);
  expect(note).toMatchObject({ cardDataRefused: ['pan', 'cvv'] });
  expect(note.storedText).toContain('622202******7894');
  expect(logged.cardDataRefused).toEqual(['pan']);
  expect(entries.filter(({ kind }) => kind === 'CardDataRefused')).toHaveLength(2);
  expect(JSON.stringify(entries)).not.toContain('6222021234567894');
});

it('a contact is held, resumed, ended and wrapped up, and is then in hand no more', async () => {
  const { contactId } = await agent.contacts.start(CALL);
  await agent.contacts.hold({ contactId });
  opened.pass(2 * MINUTE_MS);

  const resumed = await agent.contacts.resume({ contactId });
  const undated = await refusalFrom(
    agent.contacts.wrapUp({
      contactId,
      disposition: 'info_given',
      summary: '已解答',
      nextAction: null,
      promise: { what: '回复邮件', by: null },
    }),
  );
  const wrapped = await agent.contacts.wrapUp({
    contactId,
    disposition: 'info_given',
    summary: '已解答',
    nextAction: null,
    promise: { what: '回复邮件', by: NOW + DAY_MS },
  });

  expect(resumed).toMatchObject({ heldSince: null, heldMs: 2 * MINUTE_MS });
  expect(undated).toEqual({ code: 'invalid_input', data: { path: 'promise.by', code: 'required' } });
  expect(wrapped).toMatchObject({ endedAt: opened.desk().deps.now(), wrappedUpAt: opened.desk().deps.now() });
  expect(await agent.contacts.mine({ includeEnded: false })).toEqual([]);
  expect(await agent.contacts.mine({ includeEnded: true })).toMatchObject([{ contactId }]);
});

it('what was promised and what comes next stays in sight, on the contact, its case and the front page, until it is done', async () => {
  opened.haveOrder(application);
  const colleague = await opened.as('agent-2', 'agent');
  const contact = await verifiedByPhone(opened, agent);
  const { case: filed } = await agent.cases.file(await filingFor(opened, agent, contact));
  const ofContact = { type: 'contact', contactId: contact.contactId } as const;
  const ofCase = { type: 'case', caseId: filed.caseId } as const;
  await agent.contacts.wrapUp({
    contactId: contact.contactId,
    disposition: 'filed',
    summary: '已提交，回电13800138000',
    nextAction: { what: '告知审核结果', by: null },
    promise: { what: '致电13800138000回复', by: NOW + DAY_MS },
  });
  await colleague.contacts.logCommunication({
    ...LETTER,
    subject: ofCase,
    promise: { what: '寄回执', by: NOW + HOUR_MS },
  });

  const open = await agent.contacts.followUps({ subject: ofCase });
  const promise = open.find(({ kind, subject }) => kind === 'promise' && subject.type === 'contact');
  const kept = { subject: ofContact, followUpId: promise?.followUpId ?? '' };
  await agent.contacts.finishFollowUp(kept);
  await agent.contacts.finishFollowUp(kept);
  const unknown = await refusalFrom(agent.contacts.finishFollowUp({ subject: ofCase, followUpId: kept.followUpId }));
  const { entries } = await agent.contacts.timeline({ subject: ofCase, cursor: null });

  expect(open.map(({ what, by }) => [what, by])).toEqual([
    ['寄回执', NOW + HOUR_MS],
    ['致电138****8000回复', NOW + DAY_MS],
    ['告知审核结果', null],
  ]);
  expect(open[1]).toMatchObject({ caseCode: filed.caseCode, madeBy: { userId: 'agent-1' }, personMasked: '测**三' });
  expect(await agent.contacts.followUps({ subject: ofContact })).toHaveLength(2);
  expect((await agent.contacts.myFollowUps()).map(({ what }) => what)).toEqual(['寄回执', '告知审核结果']);
  expect((await colleague.contacts.myFollowUps()).map(({ what }) => what)).toEqual(['寄回执']);
  expect(unknown.code).toBe('not_found');
  expect(entries.filter(({ kind }) => kind === 'FollowUpDone').map(({ data }) => data)).toEqual([
    { followUpKind: 'promise', what: '致电138****8000回复' },
  ]);
  expect(entries.find(({ kind }) => kind === 'ContactWrappedUp')?.data).toMatchObject({
    summary: '已提交，回电138****8000',
    nextAction: '告知审核结果',
    promiseBy: NOW + DAY_MS,
  });
});

it('a contact that is handed over is in the colleague’s hands, with what was typed about it and what was said', async () => {
  opened.haveOrder(application);
  const colleague = await opened.as('agent-2', 'agent');
  const { contactId } = await verifiedByPhone(opened, agent);
  const subject = { type: 'contact', contactId } as const;
  const facts = `facts:${contactId}:${application.orderNo}`;
  await agent.drafts.save({ key: facts, body: { reasonCode: 'budget' } });
  await agent.drafts.save({ key: `note:contact:${contactId}`, body: '还没记完' });

  const wordless = await refusalFrom(agent.contacts.handOver({ contactId, toUserId: 'agent-2', note: ' ' }));
  await agent.contacts.handOver({ contactId, toUserId: 'agent-2', note: '已核身，还差复述' });
  const { entries } = await colleague.contacts.timeline({ subject, cursor: null });

  expect(wordless.code).toBe('invalid_input');
  expect(await agent.contacts.mine({ includeEnded: false })).toEqual([]);
  expect(await colleague.contacts.mine({ includeEnded: false })).toMatchObject([
    { contactId, handedOver: { by: { userId: 'agent-1' }, note: '已核身，还差复述' } },
  ]);
  expect(entries[0]).toMatchObject({
    kind: 'ContactHandedOver',
    data: { to: '测试agent-2', text: '已核身，还差复述' },
  });
  expect((await colleague.drafts.load({ key: facts }))?.body).toEqual({ reasonCode: 'budget' });
  expect(await agent.drafts.load({ key: facts })).toBeNull();
  expect((await agent.drafts.load({ key: `note:contact:${contactId}` }))?.body).toBe('还没记完');
  expect((await refusalFrom(agent.contacts.hold({ contactId }))).code).toBe('contact_belongs_to_other');
});

it('what is no number is refused, without saying what was typed', async () => {
  const refusal = await refusalFrom(agent.contacts.start({ ...CALL, cli: 'abc12' }));

  expect(refusal).toEqual({ code: 'invalid_input', data: { path: 'cli', code: 'wrong_characters' } });
});

it('is linked to a party and only to orders that are theirs', async () => {
  opened.haveOrder(application);
  const other = {
    ...OWNER,
    personName: '测试李四',
    mobile: '19900002222',
    idNo: '310101198504120032',
    uscc: null,
    merchantNo: null,
  };
  opened.haveOrder({ ...application, orderNo: 'TA0009' }, other);
  const { party } = await agent.orders.get({ orderNo: application.orderNo, contactId: null });
  const { contactId } = await agent.contacts.start(VISIT);
  const link = { contactId, partyId: party.partyId, how: 'search' } as const;

  const linked = await agent.contacts.linkParty({ ...link, orderNo: application.orderNo });
  const foreign = await refusalFrom(agent.contacts.linkParty({ ...link, orderNo: 'TA0009' }));
  const unknown = await refusalFrom(agent.contacts.linkParty({ ...link, partyId: 'nobody', orderNo: null }));

  expect(linked).toMatchObject({ orderNo: application.orderNo, party: { personMasked: '测**三' } });
  expect(foreign.code).toBe('order_not_known');
  expect(unknown.code).toBe('not_found');
});

it('the timeline tells what happened, newest first, page by page, with what the order’s record states', async () => {
  opened.haveOrder(delivered(3), undefined, NOW - DAY_MS);
  opened.haveOrder(delivered(3, { trackingNo: 'SF0000000000001' }), undefined, NOW - HOUR_MS);
  const contact = await verifiedByPhone(opened, agent);
  const subject = { type: 'contact', contactId: contact.contactId } as const;
  const { case: filed } = await agent.cases.file(await filingFor(opened, agent, contact));
  for (let index = 0; index < 50; index += 1) {
    opened.pass(1000);
    await agent.contacts.note({ subject, text: `第 ${index} 条`, corrects: null });
  }

  const first = await agent.contacts.timeline({ subject, cursor: null });
  const second = await agent.contacts.timeline({ subject, cursor: first.next });
  const ofCase = await agent.contacts.timeline({ subject: { type: 'case', caseId: filed.caseId }, cursor: null });

  expect(first.entries).toHaveLength(50);
  expect(first.entries[0]).toMatchObject({ kind: 'NoteAdded', data: { text: '第 49 条' }, by: { userId: 'agent-1' } });
  const kinds = second.entries.map(({ kind }) => kind);
  expect(kinds).toContain('CancellationFiled');
  expect(kinds.slice(-4)).toEqual(['order.observed', 'order.delivered', 'order.shipped', 'order.ordered']);
  expect(second.entries.find(({ kind }) => kind === 'order.observed')?.data).toEqual({
    observation: 2,
    changed: ['trackingNo'],
  });
  expect(second.next).toBeNull();
  expect(second.entries.find(({ kind }) => kind === 'ContactCaseLinked')?.data['caseCode']).toBe(filed.caseCode);
  expect(ofCase.entries[0]).toMatchObject({ data: { text: '第 49 条' } });
});

it('people who do no case work read none of it', async () => {
  opened.haveOrder(application);
  const { contactId } = await agent.contacts.start(CALL);
  const admin = await opened.as('admin-1', 'admin');

  const answers = await Promise.all([
    refusalFrom(admin.contacts.get({ contactId })),
    refusalFrom(admin.contacts.timeline({ subject: { type: 'contact', contactId }, cursor: null })),
    refusalFrom(admin.orders.search({ text: 'TA0001', limit: 5 })),
    refusalFrom(admin.orders.get({ orderNo: 'TA0001', contactId: null })),
    refusalFrom(admin.tasks.list({ kind: null, role: null, mine: false, cursor: null })),
    refusalFrom(admin.contacts.start(CALL)),
  ]);

  expect(answers.map(({ code }) => code)).toEqual(answers.map(() => 'not_permitted'));
  expect(await admin.contacts.colleagues()).toContainEqual({
    userId: 'agent-1',
    displayName: '测试agent-1',
    roles: ['agent'],
  });
});
