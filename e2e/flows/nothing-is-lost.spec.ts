import { expect, test } from '../fixtures/desk.ts';
import { signIn } from '../pages/console.ts';
import { verifiedByPhone } from '../pages/filing.ts';
import { handsAt } from '../pages/hands.ts';
import { customer } from '../pages/people.ts';

const NOTE = '客户说下午三点以后方便接电话';
const SAID = '店面到期不续租了';

test('a note typed without a pause is on the disk to within a second when the desk is killed', async ({
  desk,
  page,
}) => {
  // given
  const hands = handsAt(page);
  const agent = await signIn(hands, 'agent1');
  await agent.newCall(customer(1).mobile);
  const { field } = agent.notes();
  await agent.notes().type('客户说：');
  await field.evaluate((area: HTMLTextAreaElement) => {
    const typed: { at: number; length: number }[] = [];
    Object.assign(window, { typedInto: typed });
    area.addEventListener('input', () => typed.push({ at: performance.now(), length: area.value.length }));
  });

  // when: for three seconds and more
  await hands.keys.type('0123456789'.repeat(8));
  const typed = await field.evaluate((area: HTMLTextAreaElement) => {
    const { typedInto } = window as unknown as { typedInto: { at: number; length: number }[] };
    const first = typedInto[0]?.at ?? 0;
    const last = typedInto.at(-1)?.at ?? 0;
    const longAgo = typedInto.findLast(({ at }) => at <= performance.now() - 1_000);
    return { seconds: (last - first) / 1_000, words: area.value, certain: area.value.slice(0, longAgo?.length ?? 0) };
  });
  await desk.killDesk();
  const back = await signIn(handsAt(await desk.restart()), 'agent1');
  await back.takeUpContact();

  // then
  expect(typed.seconds).toBeGreaterThan(3);
  expect(typed.certain.length).toBeGreaterThan(20);
  await expect(back.notes().field).not.toBeEmpty();
  const kept = await back.notes().field.inputValue();
  expect(kept.startsWith(typed.certain), `${kept.length} of ${typed.certain.length} that had to be there`).toBe(true);
  expect(typed.words.startsWith(kept)).toBe(true);
});

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

test('killed whole, window and all, it has the note that was kept and the words that were being typed', async ({
  desk,
  page,
}) => {
  // given
  const hands = handsAt(page);
  const agent = await signIn(hands, 'agent1');
  await agent.newCall(customer(1).mobile);
  await agent.notes().type(NOTE);
  await agent.notes().record();
  await expect(agent.notes().timeline).toContainText(NOTE);
  await agent.notes().type(SAID);
  await expect(agent.notes().saved).toBeVisible();

  // when
  await desk.killEverything();
  const back = await signIn(handsAt(await desk.restart()), 'agent1');
  await back.takeUpContact();

  // then
  await expect(back.notes().timeline).toContainText(NOTE);
  await expect(back.notes().field).toHaveValue(SAID);
});
