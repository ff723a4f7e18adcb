import { expectAxeClean } from '../fixtures/axe.ts';
import { expect, test } from '../fixtures/desk.ts';
import { signIn } from '../pages/console.ts';
import { filedByPhone } from '../pages/filing.ts';
import { handsAt } from '../pages/hands.ts';
import { customer } from '../pages/people.ts';

/** The end of the order number of a case that the demonstration has waiting for a review. */
const WAITING = '000010';
const CONTRACT = '合同';

test('the customer takes the request back in the call, and the agent withdraws it from the case page by keyboard', async ({
  desk,
  page,
}) => {
  // given
  const hands = handsAt(page);
  const agent = await signIn(hands, 'agent1');
  const filed = await filedByPhone(agent, desk, customer(1));
  const found = await filed.openCase();

  // when
  await hands.keys.watchMouse();
  const withdrawal = await found.begin('客户撤回', '客户撤回申请');
  await expect(withdrawal.main).toBeDisabled();
  await expect(withdrawal.part('客户的说法')).toBeFocused();
  await hands.keys.type('客户说店里又要用了');
  await expectAxeClean(page);
  await withdrawal.go();

  // then
  await expect(found.done).toHaveText('已撤回，订单恢复原状。');
  await expect(found.status).toHaveText(/已撤回/);
  await expect(found.act('客户撤回')).toHaveAttribute('aria-disabled', 'true');
  await hands.keys.expectKeyboardOnly(90);
});

test('a supervisor asks for an item, an agent records that it came, and the case is back in review, all by keyboard', async ({
  page,
}) => {
  // given
  const hands = handsAt(page);
  const supervisor = await signIn(hands, 'supervisor1');
  const queue = await supervisor.openCases('待审核');
  const found = await queue.open(WAITING);
  const caseCode = await found.code.innerText();

  // when
  await hands.keys.watchMouse();
  const request = await found.begin('要求补材料', '要求客户补材料');
  await request.add(CONTRACT);
  await expect(request.part('告诉客户的话')).toBeFocused();
  await hands.keys.type('请补交服务合同');
  await expectAxeClean(page);
  await request.go();

  // then
  await expect(found.done).toHaveText('已转为待补材料。');
  await expect(found.status).toHaveText(/待补材料/);
  await expect(found.material(CONTRACT)).toContainText('已要求补充');
  await hands.keys.expectKeyboardOnly();

  // when
  await supervisor.signOut();
  const agent = await signIn(hands, 'agent2');
  const waiting = await agent.openCases('待补材料');
  const again = await waiting.open(caseCode);
  await hands.keys.watchMouse();
  await again.receive(CONTRACT);

  // then
  await expect(again.material(CONTRACT)).toContainText('已收');
  await expect(again.status).toHaveText(/审核中/);
  await hands.keys.expectKeyboardOnly();
});
