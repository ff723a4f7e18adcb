import { expect, test } from '../fixtures/desk.ts';

test('the window opens no other and stays where it is', async ({ page }) => {
  // In one go: from outside, a navigation that was turned down looks like one that never ends.
  const after = await page.evaluate(async () => {
    const opened = window.open('https://desk.example/') !== null;
    window.location.assign('https://desk.example/');
    await new Promise((resolve) => setTimeout(resolve, 500));
    return { opened, address: window.location.href };
  });

  expect(after.opened).toBe(false);
  expect(after.address).toMatch(/^app:\/\/desk\//);
});

test('a desk process that died is started again, and the page is given a port to it unasked', async ({
  desk,
  page,
}) => {
  await expect(page.locator('#root')).not.toBeEmpty();
  await page.evaluate(() => {
    window.addEventListener('message', ({ data, ports }) => {
      if (data === 'desk-port' && ports.length === 1) document.documentElement.dataset['portsGiven'] = 'again';
    });
  });

  await desk.killDesk();

  await expect(page.locator('html')).toHaveAttribute('data-ports-given', 'again');
});
