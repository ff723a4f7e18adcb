import { describe, expect, test } from 'vitest';
import { actorOf, agent, clerk, given, minutesAfter, refusalOf, supervisor, typesOf, NOW } from '../testing/given.ts';
import { DAY_MS } from '../kernel/units.ts';
import { addCaseNote } from './add-case-note.ts';
import { addTaskNote } from './add-task-note.ts';
import { approveCase } from './approve-case.ts';
import { assignOwner } from './assign-owner.ts';
import { assignTask } from './assign-task.ts';
import { attachCaseEvidence } from './attach-case-evidence.ts';
import { attachContact } from './attach-contact.ts';
import { caseCommands } from './commands.ts';
import { fileCancellation } from './file-cancellation.ts';
import { fileIntake } from './file-intake.ts';
import { lapseCase } from './lapse-case.ts';
import { logCaseCommunication } from './log-case-communication.ts';
import {
  application,
  contactOnly,
  delivered,
  deviceToCome,
  filing,
  finance,
  verifiedContact,
  worldOf,
} from './testing/filing.ts';

const caseId = 'case-1';
const CARD = '6222021234567894';
const auditor = actorOf('auditor-1', 'auditor');
const warehouse = actorOf('warehouse-1', 'warehouse');

const filed = () =>
  given(verifiedContact(), worldOf([delivered(3)])).after(fileCancellation, filing({ materials: deviceToCome }));
const approved = () => filed().after(approveCase, { caseId, reason: '' }, { actor: supervisor });

describe('notes, communications and files', () => {
  const note = { caseId, noteId: 'note-1', text: '客户称机器未拆封', corrects: null };

  test('a note is added in any state by whoever works on cases', () => {
    for (const actor of [agent, clerk, supervisor, finance, warehouse]) {
      expect(typesOf(approved().when(addCaseNote, note, { actor }))).toEqual(['case:NoteAdded']);
    }
  });

  test('an auditor reads and writes nothing', () => {
    expect(refusalOf(filed().when(addCaseNote, note, { actor: auditor })).code).toBe('not_permitted');
  });

  test('scenario 32: card number and security code typed into a note, a summary, a promise, a title or a task note are masked', () => {
    const secret = `卡号${CARD},CVV 123`;
    const story = approved();
    const taskId = story.streams.case(caseId)?.tasks[0]?.task.taskId ?? '';
    const logged = {
      caseId,
      communicationId: 'communication-1',
      type: 'call',
      direction: 'inbound',
      summary: secret,
      disposition: null,
      promise: { what: secret, by: NOW + DAY_MS },
      isChaser: false,
      happenedAt: NOW,
    } as const;
    const file = {
      caseId,
      evidenceId: 'evidence-1',
      kind: 'receipt',
      title: secret,
      sha256: 'a'.repeat(64),
      sizeBytes: 10,
      mediaType: 'image/png',
      chainPrevHash: 'b'.repeat(64),
    } as const;

    const after = story
      .after(addCaseNote, { ...note, text: secret })
      .after(logCaseCommunication, logged)
      .after(attachCaseEvidence, file)
      .after(addTaskNote, { caseId, taskId, noteId: 'note-2', text: secret }, { actor: finance });

    expect(JSON.stringify(after.events)).not.toContain(CARD);
    expect(JSON.stringify(after.events)).not.toContain('CVV 123');
    expect(after.events.filter((event) => event.type === 'CardDataRefused').map((event) => event.data)).toMatchObject([
      { noteId: 'note-1', kinds: ['pan', 'cvv'] },
      { noteId: 'communication-1' },
      { noteId: 'evidence-1' },
      { noteId: 'note-2' },
    ]);
  });

  test('a customer who asks how it stands is counted', () => {
    const chaser = {
      caseId,
      communicationId: 'communication-1',
      type: 'call',
      direction: 'inbound',
      summary: '催单',
      disposition: null,
      promise: null,
      isChaser: true,
      happenedAt: NOW,
    } as const;

    const after = filed()
      .after(logCaseCommunication, chaser)
      .after(logCaseCommunication, { ...chaser, communicationId: 'communication-2', isChaser: false });

    expect(after.streams.case(caseId)?.chaserCount).toBe(1);
    expect(refusalOf(after.when(logCaseCommunication, { ...chaser, happenedAt: NOW + 1 })).code).toBe('invalid_input');
  });

  test('attaching a contact twice changes nothing, and an unknown one is refused', () => {
    const story = given(
      [...verifiedContact(), ...contactOnly({ contactId: 'contact-2' })],
      worldOf([delivered(3)]),
    ).after(fileCancellation, filing({ materials: deviceToCome }));
    const attach = { caseId, contactId: 'contact-2', because: 'follow_up' } as const;

    const once = story.after(attachContact, attach);

    expect(typesOf(story.when(attachContact, attach))).toEqual([
      'case:CaseContactAttached',
      'contact:ContactCaseLinked',
    ]);
    expect(typesOf(once.when(attachContact, attach))).toEqual([]);
    expect(once.streams.case(caseId)?.editedBy).toEqual(['agent-1']);
    expect(refusalOf(story.when(attachContact, { ...attach, contactId: 'contact-7' })).code).toBe('not_found');
  });
});

