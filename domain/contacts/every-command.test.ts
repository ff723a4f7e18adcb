import { describe, expect, test } from 'vitest';
import type { NewDomainEvent } from '../events.ts';
import type { CommandDefinition } from '../kernel/command.ts';
import { refuse, type Result } from '../kernel/result.ts';
import { answers, beginContact, PHONE_L2, verifying } from '../testing/contacts.ts';
import {
  actorOf,
  agent,
  eventsOf,
  given,
  minutesAfter,
  NOW,
  refusalOf,
  type Story,
  type World,
} from '../testing/given.ts';
import { addContactNote } from './add-contact-note.ts';
import { attachContactEvidence } from './attach-contact-evidence.ts';
import { challengeVerification } from './challenge-verification.ts';
import { contactCommands } from './commands.ts';
import { endContact } from './end-contact.ts';
import { finishContactFollowUp } from './finish-contact-follow-up.ts';
import { handOverContact } from './hand-over-contact.ts';
import { holdContact } from './hold-contact.ts';
import { linkCase } from './link-case.ts';
import { linkParty } from './link-party.ts';
import { logContactCommunication } from './log-contact-communication.ts';
import { markPendingMaterial } from './mark-pending-material.ts';
import { pauseRecording } from './pause-recording.ts';
import { recheckElement } from './recheck-element.ts';
import { recordElements } from './record-elements.ts';
import { refuseVerification } from './refuse-verification.ts';
import { resumeContact } from './resume-contact.ts';
import { resumeRecording } from './resume-recording.ts';
import { startContact } from './start-contact.ts';
import { startVerification } from './start-verification.ts';
import { wrapUpContact } from './wrap-up-contact.ts';

const contactId = 'contact-1';
const sessionId = 'session-of-contact-1';
const sha256 = 'a'.repeat(64);
const colleague = actorOf('agent-2', 'agent');
const world: World = {
  facts: {
    user: (userId) => ({ userId, roles: ['agent'], branchId: 'branch-1', active: true }),
    evidence: (evidenceId) => ({ evidenceId, sha256 }),
  },
};

const call = beginContact(given([], world), { contactId });
const asking = verifying({}, world);
const verified = asking.after(recordElements, answers(PHONE_L2));
const handedOver = verified.after(handOverContact, { contactId, toUserId: 'agent-2', note: '请继续' });
const ended = call.after(endContact, { contactId, reason: 'completed' });

/** When an act may be done: while the contact goes on, until it is wrapped up, or ever after; the first two by its owner only. */
type Until = 'ended' | 'wrapped_up' | 'never';

interface Case {
  readonly type: string;
  readonly until: Until;
  readonly act: (story: Story, moment?: World) => Result<readonly NewDomainEvent[]>;
  /** Where it can be done, by whom, and what is written then, all of it. */
  readonly story: Story;
  readonly by?: World['actor'];
  readonly written: readonly (readonly [type: string, data: unknown])[];
}

function doing<P>(command: CommandDefinition<string, P>, payload: P, rest: Omit<Case, 'type' | 'act'>): Case {
  return { type: command.type, act: (story, moment) => story.when(command, payload, moment), ...rest };
}

const note = { contactId, noteId: 'note-1', text: '来电咨询', corrects: null };
const message = {
  communicationId: 'communication-1',
  type: 'sms',
  direction: 'outbound',
  summary: '已发材料清单',
  disposition: null,
  promise: { what: '明日回电', by: minutesAfter(1440) },
  isChaser: false,
  happenedAt: NOW,
} as const;
const file = {
  evidenceId: 'evidence-1',
  kind: 'screenshot',
  title: '聊天截图',
  sha256,
  sizeBytes: 10,
  mediaType: 'image/png',
  chainPrevHash: sha256,
} as const;
const wrapUp = {
  disposition: 'callback_booked',
  summary: '约定回电',
  nextAction: { what: '回电', by: minutesAfter(60) },
  promise: { what: '今日回复', by: minutesAfter(120) },
};
const session = {
  sessionId: 'session-2',
  partyId: 'party-1',
  orderNo: 'ORDER-1',
  subject: 'self',
  purpose: 'general',
} as const;
const link = { partyId: 'party-1', orderNo: null, how: 'search' } as const;

