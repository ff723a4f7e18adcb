/** Both hosts as a person has them in front of them: real windows over a data folder, and which process does what. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { DEMO_PASSWORD } from '../../../desk/demo/people.ts';
import { launchChromium } from '../../../e2e/fixtures/browser-host.ts';
import { ROOT, startBrowserHostProcess } from '../../../e2e/fixtures/browser-process.ts';
import { electronPids, launchElectron } from '../../../e2e/fixtures/electron-host.ts';
import { launchFlags } from '../../../e2e/fixtures/host.ts';

export type HostName = 'browser' | 'electron';
const VIEWPORT = { width: 1366, height: 768 };
const LOOKS = { locale: 'zh-CN', colorScheme: 'light' } as const;

export interface Window {
  readonly page: Page;
  /** From the start of the program until its page takes a name and a password; a browser is running before. */
  readonly openedMs: number;
  /** The process that holds the files, and the one that draws the page. */
  readonly pids: { readonly desk: number; readonly renderer: number };
  close(): Promise<void>;
}

/** What every start of a host has to be told; the gateway is never asked. */
const launch = (dataDir: string) =>
  ({ dataDir, seed: 'demo', smsGatewayUrl: 'http://127.0.0.1:9', log: () => undefined }) as const;

export function openWindow(host: HostName, dataDir: string): Promise<Window> {
  return host === 'browser' ? openBrowser(dataDir) : openElectron(dataDir);
}

async function openBrowser(dataDir: string): Promise<Window> {
  const browser = await launchChromium();
  const page = await browser.newPage({ viewport: VIEWPORT, locale: 'zh-CN' });
  const begunAt = performance.now();
  const desk = await startBrowserHostProcess(launch(dataDir));
  await page.goto(desk.url, { waitUntil: 'commit' });
  await page.getByLabel('登录名').waitFor();
  return {
    page,
    openedMs: performance.now() - begunAt,
    pids: { desk: desk.pid, renderer: await rendererOf(browser) },
    close: async () => {
      await browser.close();
      await desk.stop();
    },
  };
}

/** Of the processes that draw pages the one that has worked most: others wait for pages to come. */
async function rendererOf(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const [first] = processInfo.filter(({ type }) => type === 'renderer').toSorted((a, b) => b.cpuTime - a.cpuTime);
  if (first === undefined) throw new Error('no process draws a page');
  return first.id;
}

async function openElectron(dataDir: string): Promise<Window> {
  const begunAt = performance.now();
  const app = await launchElectron([ROOT, ...launchFlags(launch(dataDir))], LOOKS);
  const page = await app.firstWindow();
  await page.getByLabel('登录名').waitFor();
  const openedMs = performance.now() - begunAt;
  await app.evaluate(({ BrowserWindow }, size) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height);
  }, VIEWPORT);
  return {
    page,
    openedMs,
    pids: await electronPids(app),
    close: () => app.close(),
  };
}

/** Signs an agent in and is back when the search box can be typed into. */
export async function signIn(page: Page): Promise<void> {
  await page.getByLabel('登录名').fill('agent1');
  await page.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
  await searchBox(page).waitFor();
}

export const searchBox = (page: Page) => page.getByRole('search').getByRole('combobox');

/** The least that Electron itself takes. */
const EMPTY_PROGRAM = `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => new BrowserWindow({ width: 1366, height: 768 }).loadURL('about:blank'));`;

/** An empty page in the same browser as each host's: a field, and nothing behind it. */
export async function openEmpty(host: HostName): Promise<Window> {
  const html = '<!doctype html><title>empty</title><div role="search"><input role="combobox"><p></p></div>';
  if (host === 'browser') {
    const browser = await launchChromium();
    const begunAt = performance.now();
    const page = await browser.newPage({ viewport: VIEWPORT });
    await page.setContent(html);
    const openedMs = performance.now() - begunAt;
    return { page, openedMs, pids: { desk: 0, renderer: await rendererOf(browser) }, close: () => browser.close() };
  }
  const folder = mkdtempSync(join(tmpdir(), 'chedan-bench-empty-'));
  const begunAt = performance.now();
  const program = join(folder, 'empty.cjs');
  writeFileSync(program, EMPTY_PROGRAM);
  const app = await launchElectron([program, `--user-data-dir=${folder}`], LOOKS);
  const page = await app.firstWindow();
  await page.setContent(html);
  await searchBox(page).waitFor();
  return {
    page,
    openedMs: performance.now() - begunAt,
    pids: await electronPids(app),
    close: async () => {
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
