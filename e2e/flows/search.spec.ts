import { expect, test } from '../fixtures/desk.ts';
import { signIn } from '../pages/console.ts';
import { filedByPhone } from '../pages/filing.ts';
import { handsAt } from '../pages/hands.ts';
import { customer } from '../pages/people.ts';
import { SearchBox } from '../pages/search-box.ts';

/** 张样例一, as the lists show the name. */
const owner = customer(3);
const MASKED = '张**一';

test('one box finds by initials, by last digits and in any spelling, and says in words what finds nothing', async ({
  page,
}) => {
  // given
  const hands = handsAt(page);
  await signIn(hands, 'agent1');
  await hands.keys.watchMouse();
  const box = await SearchBox.opened(hands);

  // when, then: by the initials of a name
  await box.look('zyly');
  await expect(box.region).toContainText('按拼音首字母');
  await expect(box.orders.filter({ hasText: MASKED }).first()).toContainText('拼音首字母');

  // when, then: by the last six of a resident id
  await box.look(owner.last6);
  await expect(box.region).toContainText('号码尾数（尾数）');
  await expect(box.orders.first()).toContainText(MASKED);

  // when, then: as it was pasted from a chat, full width and with its label
  await box.look(
    `手机号：${fullWidth(owner.mobile.slice(0, 3))} ${owner.mobile.slice(3, 7)}－${owner.mobile.slice(7)}`,
  );
  await expect(box.region).toContainText('按手机号');
  await expect(box.orders.first()).toContainText(MASKED);

  // when, then: nothing is found, and what to try instead
  await box.look('鼹鼠');
  await expect(box.region).toContainText('没有找到');
  await expect(box.region).toContainText('请核对号码，或换用手机号、商户名、拼音首字母再查。');
  await expect(box.orders).toHaveCount(0);

  // when, then: the line that the arrows choose is in sight, however many were found
  await box.look('测试');
  await expect(box.orders).toHaveCount(30);
  await hands.keys.press('ArrowDown', 29);
  await expect(box.orders.nth(29)).toHaveAttribute('aria-selected', 'true');
  await expect(box.orders.nth(29)).toBeInViewport();

  // when, then: the keyboard alone opens one
  await box.look(owner.terminalSn);
  await expect(box.orders).toHaveCount(1);
  await box.openChosen();
  await hands.keys.expectKeyboardOnly();
});

test('a resident id with two digits exchanged is offered as it was meant, masked, and opens by keyboard', async ({
  page,
}) => {
  // given
  const hands = handsAt(page);
  await signIn(hands, 'agent1');
  const box = await SearchBox.opened(hands);
  const exchanged = owner.idNo.slice(0, 12) + owner.idNo.charAt(13) + owner.idNo.charAt(12) + owner.idNo.slice(14);

  // when
  await box.look(exchanged);

  // then
  await expect(box.region).toContainText('没有完全一致的，但有相近的：身份证号 1****************1（相邻两位颠倒）');
  await expect(box.region).not.toContainText(exchanged);
  await expect(box.orders.first()).toContainText(MASKED);
  await box.openChosen();
});

test('a closed case is found by the code that was read out, and by the end of it', async ({ desk, page }) => {
  // given
  const hands = handsAt(page);
  const agent = await signIn(hands, 'agent1');
  const filed = await filedByPhone(agent, desk, customer(1));
  const code = await filed.code.innerText();
  const opened = await filed.openCase();
  await opened.withdraw('客户改变主意');

  // when
  const box = await SearchBox.opened(hands);
  await box.look(code.toLowerCase());

  // then
  await expect(box.orders).toHaveCount(1);
  await expect(box.orders.first()).toContainText(`${code} · 已撤回`);

  // when
  await box.look(code.slice(-6));

  // then
  await expect(box.orders.filter({ hasText: `${code} · 已撤回` })).toHaveCount(1);
});

/** Digits as an input method writes them that was left on full width. */
function fullWidth(digits: string): string {
  return Array.from(digits, (digit) => String.fromCodePoint(Number(digit) + 0xff_10)).join('');
}
