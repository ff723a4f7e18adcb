import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startContact } from '../../domain/contacts/start-contact.ts';
import { MINUTE_MS } from '../../domain/kernel/units.ts';
import { actorOf, NOW } from '../../domain/testing/given.ts';
import { openTestDesk } from '../testing/opened-desk.ts';
import type { OpenedDesk } from '../testing/opened-desk.ts';
import { haveCall } from '../testing/records.ts';

let opened: OpenedDesk;
beforeEach(async () => {
  opened = await openTestDesk();
});
afterEach(() => opened.dispose());

const deps = () => opened.desk().deps;

/** Rows as the projections would leave them: the counting reads nothing else. */
function haveCase(caseId: string, status: string, ownerUserId: string, dueAt: number | null): void {
  deps().db.run(
    `INSERT INTO case_row (case_id, case_code, status, order_no, order_kind, party_id, intake_channel, owner_user_id,
       requested_by, branch_id, reason_code, verified_level, filed_at, due_at, due_clock, refund_fen, chaser_count,
       approvals, updated_at, sort_at)
     VALUES (?, ?, ?, ?, 'terminal_application', 'party-1', 'phone', ?, ?, 'branch-1', NULL, 'L2', ?, ?, NULL, 0, 0, 0, ?, ?)`,
    caseId,
    `CODE-${caseId}`,
    status,
    `ORDER-${caseId}`,
    ownerUserId,
    ownerUserId,
    NOW,
    dueAt,
    NOW,
    dueAt ?? Number.MAX_SAFE_INTEGER,
  );
}

function haveTask(taskId: string, kind: string, status: string, dueAt: number | null): void {
  deps().db.run(
    `INSERT INTO task_row (task_id, case_id, kind, status, owner_role, due_at, next_step, created_at, sort_at)
     VALUES (?, 'case-1', ?, ?, 'finance', ?, 'refund.approve', ?, ?)`,
    taskId,
    kind,
    status,
    dueAt,
    NOW,
    dueAt ?? Number.MAX_SAFE_INTEGER,
  );
}

describe('the counts beside the work', () => {
  it('are of the queues of all roles a person has, and of nobody else’s', async () => {
    const agent = await opened.as('agent-1', 'agent');
    const both = await opened.as('both-1', 'finance', 'warehouse');
    const supervisor = await opened.as('supervisor-1', 'supervisor');

    const queuesOf = async (client: typeof agent) => (await client.work.counts()).queues.map(({ queue }) => queue);

    expect(await queuesOf(agent)).toEqual(['needs_info', 'intake_only', 'refund', 'device_return']);
    expect(await queuesOf(both)).toEqual(['review', 'refund', 'device_return', 'unbind']);
    expect(await queuesOf(supervisor)).toEqual([
      'review',
      'needs_info',
      'intake_only',
      'refund',
      'device_return',
      'unbind',
      'locks',
      'contradictions',
    ]);
  });

  it('tell what waits and what is overdue', async () => {
    const supervisor = await opened.as('supervisor-1', 'supervisor');
    haveCase('a', 'submitted', 'supervisor-1', NOW - 1);
    haveCase('b', 'under_review', 'agent-1', NOW + 1);
    haveCase('c', 'needs_info', 'agent-1', null);
    haveCase('d', 'closed', 'supervisor-1', NOW - 1);
    haveCase('e', 'intake_only', 'supervisor-1', null);
    haveTask('t1', 'refund', 'open', NOW - 1);
    haveTask('t2', 'refund', 'open', null);
    haveTask('t3', 'refund', 'cancelled', NOW - 1);
    haveTask('t4', 'unbind', 'open', NOW + 1);
    deps().db.run(
      `INSERT INTO party_row (party_id, locked_at, lock_reason, failed_attempts, failed_sessions)
       VALUES ('party-1', ?, 'attempts', 5, 1)`,
      NOW,
    );

    const counts = await supervisor.work.counts();

    expect(Object.fromEntries(counts.queues.map(({ queue, count, overdue }) => [queue, [count, overdue]]))).toEqual({
      review: [2, 1],
      needs_info: [1, 0],
      intake_only: [1, 0],
      refund: [2, 1],
      device_return: [0, 0],
      unbind: [1, 0],
      locks: [1, 0],
      contradictions: [0, 0],
    });
    expect(counts.myCases).toBe(2);
  });

  it('hold a person’s own unfinished contacts and the callbacks that are due', async () => {
    const agent = await opened.as('agent-1', 'agent');
    haveCall(deps(), actorOf('agent-1', 'agent'), { contactId: 'mine', partyId: 'party-1', matched: [] });
    haveCall(deps(), actorOf('agent-2', 'agent'), { contactId: 'other', partyId: 'party-1', matched: [] });
    const callback = (id: string, slotStart: number, owner: string | null) =>
      deps().db.run(
        `INSERT INTO callback_row (callback_id, topic, status, slot_start, minutes, owner_user_id, attempts)
         VALUES (?, 'other', 'scheduled', ?, 10, ?, 0)`,
        id,
        slotStart,
        owner,
      );
    callback('soon', NOW + 4 * MINUTE_MS, 'agent-1');
    callback('later', NOW + 6 * MINUTE_MS, 'agent-1');
    callback('missed', NOW - 16 * MINUTE_MS, null);
    callback('theirs', NOW, 'agent-2');

    const counts = await agent.work.counts();

    expect(counts).toMatchObject({ currentContacts: 1, callbacksDue: 2, callbacksOverdue: 1 });
  });
});

it('the sync state says what a hub has not been told', async () => {
  const agent = await opened.as('agent-1', 'agent');

  const before = await agent.work.sync();
  deps().execute(actorOf('agent-1', 'agent'), startContact, {
    contactId: 'call-1',
    channel: 'phone',
    direction: 'inbound',
    cli: null,
    waitedSeconds: null,
    callbackId: null,
  });
  opened.pass(MINUTE_MS);
  const after = await agent.work.sync();

  const alone = {
    mode: 'solo',
    line: null,
    refused: null,
    inStepAt: null,
    rejected: 0,
    parked: 0,
    quarantined: 0,
    filesWaiting: 0,
    bytesWaiting: 0,
  };
  expect(before).toEqual({ ...alone, depth: 0, oldestAt: null });
  expect(after).toEqual({ ...alone, depth: 1, oldestAt: NOW });
});

it('preferences are a person’s own and outlive the desk', async () => {
  const agent = await opened.as('agent-1', 'agent');
  const clerk = await opened.as('clerk-1', 'clerk');

  const usual = await agent.work.preferences();
  const ofClerk = await clerk.work.preferences();
  await agent.work.setPreferences({ locale: 'en', theme: 'dark', counterMode: true });
  await opened.reopen();

  expect(usual).toEqual({ locale: 'zh', theme: 'system', counterMode: false });
  expect(ofClerk).toEqual({ locale: 'zh', theme: 'system', counterMode: true });
  expect(await opened.window('window-of-agent-1').work.preferences()).toEqual({
    locale: 'en',
    theme: 'dark',
    counterMode: true,
  });
  expect(await opened.window('window-of-clerk-1').work.preferences()).toEqual(ofClerk);
});
