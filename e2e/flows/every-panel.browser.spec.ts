import { writeImportFixture } from '../../desk/import/testing/import-fixture.ts';
import { expect, test } from '../fixtures/desk.ts';
import { Console, DEMO_PASSWORD } from '../pages/console.ts';
import type { ConsoleFrame } from '../pages/console-frame.ts';
import { ONE_POINT } from '../pages/files.ts';
import { handsAt } from '../pages/hands.ts';
import { ImportsPage } from '../pages/imports-page.ts';
import { expectSound, Looks } from '../pages/looks.ts';
import { customer } from '../pages/people.ts';
import { SignInPage } from '../pages/sign-in-page.ts';

/** The end of the order number of a case that waits for a review, with a customer and a decision. */
const IN_REVIEW = '000010';

test('an order, a case and every act on it are in words, accessible, and fit the window, in both languages and themes', async ({
  page,
}) => {
  test.slow();
  const hands = handsAt(page);
  const frame = await new SignInPage(page).signIn('supervisor1');
  const looks = new Looks(frame);
  const supervisor = new Console(hands);

  await page.keyboard.press('Control+K');
  await page.keyboard.type(customer(1).mobile, { delay: 45 });
  await page.getByRole('option').first().click();
  await expect(frame.heading(/^SO/)).toBeVisible();
  await looks.at('an order');
  const eye = frame.work.getByRole('button', { name: /^(查看明文|Show in full)$/ }).first();
  await looks.over('the reason for a look at a hidden value', {
    open: async () => {
      await eye.click();
      await expect(page.locator('.ant-popover')).toBeVisible();
    },
    close: async () => {
      await frame.work.getByRole('heading').first().click();
      await expect(page.locator('.ant-popover')).toBeHidden();
    },
  });

  const queue = await supervisor.openCases('待审核');
  const found = await queue.open(IN_REVIEW);
  await looks.at('a case');
  for (const act of ['批准', '驳回', '要求补材料', '客户撤回', '并入当前联系', '转交']) {
    await found.act(act).click();
    await expect(frame.work.locator('.case-panel')).toBeVisible();
    await looks.at(act);
    await page.keyboard.press('Escape');
    await expect(frame.work.locator('.case-panel')).toBeHidden();
  }
  await frame.work.getByRole('button', { name: '登记' }).first().click();
  await looks.at('a material to be recorded');

  const notes = supervisor.notes();
  await notes.region.getByRole('tab', { name: '沟通' }).click();
  await looks.at('a communication');
  await notes.attach('证件复印件', { name: '测试复印件.png', mimeType: 'image/png', buffer: ONE_POINT });
  const picture = await notes.view('证件复印件 1');
  await expect(picture.getByRole('img')).toBeVisible();
  await looks.at('a piece of evidence');
});

test('what lies over or beside the work is in words, accessible, and fits the window, in both languages and themes', async ({
  page,
}, testInfo) => {
  test.slow();
  const frame = await new SignInPage(page).signIn('supervisor1');
  const looks = new Looks(frame);

  await page.getByRole('banner').getByRole('link', { name: /待传/ }).click();
  await expect(frame.heading(/.+/)).toBeVisible();
  await looks.at('how this desk stands to a hub');
  await looks.over('the keys', {
    open: async () => {
      await page.keyboard.press('Control+/');
      await expect(page.getByRole('dialog')).toBeVisible();
    },
    close: () => escape(frame),
  });
  await looks.over('a new password', {
    open: async () => {
      await frame.choose(/^(修改密码|Change password)$/);
      await expect(page.getByRole('dialog')).toBeVisible();
    },
    close: () => escape(frame),
  });
  await looks.over('the lock', {
    open: async () => {
      await page.keyboard.press('Control+L');
      await expect(page.locator('.lock-screen')).toBeVisible();
    },
    close: async () => {
      await page.locator('.lock-screen input[type=password]').fill(DEMO_PASSWORD);
      await page.keyboard.press('Enter');
      await expect(page.locator('.lock-screen')).toBeHidden();
    },
  });

  await frame.open('待回电');
  await frame.work.getByText('全部', { exact: true }).click();
  const promised = frame.work.getByRole('listitem').first();
  for (const act of ['改约', '取消']) {
    await promised.getByRole('button', { name: act, exact: true }).click();
    await looks.at(`a promised call: ${act}`);
  }
  await frame.work.getByRole('button', { name: '预约回电' }).click();
  await looks.at('a call to be promised');

  await frame.open(/^退款/);
  await frame.work
    .getByRole('button', { name: /的备注/ })
    .first()
    .click();
  await looks.at('the notes of a task');

  const path = testInfo.outputPath('测试订单.csv');
  await writeImportFixture({ path, kind: 'terminal_application', format: 'gb18030', rows: 60, badRows: 31, seed: 3 });
  await frame.open('订单导入');
  const imports = new ImportsPage(page);
  await imports.choose(path);
  await looks.at('what each column is');
  await imports.start();
  await looks.at('the report on bad rows');
});

test.describe('on an empty desk', () => {
  test.use({ seed: 'empty' });

  test('the form for the first administrator is in words and accessible, in both languages and themes', async ({
    page,
  }) => {
    await expect(page.getByLabel('门店或坐席组名称')).toBeVisible();
    await expectSound(page);

    await page.emulateMedia({ colorScheme: 'dark' });
    await page.getByRole('button', { name: 'English' }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await expectSound(page);
  });
});

async function escape({ page }: ConsoleFrame): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
}
