import { expectAxeClean } from '../fixtures/axe.ts';
import { expect, test } from '../fixtures/desk.ts';
import { startTestHub } from '../fixtures/hub.ts';
import type { TestHub } from '../fixtures/hub.ts';
import { expectFits, expectInWords } from '../fixtures/words.ts';
import { ConsoleFrame } from '../pages/console-frame.ts';
import { inStep, knownAtTheCounter } from '../pages/at-hub.ts';
import { signIn } from '../pages/console.ts';
import { handsAt } from '../pages/hands.ts';
import { customer } from '../pages/people.ts';

test.use({ seed: 'empty' });

let hub: TestHub;
test.beforeEach(async () => {
  hub = await startTestHub();
});
test.afterEach(() => hub.stop());

test('without its hub a desk says so, takes who has signed in there before, and refuses who has not', async ({
  desk,
}) => {
  // given
  const page = await desk.restart(() => hub.enrol(desk.dataDir, 'store'));
  const clerk = await signIn(handsAt(page), 'clerk1');
  await clerk.signOut();
  await hub.goAway();

  // when, then: nobody vouches for a stranger
  const hands = handsAt(page);
  await hands.keys.type('agent1');
  await hands.keys.press('Tab');
  await hands.keys.type('demo-desk-2026');
  await hands.keys.press('Enter');
  await expect(page.getByRole('alert')).toContainText('需要联网登录');

  // when, then: who was here before goes on
  await page.reload();
  await signIn(hands, 'clerk1');
  const line = page.getByRole('banner').getByRole('link', { name: /未连线/ });
  await expect(line).toBeVisible({ timeout: 60_000 });
  await line.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: '与中心断开，照常工作' })).toBeVisible();
  await expectAxeClean(page);
});

test('an order that a store does not hold is found at the hub, fetched and worked on, by keyboard', async ({
  desk,
}) => {
  // given: a store that holds the orders of two days, and a customer who ordered a week ago
  const page = await desk.restart(() => hub.enrol(desk.dataDir, 'store', { days: 2 }));
  const owner = customer(1);
  const hands = handsAt(page);
  const clerk = await signIn(hands, 'clerk1');
  await inStep(page);
  const verify = await clerk.walkIn();

  // when
  await expect(verify.region.getByRole('textbox')).toBeFocused();
  await hands.keys.scan(owner.terminalSn);
  const found = verify.region.getByRole('region', { name: '中心的订单' });
  await expect(found).toContainText('中心有 1 笔');
  await expectAxeClean(page);
  await found.getByRole('button').press('Enter');

  // then
  await verify.start();
  await verify.seeOriginal('id_card_original', owner.idNo);
  await verify.expectLevel('L2');
  await verify.next();

  // and the line may go: it is held from now on
  await hub.goAway();
  await hands.keys.press('Control+K');
  await hands.keys.type(owner.terminalSn.slice(-8));
  await expect(page.getByRole('listbox', { name: '查找结果' }).getByRole('option')).not.toHaveCount(0);
});

test.describe('in English and dark', () => {
  test.use({ colorScheme: 'dark' });

  test('the sync centre says in words what waits for the hub', async ({ desk }) => {
    // given: a visit without a line
    const page = await desk.restart(() => hub.enrol(desk.dataDir, 'store'));
    const owner = customer(1);
    const clerk = await signIn(handsAt(page), 'clerk1');
    await inStep(page);
    await hub.goAway();
    await knownAtTheCounter(clerk, owner);

    // when
    await new ConsoleFrame(page).switchLanguage('en');
    await page
      .getByRole('banner')
      .getByRole('link', { name: /Not connected/ })
      .press('Enter');

    // then
    const items = page.getByRole('region', { name: 'Not accepted by the hub yet' });
    await expect(items.getByRole('listitem').first()).toBeVisible();
    await expectInWords(page);
    await expectFits(page);
    await expectAxeClean(page);
  });
});
