import { expect, test } from '../fixtures/desk.ts';
import { AuditPage } from '../pages/audit-page.ts';
import { Console, DEMO_PASSWORD } from '../pages/console.ts';
import { handsAt } from '../pages/hands.ts';
import { LockScreen } from '../pages/lock-screen.ts';
import { Looks } from '../pages/looks.ts';
import { customer } from '../pages/people.ts';
import { SignInPage } from '../pages/sign-in-page.ts';
import { UsersPage } from '../pages/users-page.ts';

const NEWCOMER = { name: '测试新人', login: 'newcomer', branch: '演示总部', role: '坐席' };
const OWN_PASSWORD = 'newcomer-own-2026';
const CALLER = customer(1);

test('a new person is told a password once, must change it, gets another role and another password, and comes in each time', async ({
  page,
}) => {
  // Given: an administrator who signs somebody up.
  const admin = await new SignInPage(page).signIn('admin1');
  const looks = new Looks(admin);
  await admin.open('人员');
  const users = new UsersPage(page);
  await users.openNew();
  await looks.at('a new person');
  const password = await users.create(NEWCOMER);
  await looks.at('a password that is told once');
  await users.told();
  await expect(page.getByText(password)).toHaveCount(0);
  await expect(users.row(NEWCOMER.login)).toContainText('从未登录');
  await admin.signOut();

  // When: the new person comes for the first time.
  const signIn = new SignInPage(page);
  await signIn.signInFirst(NEWCOMER.login, password, OWN_PASSWORD);

  // Then: only their own password opens.
  await admin.signOut();
  await signIn.enter(NEWCOMER.login, password);
  await expect(page.getByRole('alert')).toBeVisible();
  const frame = await signIn.signIn(NEWCOMER.login, OWN_PASSWORD);
  await expect(frame.heading(/测试新人，您好/)).toBeVisible();
  await expect(frame.navigation.getByRole('link', { name: '核身锁定' })).toHaveCount(0);
  await frame.signOut();

  // When: they become a supervisor too, and have forgotten their password.
  await signIn.signIn('admin1');
  await admin.open('人员');
  const form = await users.edit(NEWCOMER.name);
  await form.getByRole('checkbox', { name: /^主管/ }).check();
  await looks.at('a known person');
  await form.getByRole('button', { name: '保存', exact: true }).click();
  await expect(form.getByRole('status')).toHaveText('已保存');
  await expect(users.row(NEWCOMER.login)).toContainText('主管');
  const another = await users.resetPassword();
  await users.told();
  await admin.signOut();

  // Then: what they had chosen opens no more; what they were told does, once, and a supervisor's work is theirs.
  await signIn.enter(NEWCOMER.login, OWN_PASSWORD);
  await expect(page.getByRole('alert')).toBeVisible();
  const again = await signIn.signInFirst(NEWCOMER.login, another, `${OWN_PASSWORD}-2`);
  await expect(again.navigation.getByRole('link', { name: '核身锁定' })).toBeVisible();
});

test('a lock, by hand or when nobody works, hides the work and gives it back as it was', async ({ page }) => {
  // Given: an agent in the middle of a note.
  await page.clock.install();
  await page.reload();
  const hands = handsAt(page);
  await new SignInPage(page).signIn('agent1');
  const console = new Console(hands);
  await console.newCall(CALLER.mobile);
  const notes = console.notes();
  await notes.type('客户说机器还没');
  await expect(notes.saved).toBeVisible();
  const lock = new LockScreen(page);

  // When: Ctrl+L.
  await page.keyboard.press('Control+L');

  // Then: nothing of the work is to be seen, and a wrong password does not bring it back.
  await expect(lock.dialog).toBeVisible();
  await expect(notes.field).toBeHidden();
  await lock.enter('wrong-password-2026');
  await expect(lock.dialog.getByRole('alert')).toBeVisible();
  await lock.enter(DEMO_PASSWORD);
  await expect(notes.field).toHaveValue('客户说机器还没');

  // When: nobody touches anything for longer than the desk allows.
  await page.clock.fastForward('10:10');

  // Then: it locked by itself, and what was typed is there as before.
  await expect(lock.dialog).toBeVisible();
  await lock.enter(DEMO_PASSWORD);
  await expect(notes.field).toHaveValue('客户说机器还没');
});

test('language changes by keyboard, the theme from the same menu, and both are remembered for the person', async ({
  page,
  desk,
}) => {
  const frame = await new SignInPage(page).signIn('agent2');

  await frame.chooseByKeyboard('English');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await frame.choose('Dark');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await frame.choose('中文');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');

  const again = await desk.restart();
  await new SignInPage(again).signIn('agent2');
  await expect(again.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('a look at a hidden value takes a reason, lasts a minute, and is there for the auditor on a whole chain', async ({
  page,
}) => {
  // Given: a supervisor at an order.
  await page.clock.install();
  await page.reload();
  const frame = await new SignInPage(page).signIn('supervisor1');
  await page.keyboard.press('Control+K');
  await page.keyboard.type(CALLER.mobile, { delay: 45 });
  await page.getByRole('option').first().click();
  await expect(frame.heading(/^(SO|AT)/)).toBeVisible();
  await expect(page.getByText(CALLER.mobile)).toHaveCount(0);

  // When: the mobile is looked at, with a reason.
  await frame.work
    .getByRole('row')
    .or(frame.work.locator('td, .ant-descriptions-item'))
    .filter({ hasText: /199\*+0001/ })
    .last()
    .getByRole('button', { name: '查看明文' })
    .click();
  await page.getByRole('combobox', { name: '为什么要看明文' }).click();
  await page.getByRole('option', { name: '调查差错或投诉' }).or(page.getByTitle('调查差错或投诉')).last().click();

  // Then: it is shown, and hidden again by itself.
  await expect(page.getByText(CALLER.mobile)).toBeVisible();
  await page.clock.fastForward('01:01');
  await expect(page.getByText(CALLER.mobile)).toHaveCount(0);

  // And: the auditor sees who looked, at what and why, never the value; and the chain holds.
  await frame.signOut();
  const auditor = await new SignInPage(page).signIn('auditor1');
  await auditor.open('审计');
  const audit = new AuditPage(page);
  await audit.onlyAct('查看明文');
  await expect(audit.newest).toContainText('演示主管一');
  await expect(audit.newest).toContainText('手机号');
  await expect(audit.newest).toContainText('调查差错或投诉');
  await expect(page.getByText(CALLER.mobile)).toHaveCount(0);
  await audit.verify();
  await expect(audit.verdict).toContainText('完好');
});
