import { expectAxeClean } from '../fixtures/axe.ts';
import { expect, test } from '../fixtures/desk.ts';
import { signIn } from '../pages/console.ts';
import { handsAt } from '../pages/hands.ts';
import { customer } from '../pages/people.ts';

test('scenario 02: without the code the wish is taken down, a call back is booked, and nothing is told', async ({
  desk,
  page,
}) => {
  // given: an unknown number, an order number and a name, and no telephone to receive a code on
  const owner = customer(1);
  const hands = handsAt(page);
  const agent = await signIn(hands, 'agent1');
  const verify = await agent.newCall('19911112222');
  await expect(verify.region).toContainText('没有匹配到登记客户');
  await verify.lookUp(owner.terminalSn);
  const orderNo = await agent.orderNo();
  await verify.start();
  await verify.askEverything();
  await verify.tell('order_no', orderNo);
  await expect(verify.outcome).toContainText('已一致：订单号');
  await verify.askEverything();
  await verify.tell('person_name', owner.name);

  // then: that is no proof, and what the order is may not be told
  await expect(verify.outcome).toContainText('目前为 L0');
  await expect(verify.region).toContainText('不能告诉对方订单情况');
  expect(desk.sms.inbox(owner.mobile)).toHaveLength(0);
  const decide = await verify.decide();
  await expect(decide.region.getByRole('note')).toContainText('还不能告诉对方');
  await expect(decide.region).not.toContainText('对客户说');
  await expectAxeClean(page);

  // when
  const intake = await verify.toIntake();
  await intake.bookTomorrow();
  await expectAxeClean(page);
  const registered = await intake.register();

  // then
  await expect(registered.heading).toHaveText('已登记，订单状态不变');
  await expect(registered.region).toContainText('仅登记');
  await expect(registered.region).toContainText('七天内客户核身成功即可正式办理');
  await expectAxeClean(page);
});