describe('owners and tasks', () => {
  test('a supervisor gives a case to anybody who serves customers, an owner hands on their own', () => {
    const story = filed();

    expect(
      story.after(assignOwner, { caseId, userId: 'clerk-1' }, { actor: supervisor }).streams.case(caseId)?.ownerUserId,
    ).toBe('clerk-1');
    expect(story.after(assignOwner, { caseId, userId: 'clerk-1' }).streams.case(caseId)?.ownerUserId).toBe('clerk-1');
    expect(refusalOf(story.when(assignOwner, { caseId, userId: 'clerk-1' }, { actor: clerk })).code).toBe(
      'not_permitted',
    );
    expect(refusalOf(story.when(assignOwner, { caseId, userId: 'warehouse-1' })).code).toBe('assignee_unfit');
    expect(refusalOf(story.when(assignOwner, { caseId, userId: 'nobody' })).code).toBe('assignee_unfit');
  });

  test('a task goes to somebody of its role: taken by themselves or given by a supervisor', () => {
    const story = approved();
    const taskId = story.streams.case(caseId)?.tasks[0]?.task.taskId ?? '';
    const to = (userId: string | null) => ({ caseId, taskId, userId });

    const taken = story.after(assignTask, to('finance-1'), { actor: finance });

    expect(taken.streams.case(caseId)?.tasks[0]?.assignedTo).toBe('finance-1');
    expect(
      story.after(assignTask, to('finance-1'), { actor: supervisor }).streams.case(caseId)?.tasks[0]?.assignedTo,
    ).toBe('finance-1');
    expect(taken.after(assignTask, to(null), { actor: finance }).streams.case(caseId)?.tasks[0]?.assignedTo).toBeNull();
    expect(refusalOf(story.when(assignTask, to('warehouse-1'), { actor: supervisor })).code).toBe('assignee_unfit');
    expect(refusalOf(story.when(assignTask, to('finance-1'))).code).toBe('not_permitted');
    expect(refusalOf(taken.when(assignTask, to('finance-2'), { actor: actorOf('finance-2', 'finance') })).code).toBe(
      'not_permitted',
    );
    expect(
      refusalOf(story.when(assignTask, { caseId, taskId: 'task-7', userId: null }, { actor: supervisor })).code,
    ).toBe('not_found');
  });

  test('a cancelled task is given to nobody, a note on it is still taken', () => {
    const story = approved().after(caseCommands.WithdrawCase, {
      caseId,
      contactId: 'contact-1',
      partyId: 'party-1',
      reason: '不取消了',
    });
    const taskId = story.streams.case(caseId)?.tasks[0]?.task.taskId ?? '';

    const noted = story.after(
      addTaskNote,
      { caseId, taskId, noteId: 'note-1', text: '已通知财务' },
      { actor: finance },
    );

    expect(refusalOf(story.when(assignTask, { caseId, taskId, userId: null }, { actor: supervisor })).code).toBe(
      'case_state_forbids',
    );
    expect(noted.streams.case(caseId)?.tasks[0]?.notes).toMatchObject([{ noteId: 'note-1', by: 'finance-1' }]);
  });
});

describe('an intake', () => {
  const intake = {
    caseId,
    contactId: 'contact-1',
    orderNo: 'TA0001',
    reasonCode: null,
    reasonText: '',
    materialsRequested: ['id_card'],
    callbackId: null,
    noCallbackBecause: '客户将到店办理',
    noticeAt: minutesAfter(-5),
  };

  test('scenario 02: expires after seven days, on the desk of whoever looks first', () => {
    const story = given(contactOnly(), worldOf([application])).after(fileIntake, intake);

    expect(refusalOf(story.when(lapseCase, { caseId }, { now: NOW + 7 * DAY_MS })).code).toBe('case_state_forbids');
    expect(story.after(lapseCase, { caseId }, { now: NOW + 8 * DAY_MS }).streams.case(caseId)?.status).toBe('expired');
  });

  test('is neither approved nor withdrawn: it has no effect to take back', () => {
    const story = given(contactOnly(), worldOf([application])).after(fileIntake, intake);

    expect(refusalOf(story.when(approveCase, { caseId, reason: '' }, { actor: supervisor })).code).toBe(
      'case_state_forbids',
    );
    const withdraw = { caseId, contactId: 'contact-1', partyId: 'party-1', reason: '不要了' };
    expect(refusalOf(story.when(caseCommands.WithdrawCase, withdraw)).code).toBe('case_state_forbids');
  });
});

test('every command stands in the record under its own type', () => {
  expect(Object.values(caseCommands).map((command) => command.type)).toEqual(Object.keys(caseCommands));
});