const CASES: readonly Case[] = [
  doing(holdContact, { contactId }, { until: 'ended', story: call, written: [['ContactHeld', {}]] }),
  doing(
    resumeContact,
    { contactId },
    { until: 'ended', story: call.after(holdContact, { contactId }), written: [['ContactResumed', {}]] },
  ),
  doing(
    pauseRecording,
    { contactId, reason: 'card_data' },
    { until: 'ended', story: call, written: [['RecordingPaused', { reason: 'card_data' }]] },
  ),
  doing(
    resumeRecording,
    { contactId },
    {
      until: 'ended',
      story: call.after(pauseRecording, { contactId, reason: 'other' }),
      written: [['RecordingResumed', {}]],
    },
  ),
  doing(
    linkParty,
    { contactId, ...link },
    { until: 'wrapped_up', story: call, written: [['ContactPartyLinked', link]] },
  ),
  doing(
    linkCase,
    { contactId, caseId: 'case-1', how: 'attached' },
    { until: 'wrapped_up', story: call, written: [['ContactCaseLinked', { caseId: 'case-1', how: 'attached' }]] },
  ),
  doing(
    startVerification,
    { contactId, ...session },
    { until: 'ended', story: call, written: [['VerificationStarted', session]] },
  ),
  doing(recordElements, answers({ person_name: 'match' }), {
    until: 'ended',
    story: asking,
    written: [['VerificationElementChecked', { sessionId, element: 'person_name', result: 'match', evidenceId: null }]],
  }),
  doing(
    refuseVerification,
    { contactId, reason: '不愿提供' },
    { until: 'ended', story: asking, written: [['VerificationRefused', { partyId: 'party-1', reason: '不愿提供' }]] },
  ),
  doing(
    markPendingMaterial,
    { contactId, missing: ['id_card'], via: 'upload' },
    {
      until: 'ended',
      story: asking,
      written: [['VerificationMaterialPending', { missing: ['id_card'], via: 'upload' }]],
    },
  ),
  doing(
    challengeVerification,
    { contactId, reason: '旁人提示' },
    { until: 'ended', story: asking, written: [['VerificationChallenged', { reason: '旁人提示' }]] },
  ),
  doing(
    recheckElement,
    { contactId, partyId: 'party-1', element: 'person_name', result: 'match' },
    {
      until: 'ended',
      story: handedOver,
      by: colleague,
      written: [['VerificationRechecked', { sessionId, element: 'person_name', result: 'match' }]],
    },
  ),
  doing(addContactNote, note, {
    until: 'never',
    story: call,
    written: [['NoteAdded', { noteId: 'note-1', text: '来电咨询', corrects: null }]],
  }),
  doing(
    logContactCommunication,
    { contactId, ...message },
    { until: 'never', story: call, written: [['CommunicationLogged', message]] },
  ),
  doing(
    attachContactEvidence,
    { contactId, ...file },
    { until: 'never', story: call, written: [['EvidenceAttached', file]] },
  ),
  doing(
    finishContactFollowUp,
    { contactId, followUpId: 'communication-1' },
    {
      until: 'never',
      story: call.after(logContactCommunication, { contactId, ...message }),
      written: [['FollowUpDone', { followUpId: 'communication-1' }]],
    },
  ),
  doing(
    endContact,
    { contactId, reason: 'dropped' },
    { until: 'ended', story: call, written: [['ContactEnded', { reason: 'dropped' }]] },
  ),
  doing(
    wrapUpContact,
    { contactId, ...wrapUp },
    {
      until: 'wrapped_up',
      story: call,
      written: [
        ['ContactEnded', { reason: 'completed' }],
        ['ContactWrappedUp', wrapUp],
      ],
    },
  ),
];

const wrappedUp = (story: Story, by?: World['actor']): Story =>
  story.after(
    wrapUpContact,
    { contactId, disposition: 'info_given', summary: '已解答', nextAction: null, promise: null },
    by === undefined ? {} : { actor: by },
  );

