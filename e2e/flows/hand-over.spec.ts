import { expectAxeClean } from '../fixtures/axe.ts';
import { expect, test } from '../fixtures/desk.ts';
import { signIn } from '../pages/console.ts';
import { ContactControls } from '../pages/contact-controls.ts';
import { verifiedByPhone } from '../pages/filing.ts';
import { handsAt } from '../pages/hands.ts';
import { customer } from '../pages/people.ts';

const CALLER = customer(1);

test('a verified call is held, not recorded while a card is named, and handed to a colleague, who checks one element again and goes on', async ({
  page,
  desk,
}) => {
  // given: somebody verified on the phone, and words begun about the order
  const hands = handsAt(page);
  await hands.keys.watchMouse();
  const agent = await signIn(hands, 'agent1');
  const decide = await verifiedByPhone(agent, desk, CALLER);
  const file = await decide.next();
  await file.giveReason('个人需求变更', '客户说店不开了');
  await expect(file.saved).toBeVisible();
  const controls = new ContactControls(hands);
  const { timeline } = agent.notes();

  // when: the caller waits, and names a card
  await controls.toggleHold('恢复通话');
  await expect(controls.button('恢复通话')).toHaveText(/00:0\d/);
  await expect(page.getByRole('banner').getByRole('link', { name: /^保持中/ })).toBeVisible();
  await controls.toggleHold('保持通话');
  await controls.toggleRecording('恢复录音');
  await expect(controls.button('恢复录音')).toContainText('录音已暂停');
  await expectAxeClean(page);
  await controls.toggleRecording('暂停录音');

  // then: each of it is on record
  for (const words of ['通话保持', '恢复通话', '暂停录音', '恢复录音']) await expect(timeline).toContainText(words);

  // when: it goes to a colleague
  await controls.handOver('演示客服二', '已核身，店不开了，还差宣读和复述');

  // then: it is theirs, and here only to be looked at
  await expect(page.getByText('这通联系由 演示客服二 负责，此处只能查看。')).toBeVisible();
  await expect(controls.group).toBeHidden();
  await expect(timeline).toContainText('转交给 演示客服二');
  await hands.keys.expectKeyboardOnly(90);
  await agent.signOut();

  // when: the colleague takes it up and has one element said again
  const colleague = await signIn(hands, 'agent2');
  await expect(page.getByRole('region', { name: '进行中与待小结' })).toContainText('演示客服一转交：已核身');
  const call = await colleague.takeUpContact();
  await expect(page.getByRole('alert').filter({ hasText: '转交给您' })).toContainText('还差宣读和复述');
  await expect(call.outcome).toContainText('交接后级别暂为 L1');
  await expectAxeClean(page);
  await call.recheck('身份证后六位', 'id_no_last6', CALLER.last6);

  // then: the level is back, and what was typed before is there
  await call.expectLevel('L2');
  const again = await colleague.openFileStep();
  await expect(again.said).toHaveValue('客户说店不开了');
});
