import { describe, expect, test } from 'vitest';
import type { NewDomainEvent } from '../events.ts';
import type { CommandDefinition } from '../kernel/command.ts';
import { ok, refuse, type Result } from '../kernel/result.ts';
import {
  actorOf,
  clerk,
  eventsOf,
  given,
  minutesAfter,
  NOW,
  refusalOf,
  supervisor,
  type Story,
  type World,
} from '../testing/given.ts';
import { addCaseNote } from './add-case-note.ts';
import { addTaskNote } from './add-task-note.ts';
import { approveCase } from './approve-case.ts';
import { assignOwner } from './assign-owner.ts';
import { assignTask } from './assign-task.ts';
import { attachCaseEvidence } from './attach-case-evidence.ts';
import { attachContact } from './attach-contact.ts';
import { caseCommands } from './commands.ts';
import { fileCancellation } from './file-cancellation.ts';
import { finishCaseFollowUp } from './finish-case-follow-up.ts';
import { lapseCase } from './lapse-case.ts';
import { logCaseCommunication } from './log-case-communication.ts';
import { receiveMaterial } from './receive-material.ts';
import { rejectCase } from './reject-case.ts';
import { requestInfo } from './request-info.ts';
import { contactOnly, delivered, deviceToCome, filing, finance, verifiedContact, worldOf } from './testing/filing.ts';
import { withdrawCase } from './withdraw-case.ts';

const caseId = 'case-1';
const sha256 = 'a'.repeat(64);
const world = worldOf([delivered(3)]);
const filed = given([...verifiedContact(), ...contactOnly({ contactId: 'contact-2' })], world).after(
  fileCancellation,
  filing({ materials: deviceToCome }),
);
const approved = filed.after(approveCase, { caseId, reason: '' }, { actor: supervisor });
const taskId = approved.streams.case(caseId)?.tasks[0]?.task.taskId ?? '';

function stateOf(story: Story) {
  const state = story.streams.case(caseId);
  if (state === null) throw new Error('no such case');
  return state;
}

const message = {
  communicationId: 'communication-1',
  type: 'call',
  direction: 'inbound',
  summary: '来电询问',
  disposition: null,
  promise: { what: '明日回电', by: minutesAfter(1440) },
  isChaser: false,
  happenedAt: NOW,
} as const;
const file = {
  evidenceId: 'evidence-1',
  kind: 'receipt',
  title: '付款凭证',
  sha256,
  sizeBytes: 10,
  mediaType: 'image/png',
  chainPrevHash: sha256,
} as const;
const promised = filed.after(logCaseCommunication, { caseId, ...message });
const rejection = {
  reasonCode: 'out_of_policy',
  clause: '协议第三条',
  remedy: '可按服务终止办理',
  appealRoute: '向总部申诉',
  complaintRoute: '监管投诉',
} as const;

interface Case {
  readonly type: string;
  readonly act: (story: Story, moment?: World) => Result<readonly NewDomainEvent[]>;
  readonly story: Story;
  readonly by?: World;
  readonly written: readonly (readonly [type: string, data: unknown])[];
}

function doing<P>(command: CommandDefinition<string, P>, payload: P, rest: Omit<Case, 'type' | 'act'>): Case {
  return { type: command.type, act: (story, moment) => story.when(command, payload, moment), ...rest };
}