describe('every command of a contact', () => {
  test('stands here, but for those that begin it or give it to somebody else', () => {
    const apart = ['StartContact', 'HandOverContact', 'RecordMandate', 'SettleContactContradiction'];

    expect([...CASES.map(({ type }) => type), ...apart].toSorted()).toEqual(Object.keys(contactCommands).toSorted());
  });

  test.each(CASES)('$type writes just this', ({ act, story, by, written }) => {
    const events = eventsOf(act(story, by === undefined ? {} : { actor: by }));

    expect(events).toEqual(written.map(([type, data]) => ({ stream: `contact/${contactId}`, type, data })));
  });

  test.each(CASES)('$type needs a contact that is known, and somebody who may', ({ act, story }) => {
    expect(act(given([], world))).toEqual(refuse('not_found', { kind: 'contact' }));
    expect(refusalOf(act(story, { actor: actorOf('nobody-1') })).code).toBe('not_permitted');
  });

  test.each(CASES)('$type is for the owner alone as long as it is his work', ({ act, story, until }) => {
    const byOther = act(story, { actor: actorOf('agent-3', 'agent') });

    expect(byOther.ok ? null : byOther.refusal.code).toBe(until === 'never' ? null : 'contact_belongs_to_other');
  });

  test.each(CASES)('$type has its time: until $until', ({ act, story, by, until }) => {
    const actor = by === undefined ? {} : { actor: by };
    const after = act(story.after(endContact, { contactId, reason: 'completed' }, actor), actor);
    const later = act(wrappedUp(story, by), actor);

    expect(after.ok ? null : after.refusal).toEqual(
      until === 'ended' ? { code: 'contact_ended', data: { at: NOW } } : null,
    );
    expect(later.ok ? null : later.refusal).toEqual(
      until === 'never' ? null : { code: 'contact_already_wrapped_up', data: { at: NOW } },
    );
  });
});

describe('a contact that begins', () => {
  const start = {
    channel: 'phone',
    direction: 'inbound',
    cli: '13800138000',
    waitedSeconds: 12,
    callbackId: 'callback-1',
  } as const;

  test('holds what it began with, and nothing yet', () => {
    const story = given([]).after(startContact, { contactId, ...start });

    expect(story.events.map(({ type, data }) => [type, data])).toEqual([['ContactStarted', start]]);
    expect(story.streams.contact(contactId)).toEqual({
      contactId,
      channel: 'phone',
      direction: 'inbound',
      cli: '13800138000',
      callbackId: 'callback-1',
      startedAt: NOW,
      startedBy: 'agent-1',
      branchId: 'branch-1',
      ownerUserId: 'agent-1',
      heldSince: null,
      heldMs: 0,
      recordingPaused: false,
      recordingPauses: [],
      endedAt: null,
      wrappedUpAt: null,
      partyId: null,
      orderNo: null,
      caseIds: [],
      session: null,
      sessionCount: 0,
      handedOver: null,
      recheckNeeded: false,
      followUps: [],
      contradictions: [],
      uncountedChasers: [],
      lastActivityAt: NOW,
    });
  });

  test('cannot begin twice', () => {
    expect(call.when(startContact, { contactId, ...start })).toEqual(refuse('already_exists', { kind: 'contact' }));
  });
});

describe('a contact that is given to a colleague', () => {
  const over = { contactId, toUserId: 'agent-2', note: '请继续核身' };

  test('says so, and what he was told; a contact in which nothing was heard needs no checking again', () => {
    const toColleague = call.after(handOverContact, over);

    expect(toColleague.events.at(-1)).toMatchObject({
      type: 'ContactHandedOver',
      data: { toUserId: 'agent-2', note: '请继续核身' },
    });
    expect(toColleague.streams.contact(contactId)).toMatchObject({
      ownerUserId: 'agent-2',
      recheckNeeded: false,
      handedOver: { byUserId: 'agent-1', at: NOW, note: '请继续核身' },
    });
    expect(asking.after(handOverContact, over).streams.contact(contactId)).toMatchObject({ recheckNeeded: false });
    expect(handedOver.streams.contact(contactId)).toMatchObject({ recheckNeeded: true });
  });

  test('must be known, not wrapped up, and given by somebody who may', () => {
    expect(given([], world).when(handOverContact, over)).toEqual(refuse('not_found', { kind: 'contact' }));
    expect(refusalOf(call.when(handOverContact, over, { actor: actorOf('nobody-1') })).code).toBe('not_permitted');
    expect(wrappedUp(call).when(handOverContact, over)).toEqual(refuse('contact_already_wrapped_up', { at: NOW }));
    expect(ended.when(handOverContact, over).ok).toBe(true);
  });

  test('he must be somebody who is there and takes contacts', () => {
    const user = (more: object) => ({
      facts: {
        ...world.facts,
        user: () => ({ userId: 'x', roles: ['agent'], branchId: 'b', active: true, ...more }) as never,
      },
    });

    expect([
      refusalOf(call.when(handOverContact, { ...over, toUserId: agent.userId })).code,
      refusalOf(call.when(handOverContact, over, { facts: { user: () => null } })).code,
      refusalOf(call.when(handOverContact, over, user({ active: false }))).code,
      refusalOf(call.when(handOverContact, over, user({ roles: ['warehouse'] }))).code,
    ]).toEqual(['assignee_unfit', 'assignee_unfit', 'assignee_unfit', 'assignee_unfit']);
  });
});
