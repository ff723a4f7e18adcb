import { expect, test } from '../fixtures/desk.ts';
import { signIn } from '../pages/console.ts';
import { verifiedByPhone } from '../pages/filing.ts';
import { handsAt } from '../pages/hands.ts';
import { customer } from '../pages/people.ts';

const NOTE = '客户说下午三点以后方便接电话';
const SAID = '店面到期不续租了';

test('scenario 31: killed in the middle of a filing, it has every word again and takes no consent for granted', async ({
  desk,
  page,
}) => {
  // given
  const hands = handsAt(page);
  const agent = await signIn(hands, 'agent1');
  const decide = await verifiedByPhone(agent, desk, customer(1));
  const file = await decide.next();
  await file.giveReason('预算调整', SAID);
  await file.choose('希望用哪种方式联系', '电话');
  await agent.notes().type(NOTE);
  await expect(agent.notes().saved).toBeVisible();
  await expect(file.saved).toBeVisible();

  // when
  await desk.killDesk();
  const after = handsAt(await desk.restart());

  // then
  const back = await signIn(after, 'agent1');
  await back.takeUpContact();
  const again = await back.openFileStep();
  await expect(again.region.getByText('预算调整').first()).toBeVisible();
  await expect(again.said).toHaveValue(SAID);
  await expect(again.radios('希望用哪种方式联系').getByRole('radio', { name: '电话' })).toBeChecked();
  await expect(back.notes().field).toHaveValue(NOTE);

  // then: what was not heard was not agreed to
  for (const how of ['已读给客户听', '已给客户看']) {
    await expect(again.radios('告知方式').getByRole('radio', { name: how })).not.toBeChecked();
  }
  await expect(again.region.getByRole('checkbox', { name: '已复述，客户确认无误' })).not.toBeChecked();
  await expect(again.missing).toContainText('告知政策');
  await expect(again.missing).toContainText('复述');
});
