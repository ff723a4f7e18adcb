import { expect, test } from '../fixtures/desk.ts';
import { signIn } from '../pages/console.ts';
import { filedByPhone, verifiedAtCounter } from '../pages/filing.ts';
import { handsAt } from '../pages/hands.ts';
import { customer } from '../pages/people.ts';

test('scenario 06: who comes to the store after a call about the same order joins the case of the call', async ({
  desk,
  page,
}) => {
  // given
  const owner = customer(1);
  const hands = handsAt(page);
  const agent = await signIn(hands, 'agent1');
  const filed = await filedByPhone(agent, desk, owner);
  const caseCode = await filed.code.innerText();
  await agent.signOut();

  // when
  const clerk = await signIn(hands, 'clerk1');
  const decide = await verifiedAtCounter(clerk, owner);
  await expect(page.getByRole('region', { name: '当前订单' })).toContainText(`已有进行中的案件 ${caseCode}`);
  const joined = await decide.joinCase();

  // then
  await expect(joined.code).toHaveText(caseCode);
  await expect(joined.contacts.getByRole('listitem')).toHaveCount(2);
  await expect(joined.contacts).toContainText('热线');
  await expect(joined.contacts).toContainText('门店');
  await expect(clerk.notes().timeline).toContainText('另一次联系并入本案');
});
