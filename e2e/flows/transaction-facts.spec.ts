import { expectAxeClean } from '../fixtures/axe.ts';
import { expect, test } from '../fixtures/desk.ts';
import { signIn } from '../pages/console.ts';
import { verifiedByPhone } from '../pages/filing.ts';
import { handsAt } from '../pages/hands.ts';
import { customer } from '../pages/people.ts';

/** Who paid by card within the last hours in the demonstration; nothing is settled yet. */
const PAID_TODAY = 10;

test('scenario 17: what is asked about a card payment of today changes its way back at once, and is kept for the filing', async ({
  desk,
  page,
}) => {
  // given
  const hands = handsAt(page);
  const agent = await signIn(hands, 'agent1');
  const decide = await verifiedByPhone(agent, desk, customer(PAID_TODAY));
  const facts = decide.region.getByRole('form', { name: '问客户' });
  const reachable = facts.getByRole('radiogroup', { name: '终端在手边、能联机吗' });
  await expect(reachable.getByRole('radio', { name: '是' })).toBeChecked();

  // when
  await hands.keys.watchMouse();
  await reachable.getByRole('radio', { name: '是' }).focus();
  await hands.keys.press('ArrowRight');

  // then
  await expect(reachable.getByRole('radio', { name: '否' })).toBeChecked();
  await hands.keys.press('Tab');
  await expect(facts.getByRole('spinbutton', { name: '要退多少' })).toBeFocused();

  // when
  await hands.keys.type('12.5');

  // then
  await expect(decide.verdict).toContainText('退款');
  await expect(decide.verdict).toContainText('¥12.50');
  await expectAxeClean(page);
  await hands.keys.expectKeyboardOnly();
  const file = await decide.next();
  await expect(file.region).toContainText('¥12.50');
  await hands.keys.press('Alt+3');
  await expect(reachable.getByRole('radio', { name: '否' })).toBeChecked();
  await expect(facts.getByRole('spinbutton', { name: '要退多少' })).toHaveValue('12.50');
});
