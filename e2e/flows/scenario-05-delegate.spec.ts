import { expectAxeClean } from '../fixtures/axe.ts';
import { expect, test } from '../fixtures/desk.ts';
import { signIn } from '../pages/console.ts';
import { handsAt } from '../pages/hands.ts';
import { MandateForm } from '../pages/mandate-form.ts';
import { codeOn, customer } from '../pages/people.ts';
import { VerifyStep } from '../pages/verify-step.ts';

/** A picture of one white point: a paper, as far as a test needs one. */
const PAPER = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==',
  'base64',
);
const OWNER = customer(1);
/** On no record of ours. */
const WIFE = { name: '测试李四', idNo: '310101198504120032' };

test('scenario 05: a wife at the counter shows a mandate and her own card, her husband confirms on his registered number, and she may file', async ({
  page,
  desk,
}) => {
  // given: she stands for him, and nothing is asked before her mandate is there
  const hands = handsAt(page);
  const clerk = await signIn(hands, 'clerk1');
  const visit = await clerk.walkIn();
  await visit.scanIn(OWNER.terminalSn);
  const orderNo = await clerk.orderNo();
  const mandate = await visit.startAsDelegate();
  await expect(visit.fields).toHaveCount(0);

  // when: the mandate is recorded, and lacks his word
  const dayIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  await mandate.write({
    agentName: WIFE.name,
    agentIdNo: WIFE.idNo,
    matter: '取消订单',
    from: dayIn(-1),
    to: dayIn(30),
    file: { name: 'paper.png', mimeType: 'image/png', buffer: PAPER },
  });
  await mandate.record();
  await expect(mandate.region).toContainText('还没有联系委托人本人确认');
  await expectAxeClean(page);

  // when: she shows his card, then her own
  const card = visit.region.locator('input[data-element="id_card_original"]');
  const seen = visit.region.getByRole('checkbox', { name: /^看过原件/ });
  await card.fill(OWNER.idNo);
  await seen.check();
  await hands.keys.press('Control+Enter');
  await expect(visit.outcome).toContainText('核对未通过');
  await card.fill(WIFE.idNo);
  await seen.check();
  await visit.region.locator('input[data-element="person_name"]').fill(WIFE.name);
  await hands.keys.press('Control+Enter');
  await expect(visit.outcome).toContainText('已一致：身份证原件、姓名');

  // when: he is called, and verified as any caller is
  await mandate.callPrincipal();
  const call = new VerifyStep(hands);
  await call.start();
  await call.askEverything();
  await call.region.locator('input[data-element="order_no"]').fill(orderNo);
  await call.region.getByRole('button', { name: '发送验证码' }).click();
  await call.tell('sms_code', await codeOn(desk, OWNER)());
  await expect(call.outcome).toContainText('L1');

  // then: the mandate rests on that talk, and she has what it names
  await page.getByRole('banner').getByRole('link', { name: /^到店/ }).click();
  const again = await MandateForm.opened(hands);
  await again.takeNewestTalk();
  await again.record();
  await expect(visit.outcome).toContainText('核身通过 LD');
  await expect(visit.region).toContainText('只能办理：提交取消');
  await expectAxeClean(page);
});
