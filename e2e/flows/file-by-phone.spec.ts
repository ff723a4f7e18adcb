import { expectAxeClean } from '../fixtures/axe.ts';
import { expect, test } from '../fixtures/desk.ts';
import { Console, signIn } from '../pages/console.ts';
import { answerByPhone } from '../pages/filing.ts';
import { handsAt } from '../pages/hands.ts';
import { codeOn, customer } from '../pages/people.ts';

test('scenario 09: a call on day five is filed with the keyboard alone, from F2 to the wrap-up', async ({
  desk,
  page,
}) => {
  // given
  const caller = customer(1);
  const hands = handsAt(page);
  await signIn(handsAt(page), 'agent1');
  const agent = new Console(hands);
  await hands.keys.watchMouse();

  // when: who is it
  const verify = await agent.newCall(caller.mobile);
  await verify.chooseCandidate();
  await verify.start();
  await verify.answer({ person_name: caller.name, id_no_last6: caller.last6, sms_code: codeOn(desk, caller) });
  await verify.expectLevel('L2');

  // when: may it be cancelled
  const decide = await verify.next();
  await expect(decide.verdict).toContainText('七日无理由');
  await expect(decide.region).toContainText('L-01');
  await expect(decide.clocks).toContainText(/客户权利截止.*\d 天 \d+ 小时\d{4}-\d{2}-\d{2} 24:00 止/);

  // when: it is filed
  const file = await decide.next();
  await file.giveReason('个人需求变更', '客户说店不开了，机器没有用过');
  await file.answer('告知方式', '已读给客户听');
  await file.answer('希望用哪种方式联系', '短信');
  await file.answer('机具与配件：收到没有', '缺');
  await file.tick('已复述，客户确认无误');
  const filed = await file.file();
  const caseCode = await filed.code.innerText();
  await expect(filed.heading).toHaveText('申请已提交');

  // when: what follows, and the end of the call
  const tasks = await filed.next();
  await expect(tasks.region).toContainText(caseCode);
  const wrapUp = await tasks.wrapUp();
  await wrapUp.dispose('已提交取消申请');
  await wrapUp.nextAction('客户寄回机具后退款');
  await wrapUp.finish();

  // then
  await expect(wrapUp.done).toContainText(caseCode);
  await hands.keys.expectKeyboardOnly(60);
});

test('each of the six steps of a call is accessible', async ({ desk, page }) => {
  // Nine looks at the whole page, each as long as a step.
  test.slow();
  const caller = customer(1);
  const hands = handsAt(page);
  const agent = await signIn(hands, 'agent1');

  const verify = await agent.newCall(caller.mobile);
  await verify.chooseCandidate();
  await verify.start();
  await expectAxeClean(page);
  await verify.answer({ person_name: caller.name, id_no_last6: caller.last6, sms_code: codeOn(desk, caller) });
  await verify.expectLevel('L2');
  await expectAxeClean(page);
  const find = await verify.find();
  await expect(find).toBeVisible();
  await expectAxeClean(page);
  const decide = await verify.decide();
  await expectAxeClean(page);
  const file = await decide.next();
  await expect(file.reason).toBeFocused();
  await expectAxeClean(page);
  await answerByPhone(file);
  const filed = await file.file();
  await expectAxeClean(page);
  const tasks = await filed.next();
  await expectAxeClean(page);
  const wrapUp = await tasks.wrapUp();
  await expectAxeClean(page);
  await wrapUp.nextAction('客户寄回机具后退款');
  await wrapUp.finish();
  await expectAxeClean(page);
});
