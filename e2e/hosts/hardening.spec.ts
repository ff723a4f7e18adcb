import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../fixtures/desk.ts';

test('the page has nothing of Node and nothing of Electron', async ({ page }) => {
  const types = await page.evaluate(() => ['require', 'process', 'module', 'electron'].map((name) => name in window));

  expect(types).toEqual([false, false, false, false]);
});

test('a script or a handler written into the page does not run', async ({ page }) => {
  // The policy's own complaints are what this test wants.
  page.removeAllListeners('console');

  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.documentElement.dataset.ran = "script"';
    const button = document.createElement('button');
    button.setAttribute('onclick', 'document.documentElement.dataset.ran = "handler"');
    document.body.append(script, button);
    button.click();
    return document.documentElement.dataset['ran'] ?? 'nothing';
  });

  expect(ran).toBe('nothing');
});

test('the page reaches nothing but its own desk', async ({ page }) => {
  page.removeAllListeners('console');

  const reached = await page.evaluate(() =>
    fetch('http://127.0.0.2:9/').then(
      () => 'reached',
      () => 'nothing',
    ),
  );
  // However long the page takes to say so: without a complaint the test runs out of time.
  const opened = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => {
          if (event.effectiveDirective === 'frame-src') resolve(event.effectiveDirective);
        });
        const frame = document.createElement('iframe');
        frame.src = 'http://127.0.0.2:9/';
        document.body.append(frame);
      }),
  );

  expect(reached).toBe('nothing');
  expect(opened).toBe('frame-src');
});

test('the address and the title carry no secret', async ({ page }) => {
  expect(page.url()).not.toContain('token');
  expect(await page.evaluate(() => document.cookie)).toBe('');
  await expect(page).toHaveTitle(/^撤单台/);
});

test('the keys lie where only their owner can read them', async ({ desk, page }) => {
  await expect(page.locator('#root')).not.toBeEmpty();
  const folder = join(desk.dataDir, 'keys');

  const modes = await Promise.all((await readdir(folder)).map(async (name) => (await stat(join(folder, name))).mode));

  expect((await stat(folder)).mode & 0o077).toBe(0);
  expect(modes).toHaveLength(3);
  expect(modes.map((mode) => mode & 0o777)).toEqual([0o600, 0o600, 0o600]);
});
