import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listAudit } from '../../db/queries/audit.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/kernel/units.ts';
import { NOW } from '../../domain/testing/given.ts';
import { openTestDesk, refusalFrom, TEST_PASSWORD } from '../testing/opened-desk.ts';
import type { OpenedDesk } from '../testing/opened-desk.ts';
import { waitAfter } from '../../contract/hub-protocol/passwords.ts';

let opened: OpenedDesk;
beforeEach(async () => {
  opened = await openTestDesk();
});
afterEach(() => opened.dispose());

const firstAdmin = { login: 'Boss', displayName: '测试管理员', password: 'fake-password-9', branchName: '测试总部' };
const wrong = { login: 'agent-1', password: 'not the password' };

function auditActs(): string[] {
  const filter = { act: null, userId: null };
  return listAudit(opened.desk().deps.db, { filter, before: null, limit: 50 })
    .map((entry) => entry.act)
    .toReversed();
}

describe('an empty desk', () => {
  it('asks for its first administrator, who is signed in at once', async () => {
    const window = opened.window();

    const before = await window.auth.status();
    const after = await window.auth.createFirstAdmin(firstAdmin);

    expect(before).toMatchObject({ state: 'needs_first_admin', user: null, idleLockMinutes: 10, demoAccounts: [] });
    expect(after).toMatchObject({
      state: 'signed_in',
      user: { login: 'boss', roles: ['admin'], branchName: '测试总部', mustChangePassword: false },
    });
    expect(auditActs()).toContain('first_admin_created');
  });

  it('has a first administrator only once, also when two windows ask at the same time', async () => {
    const outcomes = await Promise.allSettled([
      opened.window('one').auth.createFirstAdmin(firstAdmin),
      opened.window('two').auth.createFirstAdmin({ ...firstAdmin, login: 'other' }),
    ]);

    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
    const refusal = await refusalFrom(opened.window('three').auth.createFirstAdmin(firstAdmin));
    expect(refusal.code).toBe('already_exists');
  });

  it.each([
    ['short', 'too_short'],
    ['1234567890', 'common'],
    ['９８７６５４３２１０', 'common'],
    ['aaaaaaaaaaaa', 'common'],
    ['Password123', 'common'],
    ['zhang-san-boss', 'is_login', 'zhang-san-boss'],
  ])('takes no weak password: %s', async (password, problem, login = 'boss') => {
    const refusal = await refusalFrom(opened.window().auth.createFirstAdmin({ ...firstAdmin, login, password }));

    expect(refusal).toEqual({ code: 'weak_password', data: { minLength: 10, problem } });
  });
});

describe('signing in', () => {
  it('refuses in the same words whether the login or the password is wrong', async () => {
    await opened.as('agent-1', 'agent');
    const window = opened.window('another');

    const password = await refusalFrom(window.auth.signIn(wrong));
    const login = await refusalFrom(window.auth.signIn({ ...wrong, login: 'nobody' }));

    expect(password).toEqual({ code: 'wrong_credentials', data: {} });
    expect(login).toEqual(password);
    expect((await window.auth.status()).state).toBe('signed_out');
  });

  it('takes the login in any spelling of the same letters', async () => {
    await opened.as('agent-1', 'agent');

    const status = await opened.window('another').auth.signIn({ login: ' ＡＧＥＮＴ-1 ', password: TEST_PASSWORD });

    expect(status.user?.userId).toBe('agent-1');
  });

  it('makes whoever fails five times wait, longer every time, and begins anew after a success', async () => {
    await opened.as('agent-1', 'agent');
    const window = opened.window('another');
    const right = { login: 'agent-1', password: TEST_PASSWORD };

    for (let failures = 1; failures < 5; failures += 1) {
      expect((await refusalFrom(window.auth.signIn(wrong))).code).toBe('wrong_credentials');
    }
    const fifth = await refusalFrom(window.auth.signIn(wrong));
    const whileWaiting = await refusalFrom(window.auth.signIn(right));
    opened.pass(30_000);
    const sixth = await refusalFrom(window.auth.signIn(wrong));
    opened.pass(60_000);
    const status = await window.auth.signIn(right);
    const afterwards = await refusalFrom(opened.window('third').auth.signIn(wrong));

    expect(fifth).toEqual({ code: 'sign_in_throttled', data: { until: NOW + 30_000 } });
    expect(whileWaiting).toEqual(fifth);
    expect(sixth).toEqual({ code: 'sign_in_throttled', data: { until: NOW + 90_000 } });
    expect(status.state).toBe('signed_in');
    expect(afterwards.code).toBe('wrong_credentials');
  });

  it('counts attempts made at the same time one by one', async () => {
    await opened.as('agent-1', 'agent');
    const windows = Array.from({ length: 8 }, (_, index) => opened.window(`w${index}`));

    const refusals = await Promise.all(windows.map((window) => refusalFrom(window.auth.signIn(wrong))));

    expect(refusals.filter(({ code }) => code === 'wrong_credentials')).toHaveLength(4);
    expect(refusals.filter(({ code }) => code === 'sign_in_throttled')).toHaveLength(4);
  });

  it('waits an hour at most', () => {
    expect([4, 5, 6, 7, 40].map(waitAfter)).toEqual([0, 30_000, 60_000, 120_000, HOUR_MS]);
  });

  it('tells only whoever knows the password that a person is disabled', async () => {
    const admin = await opened.as('admin-1', 'admin');
    const agent = await opened.as('agent-1', 'agent');
    await admin.users.update({
      userId: 'agent-1',
      displayName: '测试',
      roles: ['agent'],
      branchId: 'branch-1',
      active: false,
    });

    const known = await refusalFrom(opened.window('x').auth.signIn({ login: 'agent-1', password: TEST_PASSWORD }));
    const unknown = await refusalFrom(opened.window('x').auth.signIn(wrong));

    expect(known.code).toBe('user_disabled');
    expect(unknown.code).toBe('wrong_credentials');
    expect((await agent.auth.status()).state).toBe('signed_out');
  });

  it('keeps neither the login nor the password of a failed attempt', async () => {
    await refusalFrom(opened.window().auth.signIn({ login: '13800138000', password: 'my-secret-words' }));

    const [entry] = listAudit(opened.desk().deps.db, {
      filter: { act: 'sign_in_failed', userId: null },
      before: null,
      limit: 1,
    });
    expect(entry).toMatchObject({ userId: 'unknown', data: { known: false } });
    expect(JSON.stringify(entry)).not.toMatch(/13800138000|my-secret-words/);
  });
});

