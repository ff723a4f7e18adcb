import { expectAxeClean } from '../fixtures/axe.ts';
import { expect, test } from '../fixtures/desk.ts';
import { signIn } from '../pages/console.ts';
import { filedByPhone } from '../pages/filing.ts';
import { handsAt } from '../pages/hands.ts';
import { customer } from '../pages/people.ts';

/** The ends of the order numbers of two cases that the demonstration has waiting for a review. */
const WITHIN_SEVEN_DAYS = '000010';
const TOO_LATE = '000003';

test('a supervisor approves by keyboard, and the refund and the return are in their queues with all that is needed', async ({
  page,
}) => {
  // given
  const hands = handsAt(page);
  const supervisor = await signIn(hands, 'supervisor1');
  const queue = await supervisor.openCases('待审核');
  await expectAxeClean(page);

  // when
  await hands.keys.watchMouse();
  const found = await queue.open(WITHIN_SEVEN_DAYS);
  const caseCode = await found.code.innerText();
  const approval = await found.approve();
  await expect(approval.main).toContainText(/批准并生成 1 项退款任务 ¥[\d.]+、1 项退机任务/);
  await expectAxeClean(page);
  await approval.go();

  // then
  await expect(found.done).toHaveText('已批准，任务已生成。');
  await expect(found.status).toHaveText(/执行中|已批准/);
  await hands.keys.expectKeyboardOnly();
  const refunds = await supervisor.openTasks('退款');
  await expect(refunds.tasksOf(caseCode)).toHaveCount(1);
  await expect(refunds.tasksOf(caseCode)).toContainText('财务');
  await expect(refunds.tasksOf(caseCode)).toContainText(/收机后退款/);
  await expectAxeClean(page);
  const returns = await supervisor.openTasks('退机');
  await expect(returns.tasksOf(caseCode)).toContainText(/还有 \d+/);
  await expect(returns.tasksOf(caseCode)).toContainText('退回机具');
  await expectAxeClean(page);
});

test('a supervisor rejects with the clause, a remedy, and where to appeal and complain', async ({ page }) => {
  // given
  const hands = handsAt(page);
  const supervisor = await signIn(hands, 'supervisor1');
  const queue = await supervisor.openCases('待审核');
  const found = await queue.open(TOO_LATE);

  // when
  const rejection = await found.reject();
  await expect(rejection.main).toBeDisabled();
  await rejection.choose('已过退货窗口');
  for (const part of ['依据条款', '补救办法', '申诉途径', '投诉途径']) {
    await expect(rejection.part(part)).not.toBeEmpty();
  }
  await rejection.part('补救办法').fill('');
  await expect(rejection.main).toBeDisabled();
  await rejection.part('补救办法').fill('可按公示收费办理退机，或转让服务');
  await expectAxeClean(page);
  await rejection.go();

  // then
  await expect(found.status).toHaveText(/已驳回/);
  await expect(found.rejection).toContainText('可按公示收费办理退机，或转让服务');
  await expect(found.rejection).toContainText('12315');
  await expect(found.rejection).toContainText(/申诉截止\s*\d{4}-\d{2}-\d{2}/);
  await expectAxeClean(page);
});

test('a supervisor is told in words why a case of their own is not theirs to decide', async ({ desk, page }) => {
  // given
  const hands = handsAt(page);
  const supervisor = await signIn(hands, 'supervisor1');
  const filed = await filedByPhone(supervisor, desk, customer(1));

  // when
  const own = await filed.openCase();

  // then
  for (const act of ['批准', '驳回']) {
    await expect(own.act(act)).toHaveAttribute('aria-disabled', 'true');
    await expect(own.act(act)).toHaveAccessibleDescription('不能处理自己经手的事。请由另一位同事办理。');
  }
  await hands.keys.press('Alt+a');
  await expect(page.getByRole('region', { name: '批准取消申请' })).toHaveCount(0);
});
