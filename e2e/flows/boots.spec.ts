import { expectAxeClean } from '../fixtures/axe.ts';
import { expect, test } from '../fixtures/desk.ts';

test('the console opens in Chinese, names itself and is accessible', async ({ page }) => {
  await expect(page).toHaveTitle(/撤单台/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.getByRole('button').first()).toBeVisible();

  await expectAxeClean(page);
});

test('the console comes back after it was closed in order', async ({ desk }) => {
  const page = await desk.restart();

  await expect(page.getByRole('button').first()).toBeVisible();
});

test('the console comes back after its desk process was killed', async ({ desk }) => {
  await desk.killDesk();
  const page = await desk.restart();

  await expect(page.getByRole('button').first()).toBeVisible();
});
