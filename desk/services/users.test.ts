import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listAudit } from '../../db/queries/audit.ts';
import { openTestDesk, refusalFrom, TEST_PASSWORD } from '../testing/opened-desk.ts';
import type { OpenedDesk } from '../testing/opened-desk.ts';

let opened: OpenedDesk;
beforeEach(async () => {
  opened = await openTestDesk();
});
afterEach(() => opened.dispose());

const newClerk = {
  login: 'Clerk.New',
  displayName: '测试新店员',
  roles: ['clerk' as const, 'agent' as const, 'clerk' as const],
  branchId: 'branch-1',
  password: 'first-password',
};

function lastAudit() {
  return listAudit(opened.desk().deps.db, { filter: { act: null, userId: null }, before: null, limit: 1 })[0];
}

describe('user administration', () => {
  it('adds a person with several roles and says so in the audit log, without the password', async () => {
    const admin = await opened.as('admin-1', 'admin');

    const created = await admin.users.create(newClerk);
    const listed = await admin.users.list();

    expect(created).toMatchObject({
      login: 'clerk.new',
      roles: ['clerk', 'agent'],
      branchName: '测试门店',
      active: true,
    });
    expect(listed.map((user) => user.login)).toEqual(['admin-1', 'clerk.new']);
    expect(lastAudit()).toMatchObject({
      act: 'user_created',
      userId: 'admin-1',
      record: `user/${created.userId}`,
      data: { roles: ['clerk', 'agent'], branchId: 'branch-1' },
    });
    expect(JSON.stringify(lastAudit())).not.toContain('first-password');
  });

  it('refuses a login that is taken, a branch that is not there, and a login with a blank', async () => {
    const admin = await opened.as('admin-1', 'admin');
    await admin.users.create(newClerk);

    const taken = await refusalFrom(admin.users.create({ ...newClerk, login: 'clerk.NEW' }));
    const branch = await refusalFrom(admin.users.create({ ...newClerk, login: 'other', branchId: 'nowhere' }));
    const blank = await refusalFrom(admin.users.create({ ...newClerk, login: 'two words' }));

    expect(taken).toEqual({ code: 'already_exists', data: { field: 'login' } });
    expect(branch).toEqual({ code: 'not_found', data: { kind: 'branch' } });
    expect(blank).toEqual({ code: 'invalid_input', data: { path: 'login', code: 'format' } });
  });

  it('is for administrators alone', async () => {
    const supervisor = await opened.as('supervisor-1', 'supervisor', 'finance', 'auditor');

    const refusals = await Promise.all([
      refusalFrom(supervisor.users.list()),
      refusalFrom(supervisor.users.branches()),
      refusalFrom(supervisor.users.create(newClerk)),
      refusalFrom(supervisor.users.createBranch({ name: '测试二店' })),
      refusalFrom(supervisor.users.resetPassword({ userId: 'supervisor-1', password: 'second-password' })),
    ]);

    expect(refusals.map(({ code }) => code)).toEqual(Array.from({ length: 5 }, () => 'not_permitted'));
  });

  it.each([
    ['loses the role', { roles: ['agent' as const], active: true }],
    ['is disabled', { roles: ['admin' as const], active: false }],
  ])('keeps the last administrator when that one %s', async (_what, change) => {
    const admin = await opened.as('admin-1', 'admin');
    const update = { userId: 'admin-1', displayName: '测试', branchId: 'branch-1', ...change };

    const alone = await refusalFrom(admin.users.update(update));
    await opened.as('admin-2', 'admin');
    const withAnother = await admin.users.update(update);

    expect(alone.code).toBe('last_admin');
    expect(withAnother).toMatchObject(change);
  });

  it('writes what changed of a person, and what it was before', async () => {
    const admin = await opened.as('admin-1', 'admin');
    await opened.as('agent-1', 'agent');
    const branch = await admin.users.createBranch({ name: ' 测试二店 ' });

    await admin.users.update({
      userId: 'agent-1',
      displayName: '测试改名',
      roles: ['agent', 'supervisor'],
      branchId: branch.branchId,
      active: true,
    });

    expect(branch.name).toBe('测试二店');
    expect(lastAudit()).toMatchObject({
      act: 'user_changed',
      record: 'user/agent-1',
      data: { rolesBefore: ['agent'], roles: ['agent', 'supervisor'], branchBefore: 'branch-1', renamed: true },
    });
    expect((await refusalFrom(admin.users.createBranch({ name: '测试二店' }))).code).toBe('already_exists');
  });

  it('resets a password: the person is signed out everywhere and must choose another', async () => {
    const admin = await opened.as('admin-1', 'admin');
    const agent = await opened.as('agent-1', 'agent');

    await admin.users.resetPassword({ userId: 'agent-1', password: 'reset-password' });
    const out = await agent.auth.status();
    const old = await refusalFrom(agent.auth.signIn({ login: 'agent-1', password: TEST_PASSWORD }));
    const fresh = await agent.auth.signIn({ login: 'agent-1', password: 'reset-password' });

    expect(out.state).toBe('signed_out');
    expect(old.code).toBe('wrong_credentials');
    expect(fresh.user?.mustChangePassword).toBe(true);
  });
});

describe('the demonstration', () => {
  it('has three people of each role, and shows their password until one of them changes it', async () => {
    await opened.dispose();
    opened = await openTestDesk({ demo: true });
    const window = opened.window();

    const { demoAccounts } = await window.auth.status();
    const first = demoAccounts.find((account) => account.login === 'agent1');
    if (first === undefined) throw new Error('no agent1');
    await window.auth.signIn({ login: first.login, password: first.password });
    await window.auth.changePassword({ current: first.password, next: 'a new password' });
    const later = await window.auth.status();

    expect(demoAccounts).toHaveLength(21);
    expect(new Set(demoAccounts.flatMap((account) => account.roles)).size).toBe(7);
    expect(demoAccounts.every((account) => account.displayName.startsWith('演示'))).toBe(true);
    expect(later.demoAccounts.map((account) => account.login)).not.toContain('agent1');
    expect(later.demoAccounts).toHaveLength(20);
    expect((await window.system.info()).demo).toBe(true);
  });

  it('stays one when it is opened without being asked for', async () => {
    await opened.reopen({ demo: true });

    await opened.reopen({ demo: false });

    expect((await opened.window().auth.status()).demoAccounts).toHaveLength(21);
  });

  it('is never seeded into a desk with people', async () => {
    await opened.window().auth.createFirstAdmin({
      login: 'boss',
      displayName: '测试',
      password: 'fake-password-9',
      branchName: '测试总部',
    });

    await opened.reopen({ demo: true });
    const isDemo = opened.desk().deps.demo;
    const { demoAccounts } = await opened.window().auth.status();

    expect(isDemo).toBe(false);
    expect(demoAccounts).toEqual([]);
  });
});
