import { expectAxeClean } from '../fixtures/axe.ts';
import { expect, test } from '../fixtures/desk.ts';
import { signIn } from '../pages/console.ts';
import { filedByPhone } from '../pages/filing.ts';
import { handsAt } from '../pages/hands.ts';
import { customer } from '../pages/people.ts';

/** A picture of one white point. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==',
  'base64',
);
const CHAT = '客户：我要取消\n<b>销售</b>：好的';

test('files given in a call are opened from the case by the supervisor who reviews it, in place and by what they are', async ({
  desk,
  page,
}) => {
  // given
  const hands = handsAt(page);
  const agent = await signIn(hands, 'agent1');
  const filed = await filedByPhone(agent, desk, customer(1));
  const caseCode = await filed.code.innerText();
  const given = agent.notes();
  await given.attach('截图', { name: '测试王某聊天.png', mimeType: 'image/png', buffer: PICTURE });
  await given.attach(
    '聊天记录',
    { name: '测试王某.txt', mimeType: 'text/plain', buffer: Buffer.from(CHAT) },
    { title: '与销售的对话', shownAs: '聊天记录 · 与销售的对话' },
  );
  await given.attach('合同', {
    name: '测试王某合同.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.4\n%%EOF'),
  });
  await given.openTab('时间线');
  await expect(given.timeline).toContainText('附证据：聊天记录 · 与销售的对话');
  await agent.signOut();

  // when
  const supervisor = await signIn(hands, 'supervisor1');
  const queue = await supervisor.openCases('待审核');
  const found = await queue.open(caseCode);
  const files = supervisor.notes();
  const picture = await files.view('截图 1');

  // then: there is no dialog before the work, and the picture is one
  await expect(picture.getByRole('img', { name: '截图 1' })).toHaveJSProperty('naturalWidth', 1);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(picture).toContainText('指纹核对一致');
  await expectAxeClean(page);

  // then: a text is text, whatever is in it
  const chat = await files.view('聊天记录 · 与销售的对话');
  await expect(chat.locator('pre')).toHaveText(CHAT);
  await expect(chat.locator('pre b')).toHaveCount(0);
  await expect(picture).toHaveCount(0);
  await expectAxeClean(page);

  // then: what cannot be shown says so, and what a copy is, before one is made
  const contract = await files.view('合同 1');
  await expect(contract.getByRole('alert')).toContainText('另存的副本不加密');
  await contract.getByRole('button', { name: '收起' }).click();
  await expect(contract).toHaveCount(0);

  // when: one of them is what the customer was to bring
  const item = found.materials.getByRole('listitem').first();
  await item.getByRole('button', { name: /^登记/ }).click();
  await item.getByRole('combobox', { name: /^对应的证据文件/ }).click();
  await page.getByTitle('截图 1', { exact: true }).click();
  await item.getByRole('button', { name: '保存登记' }).click();
  await item.getByRole('button', { name: /^查看证据/ }).click();

  // then: it is opened from there
  await expect(item.getByRole('img', { name: '截图 1' })).toHaveJSProperty('naturalWidth', 1);
  await expectAxeClean(page);
});
