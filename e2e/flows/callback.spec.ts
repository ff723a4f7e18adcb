import { expectAxeClean } from '../fixtures/axe.ts';
import { expect, test } from '../fixtures/desk.ts';
import { signIn } from '../pages/console.ts';
import { handsAt } from '../pages/hands.ts';
import { customer } from '../pages/people.ts';
import { WrapUpStep } from '../pages/wrap-up-step.ts';

/** Could not be verified the last time, and was promised a call. */
const PROMISED = customer(17);

test('a promised call is dialled: its number is shown for a minute, an unanswered one counts, an answered one keeps the promise', async ({
  page,
}) => {
  // given: the promise, and nothing of the number beside it
  await page.clock.install();
  await page.reload();
  const hands = handsAt(page);
  const agent = await signIn(hands, 'agent1');
  const callbacks = await agent.openCallbacks();
  await expect(callbacks.promised).toHaveCount(1);
  await expect(callbacks.promised).toContainText('199****0017');
  await expect(callbacks.promised.getByRole('button', { name: '查看明文' })).toHaveCount(0);
  await expectAxeClean(page);

  // when: it is dialled
  const call = await callbacks.dial(callbacks.promised);
  await expect(page.getByText(PROMISED.mobile)).toHaveCount(0);
  await call.showNumber();

  // then: the number is there for as long as it takes to dial it
  await expect(call.line).toContainText(PROMISED.mobile);
  await expectAxeClean(page);
  await page.clock.fastForward('01:01');
  await expect(page.getByText(PROMISED.mobile)).toHaveCount(0);

  // when: nobody answers
  await call.say('无人接听');
  await expect(call.line).toContainText('没有接通，已记一次');
  const vain = await WrapUpStep.opened(hands);
  await expect(vain.region.getByRole('textbox', { name: '小结' }).first()).toHaveValue(/致电客户；无人接通/);
  await vain.nextAction('改约时间再打');
  await vain.finish();

  // then: it is still promised, once tried
  await agent.openCallbacks();
  await expect(callbacks.promised).toContainText('已拨 1/3 次');

  // when: it is dialled again, and answered
  const second = await callbacks.dial(callbacks.promised);
  await second.say('已接通');

  // then: the promise is kept, and says so
  await expect(second.line).toContainText('已接通，回电完成');
  await expect(agent.notes().timeline).toContainText('呼出');
  await agent.openCallbacks();
  await expect(callbacks.promised).toHaveCount(0);
});