const CASES: readonly Case[] = [
  doing(
    addCaseNote,
    { caseId, noteId: 'note-1', text: '机器未拆封', corrects: 'note-0' },
    { story: filed, written: [['NoteAdded', { noteId: 'note-1', text: '机器未拆封', corrects: 'note-0' }]] },
  ),
  doing(logCaseCommunication, { caseId, ...message }, { story: filed, written: [['CommunicationLogged', message]] }),
  doing(
    logCaseCommunication,
    { caseId, ...message, promise: null },
    { story: filed, written: [['CommunicationLogged', { ...message, promise: null }]] },
  ),
  doing(
    finishCaseFollowUp,
    { caseId, followUpId: 'communication-1' },
    { story: promised, written: [['FollowUpDone', { followUpId: 'communication-1' }]] },
  ),
  doing(attachCaseEvidence, { caseId, ...file }, { story: filed, written: [['EvidenceAttached', file]] }),
  doing(
    requestInfo,
    { caseId, materials: ['id_card', 'id_card'], message: '请补身份证' },
    {
      story: filed,
      by: { actor: supervisor },
      written: [['InfoRequested', { materials: ['id_card'], message: '请补身份证' }]],
    },
  ),
  doing(
    receiveMaterial,
    { caseId, partyId: 'party-1', item: { materialId: 'id_card', state: 'received', evidenceId: 'evidence-1' } },
    {
      story: filed,
      written: [['MaterialReceived', { item: { materialId: 'id_card', state: 'received', evidenceId: 'evidence-1' } }]],
    },
  ),
  doing(
    assignOwner,
    { caseId, userId: 'clerk-1' },
    { story: filed, written: [['CaseOwnerAssigned', { userId: 'clerk-1' }]] },
  ),
  doing(
    assignTask,
    { caseId, taskId, userId: 'finance-1' },
    { story: approved, by: { actor: finance }, written: [['TaskAssigned', { taskId, userId: 'finance-1' }]] },
  ),
  doing(
    addTaskNote,
    { caseId, taskId, noteId: 'note-1', text: '已通知财务' },
    { story: approved, written: [['TaskNoted', { taskId, noteId: 'note-1', text: '已通知财务' }]] },
  ),
];

describe('every command of a case', () => {
  test('stands here, but for those with tests of their own', () => {
    const apart = [
      'FileCancellation',
      'FileIntake',
      'AttachContact',
      'WithdrawCase',
      'ApproveCase',
      'RejectCase',
      'LapseCase',
      'SettleCaseContradiction',
    ];

    expect([...new Set(CASES.map(({ type }) => type)), ...apart].toSorted()).toEqual(
      Object.keys(caseCommands).toSorted(),
    );
  });

  test.each(CASES)('$type writes just this (%#)', ({ act, story, by, written }) => {
    expect(eventsOf(act(story, by))).toEqual(written.map(([type, data]) => ({ stream: `case/${caseId}`, type, data })));
  });

  test.each(CASES)('$type needs a case that is known, and somebody who may (%#)', ({ act, story, by }) => {
    expect(act(given([], world), by)).toEqual(refuse('not_found', { kind: 'case' }));
    expect(refusalOf(act(story, { actor: actorOf('auditor-1', 'auditor') })).code).toBe('not_permitted');
  });
});

describe('what is owed on a case (A35)', () => {
  test('is done once, and only what is owed', () => {
    const done = promised.after(finishCaseFollowUp, { caseId, followUpId: 'communication-1' });

    expect(stateOf(promised).followUps).toEqual([
      {
        followUpId: 'communication-1',
        kind: 'promise',
        what: '明日回电',
        by: minutesAfter(1440),
        madeBy: 'agent-1',
        madeAt: NOW,
        doneAt: null,
      },
    ]);
    expect(stateOf(done).followUps.map(({ doneAt }) => doneAt)).toEqual([NOW]);
    expect(done.when(finishCaseFollowUp, { caseId, followUpId: 'communication-1' })).toEqual(ok([]));
    expect(promised.when(finishCaseFollowUp, { caseId, followUpId: 'communication-9' })).toEqual(
      refuse('not_found', { kind: 'follow_up' }),
    );
    expect(filed.when(logCaseCommunication, { caseId, ...message, happenedAt: NOW + 1 })).toEqual(
      refuse('invalid_input', { field: 'happenedAt' }),
    );
  });
});

describe('a contact put on a case', () => {
  const attach = { caseId, contactId: 'contact-2', because: 'follow_up' } as const;

  test('brings along the times the customer asked how it stands (A25)', () => {
    const asks = {
      stream: 'contact/contact-2',
      type: 'CommunicationLogged',
      data: { ...message, promise: null, isChaser: true },
    } as const;
    const story = given([...filed.events, asks], world);

    expect(eventsOf(story.when(attachContact, attach))).toEqual([
      {
        stream: 'case/case-1',
        type: 'CaseContactAttached',
        data: { contactId: 'contact-2', channel: 'phone', because: 'follow_up' },
      },
      { stream: 'contact/contact-2', type: 'ContactCaseLinked', data: { caseId, how: 'attached' } },
      {
        stream: 'case/case-1',
        type: 'ChaserCounted',
        data: { contactId: 'contact-2', communicationId: 'communication-1' },
      },
    ]);
    expect(stateOf(story.after(attachContact, attach)).chaserCount).toBe(1);
  });

  test('makes whoever files a second time somebody who asked for it; who follows up did not', () => {
    const byClerk = { actor: clerk };

    expect(stateOf(filed.after(attachContact, attach, byClerk)).editedBy).toEqual(['agent-1']);
    expect(stateOf(filed.after(attachContact, { ...attach, because: 'second_filing' }, byClerk)).editedBy).toEqual([
      'agent-1',
      'clerk-1',
    ]);
    expect(filed.when(attachContact, { ...attach, contactId: 'contact-7' })).toEqual(
      refuse('not_found', { kind: 'contact' }),
    );
  });
});

