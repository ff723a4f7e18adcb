import { expectAxeClean } from '../fixtures/axe.ts';
import { residentId } from '../../desk/demo/made-up.ts';
import { expect, test } from '../fixtures/desk.ts';
import { signIn } from '../pages/console.ts';
import { handsAt } from '../pages/hands.ts';
import { customer } from '../pages/people.ts';

test('scenario 03: three wrong answers end the verification, the store sees them, and the fifth locks', async ({
  page,
}) => {
  // given
  const owner = customer(1);
  const hands = handsAt(page);
  const agent = await signIn(hands, 'agent1');
  const call = await agent.newCall(owner.mobile);
  await call.chooseCandidate();
  await call.start();

  // when
  await call.tell('id_no_last6', '000001');
  await expect(call.outcome).toContainText('还可以试 2 次');
  await call.tell('id_no_last6', '000002');
  await expect(call.outcome).toContainText('还可以试 1 次');
  await call.tell('id_no_last6', '000003');

  // then: what was wrong is named nowhere
  await expect(call.outcome).toContainText('本次核身未通过');
  await expect(call.outcome).not.toContainText('身份证');
  await expect(call.fields).toHaveCount(0);
  await expect(agent.notes().timeline).toContainText('本次核身未通过');
  await expect(agent.notes().timeline).not.toContainText('后六位');
  await expectAxeClean(page);
  await agent.signOut();

  // when: the same person in a store
  const clerk = await signIn(hands, 'clerk1');
  const visit = await clerk.walkIn();
  await visit.scanIn(owner.terminalSn);
  await expect(visit.region.getByRole('note')).toContainText('24 小时内在各渠道已有 3 次要素未通过');
  await visit.start();
  await visit.seeOriginal('id_card_original', residentId(2));
  await expect(visit.outcome).toContainText('核对未通过');
  await visit.seeOriginal('id_card_original', residentId(3));

  // then
  await expect(visit.region.getByRole('alert')).toContainText('该客户的核身已锁定，电话和门店都不能办理');
  await expect(visit.region).toContainText('请本人带身份证原件到门店，核对原件后由主管解锁');
  await expectAxeClean(page);
});
