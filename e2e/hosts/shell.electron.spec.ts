import { readFile } from 'node:fs/promises';
import type { ElectronApplication } from '@playwright/test';
import { savedTo } from '../fixtures/downloads.ts';
import { expect, test } from '../fixtures/desk.ts';

/** Asked from the shell itself, past every rule that the page lays on itself. */
function answerTo(
  shell: ElectronApplication,
  url: string,
): Promise<{ status: number; headers: Record<string, string> }> {
  return shell.evaluate(async ({ net }, address) => {
    const answer = await net.fetch(address);
    return { status: answer.status, headers: Object.fromEntries(answer.headers) };
  }, url);
}

test('the window is sandboxed, apart from Node, and its page comes with the whole policy', async ({ desk, page }) => {
  await expect(page.locator('#root')).not.toBeEmpty();

  const preferences = await desk.shell().evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    const { sandbox, contextIsolation, nodeIntegration, webviewTag } = contents.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration: nodeIntegration ?? false, webviewTag: webviewTag ?? false };
  });
  const { status, headers } = await answerTo(desk.shell(), 'app://desk/');
  const again = await answerTo(desk.shell(), 'app://desk/');

  expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false });
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  });
  const policy = headers['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toMatch(/style-src 'self' 'nonce-[\w+/=]{22,}'/);
  expect(again.headers['content-security-policy'], 'a nonce is good for one page').not.toBe(policy);
});

test('nothing is served from outside the page, and nothing is fetched from a network', async ({ desk, page }) => {
  await expect(page.locator('#root')).not.toBeEmpty();
  const shell = desk.shell();

  for (const url of ['app://desk/..%2felectron-main/index.cjs', 'app://desk/no-such-file.js', 'app://elsewhere/'])
    expect((await answerTo(shell, url)).status, url).toBe(404);
  await expect(answerTo(shell, 'http://127.0.0.1:9/')).rejects.toThrow(/ERR_BLOCKED_BY_CLIENT/);
});

test('camera, place, notices and devices are refused to the page; copying a case code is not', async ({
  desk,
  page,
}) => {
  await expect(page.locator('#root')).not.toBeEmpty();
  const asked = await page.evaluate(async () => {
    return {
      camera: (await navigator.permissions.query({ name: 'camera' })).state,
      place: await new Promise<string>((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('given'),
          ({ code }) => resolve(code === 1 ? 'refused' : `failed ${code}`),
        );
      }),
      notices: await Notification.requestPermission(),
    };
  });
  const copying = await desk.shell().evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    return contents?.executeJavaScript('navigator.clipboard.writeText("CD-1").then(() => "given", String)', true);
  });

  expect(asked.camera).toBe('denied');
  expect(asked.place).toBe('refused');
  expect(asked.notices).toBe('denied');
  expect(copying).toBe('given');
});

test('a file that the page has made can be saved, anything else is no download', async ({ desk, page }, testInfo) => {
  await expect(page.locator('#root')).not.toBeEmpty();
  const path = testInfo.outputPath('saved.txt');
  const offer = (href: string | null): Promise<void> =>
    page.evaluate((address) => {
      const link = document.createElement('a');
      link.href = address ?? URL.createObjectURL(new Blob(['made here']));
      link.download = 'saved.txt';
      link.click();
    }, href);

  const saved = savedTo(desk, path);
  await offer(null);
  expect(await saved).toBe('completed');
  const refused = savedTo(desk, testInfo.outputPath('never.txt'));
  await offer('data:text/plain,from elsewhere');

  expect(await refused).toBe('refused');
  expect(await readFile(path, 'utf8')).toBe('made here');
});
