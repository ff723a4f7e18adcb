import type { Locator, Page } from '@playwright/test';
import { expectAxeClean } from '../fixtures/axe.ts';
import { expect, test } from '../fixtures/desk.ts';
import { startTestHub } from '../fixtures/hub.ts';
import type { TestHub } from '../fixtures/hub.ts';
import { expectFits, expectInWords } from '../fixtures/words.ts';
import { ConsoleFrame } from '../pages/console-frame.ts';
import { signIn, type Console } from '../pages/console.ts';
import { filedByPhone } from '../pages/filing.ts';
import { handsAt } from '../pages/hands.ts';
import { customer, type Customer } from '../pages/people.ts';
import type { VerifyStep } from '../pages/verify-step.ts';

test.use({ seed: 'empty' });

let hub: TestHub;
test.beforeEach(async () => {
  hub = await startTestHub();
});
test.afterEach(() => hub.stop());

/** A visit: the terminal is scanned, the card seen. */
async function knownAtTheCounter(clerk: Console, { terminalSn, idNo }: Customer): Promise<VerifyStep> {
  const verify = await clerk.walkIn();
  await verify.scanIn(terminalSn);
  await verify.start();
  await verify.seeOriginal('id_card_original', idNo);
  await verify.expectLevel('L2');
  return verify;
}

/** The top bar says that everything was exchanged: whatever the hub knows is on the desk, and its line may be cut. */
async function inStep(page: Page): Promise<Locator> {
  const line = page.getByRole('banner').getByRole('link', { name: /连线/ });
  await expect(line).toHaveText(/已连线 · 待传 0/, { timeout: 60_000 });
  return line;
}

test('scenario 07: a store files without a network, headquarters meanwhile; both end on one case, and no word is lost', async ({
  desk,
  colleague,
}) => {
  // given: two desks that are in step
  const owner = customer(1);
  const storePage = await desk.restart(() => hub.enrol(desk.dataDir, 'store'));
  const agentPage = await colleague.restart(() => hub.enrol(colleague.dataDir, 'headquarters'));
  const clerkHands = handsAt(storePage);
  const clerk = await signIn(clerkHands, 'clerk1');
  const agent = await signIn(handsAt(agentPage), 'agent1');
  const storeLine = await inStep(storePage);

  // when: the store is cut off, and works on
  await hub.goAway();
  const verify = await knownAtTheCounter(clerk, owner);
  const decide = await verify.next();
  const file = await decide.next();
  await file.giveReason('个人需求变更', '客户到店，机器一起带来');
  await file.answer('告知方式', '已给客户看');
  await file.answer('希望用哪种方式联系', '短信');
  await file.answer('身份证原件：收到没有', '已核实');
  await file.answer('机具与配件：收到没有', '已收');
  await file.tick('身份证已当面归还客户');
  await file.tick('已复述，客户确认无误');
  await file.file();
  await expect(storeLine).toHaveText(/未连线 · 待传 [1-9]/);

  // and headquarters files on the same order
  const filed = await filedByPhone(agent, colleague, owner);
  const caseCode = await filed.code.innerText();
  const atHeadquarters = await filed.openCase();

  // when: the store is back
  await hub.comeBack();

  // then: one case, with both contacts and the store's words, on both desks
  await expect(storeLine).toHaveText(/已连线 · 待传 0 · 退回 1/, { timeout: 60_000 });
  await expect(atHeadquarters.contacts.getByRole('listitem')).toHaveCount(2);
  await expect(agent.notes().timeline).toContainText('客户到店，机器一起带来');

  // and each is told that the other looks at it
  await storePage.goto(agentPage.url().replace(new URL(agentPage.url()).origin, new URL(storePage.url()).origin));
  await expect(storePage.getByText('演示客服一 也在查看这个案件')).toBeVisible({ timeout: 40_000 });
  await expect(agentPage.getByText('演示店员一 也在查看这个案件')).toBeVisible({ timeout: 40_000 });

  // and the sync centre says why, shows what was typed, and where it can be kept
  await storeLine.press('Enter');
  const items = storePage.getByRole('region', { name: '尚未被中心接受的操作' });
  await expect(items).toContainText('提交撤单');
  await expect(items).toContainText('客户到店，机器一起带来');
  await expectAxeClean(storePage);
  await items.getByRole('button', { name: `保留为案件 ${caseCode} 的记录` }).press('Enter');
  await expect(items).toContainText('没有待传或被退回的操作');
  await expect(storeLine).toHaveText(/已连线 · 待传 0$/);
});

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
