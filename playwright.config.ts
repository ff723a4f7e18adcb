import { defineConfig } from '@playwright/test';
import type { DeskWorkerOptions } from './e2e/fixtures/desk.ts';

/** The same specs on both hosts. A browser, an Electron and a display are found by `npm run e2e` and handed over in the environment. */
export default defineConfig<object, DeskWorkerOptions>({
  testDir: 'e2e',
  globalSetup: './e2e/fixtures/global-setup.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: { actionTimeout: 30_000, locale: 'zh-CN', colorScheme: 'light', viewport: { width: 1366, height: 768 } },
  projects: [
    { name: 'chromium', testIgnore: '**/*.electron.spec.ts', use: { deskHost: 'browser' } },
    { name: 'electron', testIgnore: '**/*.browser.spec.ts', use: { deskHost: 'electron' } },
  ],
});
