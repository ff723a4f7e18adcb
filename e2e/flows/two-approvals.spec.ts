import { expect, test } from '../fixtures/desk.ts';
import { ActPanel } from '../pages/case-page.ts';
import { signIn } from '../pages/console.ts';
import { handsAt } from '../pages/hands.ts';

/** The end of the order number of a card payment above what a supervisor alone may give back. */
const ABOVE_THE_LIMIT = '000021';

test('above the limit two people approve, a colleague takes the case over, and the refund is taken, noted and given on', async ({
  page,
}) => {
  // given
  const hands = handsAt(page);
  const supervisor = await signIn(hands, 'supervisor1');
  const queue = await supervisor.openCases('待审核');
  const found = await queue.open(ABOVE_THE_LIMIT);
  const caseCode = await found.code.innerText();

  // when: a colleague is to look after the customer
  await found.act('转交').click();
  const handOver = await ActPanel.opened(hands, '转交案件');
  await expect(handOver.main).toBeDisabled();
  await handOver.choose('演示主管二');
  await handOver.go();
  await expect(found.done).toHaveText('已转交给 演示主管二。');
  await expect(found.facts).toContainText(/负责人\s*演示主管二/);

  // when: the first approval
  const first = await found.approve();
  await expect(first.region).toContainText('须两人批准（已有 0/2）');
  await expect(first.main).toContainText('给出第 1 份批准（共需 2 份，另一人批准后才生效）');
  await first.go();

  // then: nothing has moved, and the same person can't give the second
  await expect(found.done).toHaveText('已记下您的批准，等待另一位主管或财务批准。');
  await expect(found.status).toHaveText('审核中');
  await expect(found.act('批准')).toHaveAttribute('aria-disabled', 'true');
  await expect(found.act('批准')).toHaveAccessibleDescription(/另一位/);
  await supervisor.signOut();

  // when: somebody of finance gives the second
  const finance = await signIn(hands, 'finance1');
  const again = await (await finance.openCases('待审核')).open(ABOVE_THE_LIMIT);
  const second = await again.approve();
  await expect(second.main).toContainText('批准并生成 1 项退款任务 ¥6,800.00');
  await second.go();
  await expect(again.done).toHaveText('已批准，任务已生成。');

  // when: they take the refund, and note what they did
  const refunds = await finance.openTasks('退款');
  await refunds.assign(caseCode, '演示财务一');
  await refunds.note(caseCode, '已向收单机构提交退款，等回执');
  await refunds.onlyMine();
  await expect(refunds.tasksOf(caseCode)).toHaveCount(1);
  await finance.signOut();

  // then: the case stands before its new owner, who gives the refund to somebody else
  const owner = await signIn(hands, 'supervisor2');
  await expect((await owner.openCases('我的案件')).row(caseCode)).toHaveCount(1);
  const all = await owner.openTasks('退款');
  await expect(await all.notesOf(caseCode)).toContainText(/演示财务一\s*已向收单机构提交退款，等回执/);
  await all.assign(caseCode, '演示财务二');
});