describe('a session', () => {
  it('outlives the desk process and ends after twelve hours', async () => {
    const agent = await opened.as('agent-1', 'agent');
    await opened.reopen();
    const window = opened.window('window-of-agent-1');

    const kept = await window.auth.status();
    for (let hours = 0; hours < 12; hours += 1 / 12) {
      await window.auth.touch();
      opened.pass(5 * MINUTE_MS);
    }
    const over = await window.auth.status();

    expect(agent).toBeDefined();
    expect(kept.state).toBe('signed_in');
    expect(over.state).toBe('signed_out');
    expect((await refusalFrom(window.work.counts())).code).toBe('not_signed_in');
  });

  it('locks after ten idle minutes, stays locked over a restart, and opens with the password', async () => {
    const agent = await opened.as('agent-1', 'agent');
    opened.pass(9 * MINUTE_MS);
    await agent.auth.touch();
    opened.pass(9 * MINUTE_MS);
    const working = await agent.auth.status();
    opened.pass(MINUTE_MS);

    const refusal = await refusalFrom(agent.work.counts());
    await opened.reopen();
    const window = opened.window('window-of-agent-1');
    await window.auth.touch();
    const locked = await window.auth.status();
    const badly = await refusalFrom(window.auth.unlock({ password: 'not the password' }));
    const unlocked = await window.auth.unlock({ password: TEST_PASSWORD });

    expect(working.state).toBe('signed_in');
    expect(refusal.code).toBe('session_locked');
    expect(locked).toMatchObject({ state: 'locked', user: { login: 'agent-1' } });
    expect(badly.code).toBe('wrong_credentials');
    expect(unlocked.state).toBe('signed_in');
    expect(auditActs()).toContain('unlock_failed');
  });

  it('locks when told to and ends when told to', async () => {
    const agent = await opened.as('agent-1', 'agent');

    const locked = await agent.auth.lock();
    const out = await agent.auth.signOut();

    expect(locked.state).toBe('locked');
    expect(out).toMatchObject({ state: 'signed_out', user: null });
    expect(auditActs()).toEqual(expect.arrayContaining(['sign_in', 'sign_out']));
  });

  it('is known by the hash of the window secret alone', async () => {
    await opened.as('agent-1', 'agent');

    const rows = opened.desk().deps.db.all<{ hash: string }>('SELECT token_hash AS hash FROM session');

    expect(rows).toHaveLength(1);
    expect(rows[0]?.hash).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('changing a password', () => {
  it('is asked of a person with a first password before anything else', async () => {
    const admin = await opened.as('admin-1', 'admin');
    const created = { login: 'clerk-9', displayName: '测试店员', roles: ['clerk' as const], branchId: 'branch-1' };
    await admin.users.create({ ...created, password: 'first-password' });
    const window = opened.window('new');
    const signedIn = await window.auth.signIn({ login: 'clerk-9', password: 'first-password' });

    const before = await refusalFrom(window.work.counts());
    const unchanged = await refusalFrom(
      window.auth.changePassword({ current: 'first-password', next: 'first-password' }),
    );
    const changed = await window.auth.changePassword({ current: 'first-password', next: 'second-password' });
    const counts = await window.work.counts();

    expect(signedIn.user?.mustChangePassword).toBe(true);
    expect(before).toEqual({ code: 'not_permitted', data: { act: 'change_password_first' } });
    expect(unchanged.code).toBe('weak_password');
    expect(changed.user?.mustChangePassword).toBe(false);
    expect(counts.myCases).toBe(0);
  });

  it('ends the other sessions of that person', async () => {
    const agent = await opened.as('agent-1', 'agent');
    const elsewhere = opened.window('elsewhere');
    await elsewhere.auth.signIn({ login: 'agent-1', password: TEST_PASSWORD });

    const wrongCurrent = await refusalFrom(agent.auth.changePassword({ current: 'wrong', next: 'second-password' }));
    await agent.auth.changePassword({ current: TEST_PASSWORD, next: 'second-password' });

    expect(wrongCurrent.code).toBe('wrong_credentials');
    expect((await agent.auth.status()).state).toBe('signed_in');
    expect((await elsewhere.auth.status()).state).toBe('signed_out');
  });
});
