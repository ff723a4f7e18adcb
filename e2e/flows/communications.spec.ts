import { expectAxeClean } from '../fixtures/axe.ts';
import { expect, test } from '../fixtures/desk.ts';
import { CommunicationForm } from '../pages/communication-form.ts';
import { signIn } from '../pages/console.ts';
import { filedByPhone } from '../pages/filing.ts';
import { handsAt } from '../pages/hands.ts';
import { customer } from '../pages/people.ts';

/** `YYYY-MM-DD HH:mm` of Asia/Shanghai, so many days from now. */
function moment(days: number): string {
  const at = new Date(Date.now() + days * 86_400_000 + 8 * 3_600_000).toISOString();
  return `${at.slice(0, 10)} ${at.slice(11, 16)}`;
}

test('a letter of yesterday is logged by keyboard with what was promised, which stays in sight until it is kept', async ({
  desk,
  page,
}) => {
  // given
  const hands = handsAt(page);
  const agent = await signIn(hands, 'agent1');
  const filed = await filedByPhone(agent, desk, customer(1));
  const yesterday = moment(-1);
  const tomorrow = moment(1);
  await hands.keys.watchMouse();

  // when
  const form = await CommunicationForm.opened(hands);
  await form.chooseType(5);
  await form.date(/^发生时间/, yesterday);
  await form.write('说了什么', '客户来信问押金，手机13800138000，卡号 4111111111111111');
  await form.choose('小结码（可空）', '已解答');
  await form.write('承诺事项（可空）', '寄退款说明');
  await form.date('承诺时间（可空）', tomorrow);
  await form.tickChaser();
  await expectAxeClean(page);

  // then: all of it is a draft on the disk, dates too, and the card number is not
  await expect(form.saved).toBeVisible();
  await page.reload();
  const again = await CommunicationForm.opened(hands);
  await expect(again.field(/^发生时间/)).toHaveValue(yesterday);
  await expect(again.field('承诺时间（可空）')).toHaveValue(tomorrow);
  await expect(again.field('说了什么')).toHaveValue(/卡号 411111\*+1111$/);

  // when
  await again.write('说了什么', ' 4111111111111111');
  await again.log();

  // then: it is said what was masked, and by keyboard alone it stands on the timeline as of yesterday
  await expect(again.warning).toContainText('完整卡号');
  await hands.keys.expectKeyboardOnly(200);
  const { timeline } = agent.notes();
  await agent.notes().openTab('时间线');
  const letter = timeline.getByRole('listitem').filter({ hasText: '沟通：信函' }).first();
  await expect(letter).toContainText(`发生于 ${yesterday}`);
  await expect(letter).toContainText(`承诺：寄退款说明（${tomorrow} 前）`);
  await expect(letter).toContainText('小结码：已解答');
  await expect(letter).toContainText('客户催办');
  await expect(letter).toContainText('手机138****8000，卡号 411111******1111');

  // then: the case shows the promise with its date, and counts the chaser
  const found = await filed.openCase();
  await expect(found.work).toContainText('催 1 次');
  await expect(found.followUps.getByRole('listitem').filter({ hasText: '寄退款说明' })).toContainText(tomorrow);
  await expectAxeClean(page);

  // when: the front page asks for it, until it is kept
  await page.goto(`${page.url().split('#')[0]}#/`);
  const mine = page.getByRole('region', { name: '我的承诺与下一步' });
  await expect(mine.getByRole('listitem').filter({ hasText: '寄退款说明' })).toContainText(/还有/);
  await expectAxeClean(page);
  await mine.getByRole('button', { name: '已兑现 寄退款说明' }).click();

  // then
  await expect(mine.getByText('寄退款说明')).toHaveCount(0);
});
