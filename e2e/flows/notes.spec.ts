import { expectAxeClean } from '../fixtures/axe.ts';
import { expect, test } from '../fixtures/desk.ts';
import { signIn } from '../pages/console.ts';
import { handsAt } from '../pages/hands.ts';
import { customer } from '../pages/people.ts';

/** The test number of the card schemes: valid, and nobody's. */
const PAN = '4111111111111111';

test('scenario 32: a card number and its security code are masked before they are kept, and it is said', async ({
  page,
}) => {
  // given
  const hands = handsAt(page);
  const agent = await signIn(hands, 'agent1');
  await agent.newCall(customer(1).mobile);
  const notes = agent.notes();

  // when: typed, it is a draft on the disk already
  await notes.type(`客户报了卡号 ${PAN} 安全码 987 请回电`);
  await expect(notes.saved).toBeVisible();

  // then: the draft that a crash would bring back has none of it
  await page.reload();
  await expect(notes.field).toHaveValue(/^客户报了卡号 .*\*.* 请回电$/);
  await expect(notes.field).not.toHaveValue(/41111111111|987/);

  // when: typed again and recorded, it is a note for good
  await notes.type(` 又报 ${PAN} CVV 987`);
  await notes.record();

  // then: it is said, and what was kept is masked
  await expect(notes.region.getByRole('alert')).toContainText('已拦截卡片敏感信息');
  await expect(notes.region.getByRole('alert')).toContainText('完整卡号');
  await expectAxeClean(page);
  await page.reload();
  await expect(notes.timeline).toContainText('请回电');
  await expect(notes.timeline).toContainText('拦截卡片敏感信息');
  await expect(notes.timeline).not.toContainText(/41111111111|987/);
});

test('a note is corrected by another one: the old one stays, struck, and each leads to the other', async ({ page }) => {
  // given
  const hands = handsAt(page);
  const agent = await signIn(hands, 'agent1');
  await agent.newCall(customer(1).mobile);
  const notes = agent.notes();
  await notes.type('客户说明天上午来店');
  await notes.record();

  // when
  await notes.timeline.getByRole('button', { name: '更正 客户说明天上午来店' }).click();
  await expect(notes.field).toBeFocused();
  await expect(notes.region.getByText('正在更正备注“客户说明天上午来店”')).toBeVisible();
  await hands.keys.type('客户说后天上午来店');
  await expect(notes.saved).toBeVisible();
  await page.reload();
  await expect(notes.region.getByText('正在更正备注“客户说明天上午来店”')).toBeVisible();
  await notes.type('，带机具');
  await notes.record();

  // then
  await expect(notes.region.getByText('正在更正备注')).toHaveCount(0);
  const old = notes.timeline.getByRole('listitem').filter({ hasText: '客户说明天上午来店' });
  const corrected = notes.timeline.getByRole('listitem').filter({ hasText: '客户说后天上午来店，带机具' });
  await expect(old.locator('s')).toHaveText('客户说明天上午来店');
  await expect(corrected.locator('s')).toHaveCount(0);
  await expectAxeClean(page);
  await old.getByRole('button', { name: '已更正，看更正' }).click();
  await expect(corrected).toBeFocused();
  await corrected.getByRole('button', { name: '更正了另一条备注' }).click();
  await expect(old).toBeFocused();
});