describe('refusals say what they are about', () => {
  const wrong = { contactId: 'contact-1', partyId: 'party-2', reason: '改主意了' };

  test('of a case, a task, a person', () => {
    expect([
      approved.when(addTaskNote, { caseId, taskId: 'task-9', noteId: 'note-1', text: '备注' }),
      approved.when(assignTask, { caseId, taskId: 'task-9', userId: null }, { actor: supervisor }),
      approved.when(assignTask, { caseId, taskId, userId: 'warehouse-1' }, { actor: supervisor }),
      approved.when(assignTask, { caseId, taskId, userId: 'finance-9' }, { actor: supervisor }),
      approved.when(assignTask, { caseId, taskId, userId: 'supervisor-1' }, { actor: finance }),
      filed.when(assignOwner, { caseId, userId: 'warehouse-1' }),
      filed.when(assignOwner, { caseId, userId: 'clerk-1' }, { actor: clerk }),
      filed.when(requestInfo, { caseId, materials: ['a_cake', 'id_card'], message: '请补' }, { actor: supervisor }),
      filed.when(withdrawCase, { caseId, ...wrong }),
      filed.when(fileCancellation, filing()),
      filed.when(approveCase, { caseId, reason: '' }, { actor: finance }),
      filed.when(lapseCase, { caseId }),
      given([]).when(lapseCase, { caseId }),
    ]).toEqual([
      refuse('not_found', { kind: 'task' }),
      refuse('not_found', { kind: 'task' }),
      refuse('assignee_unfit', { roles: ['finance'] }),
      refuse('assignee_unfit', { roles: ['finance'] }),
      refuse('not_permitted', { act: 'assign_task', roles: ['supervisor'] }),
      refuse('assignee_unfit', { roles: ['agent', 'clerk', 'supervisor'] }),
      refuse('not_permitted', { act: 'assign_owner', roles: ['supervisor'] }),
      refuse('invalid_input', { field: 'materials' }),
      refuse('invalid_input', { field: 'partyId' }),
      refuse('already_exists', { kind: 'case' }),
      refuse('not_permitted', { act: 'approve', roles: ['supervisor'] }),
      refuse('case_state_forbids', { act: 'lapse', status: 'under_review' }),
      refuse('not_found', { kind: 'case' }),
    ]);
  });

  test('of a role and a state', () => {
    expect(
      refusalOf(
        filed.when(
          addCaseNote,
          { caseId, noteId: 'n', text: '备注', corrects: null },
          { actor: actorOf('x', 'admin') },
        ),
      ).data,
    ).toMatchObject({ act: 'add_note' });
    expect(
      approved.when(requestInfo, { caseId, materials: ['id_card'], message: '请补' }, { actor: supervisor }),
    ).toEqual(refuse('case_state_forbids', { act: 'request_info', status: 'executing' }));
    expect(filed.when(rejectCase, { caseId, ...rejection, reasonCode: 'a_whim' }, { actor: supervisor })).toMatchObject(
      {
        ok: false,
        refusal: { code: 'reason_unknown', data: { reasonCode: 'a_whim' } },
      },
    );
  });

  test('giving a case or a task to whoever has it changes nothing', () => {
    const taken = approved.after(assignTask, { caseId, taskId, userId: 'finance-1' }, { actor: finance });

    expect(filed.when(assignOwner, { caseId, userId: 'agent-1' })).toEqual(ok([]));
    expect(taken.when(assignTask, { caseId, taskId, userId: 'finance-1' }, { actor: finance })).toEqual(ok([]));
    expect(stateOf(taken).tasks.map(({ assignedTo }) => assignedTo)).toEqual(['finance-1', null]);
  });
});
