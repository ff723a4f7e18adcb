import { expectAxeClean } from '../fixtures/axe.ts';
import { expect, test } from '../fixtures/desk.ts';
import { startTestHub } from '../fixtures/hub.ts';
import type { TestHub } from '../fixtures/hub.ts';
import { inStep, knownAtTheCounter } from '../pages/at-hub.ts';
import { signIn } from '../pages/console.ts';
import { answerAtCounter, answerByPhone, filedByPhone, verifiedByPhone } from '../pages/filing.ts';
import { handsAt } from '../pages/hands.ts';
import { customer } from '../pages/people.ts';
import type { FileStep } from '../pages/file-step.ts';
import type { VerifyStep } from '../pages/verify-step.ts';

test.use({ seed: 'empty' });
// Two programs and two hubs start for each of these, on what may be two cores.
test.describe.configure({ timeout: 400_000 });

let hub: TestHub;
test.beforeEach(async () => {
  hub = await startTestHub();
});
test.afterEach(() => hub.stop());

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
  const file = await filledInAtTheCounter(verify);
  const atTheStore = await file.file();
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

  // and the store is told whose case stands, and that the other desk looks at it
  await expect(atTheStore.code).toHaveText(caseCode);
  await expect(atTheStore.region).toContainText('没有生效');
  await atTheStore.openCase();
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

test('scenario 06: a call and a store file on one order at the same moment; one case stands, and both see it', async ({
  desk,
  colleague,
}) => {
  // given: both have everything that it takes
  const owner = customer(1);
  const storePage = await desk.restart(() => hub.enrol(desk.dataDir, 'store'));
  const agentPage = await colleague.restart(() => hub.enrol(colleague.dataDir, 'headquarters'));
  const clerk = await signIn(handsAt(storePage), 'clerk1');
  const agent = await signIn(handsAt(agentPage), 'agent1');
  const lines = [await inStep(storePage), await inStep(agentPage)];
  const atTheCounter = await filledInAtTheCounter(await knownAtTheCounter(clerk, owner));
  const onThePhone = await (await verifiedByPhone(agent, colleague, owner)).next();
  await answerByPhone(onThePhone);

  // when
  const panels = await Promise.all([atTheCounter.file(), onThePhone.file()]);

  // then: both quote the code of the one case that stands, and who was second is told to take theirs back
  await expect
    .poll(async () => new Set(await Promise.all(panels.map(({ code }) => code.innerText()))).size, LONG)
    .toBe(1);
  const told = await Promise.all(panels.map(({ region }) => region.innerText()));
  expect(told.filter((words) => words.includes('没有生效')).length).toBe(1);
  expect(told.filter((words) => words.includes('待联网生效'))).toEqual([]);
  const atTop = (await Promise.all(lines.map((line) => line.innerText()))).toSorted();
  expect(atTop).toEqual([expect.stringMatching(/待传 0$/), expect.stringMatching(/待传 0 · 退回 1$/)]);

  // and both see one case with both contacts and the words of both
  for (const [index, person] of [clerk, agent].entries()) {
    const opened = await panels[index]?.openCase();
    await expect(opened?.contacts.getByRole('listitem') ?? storePage.locator('nothing')).toHaveCount(2);
    await expect(person.notes().timeline).toContainText('客户到店，机器一起带来');
    await expect(person.notes().timeline).toContainText('客户说店不开了');
  }
});

const LONG = { timeout: 60_000 };

/** Everything that a return at the counter asks for. */
async function filledInAtTheCounter(verify: VerifyStep): Promise<FileStep> {
  const file = await (await verify.next()).next();
  await answerAtCounter(file);
  return file;
}
