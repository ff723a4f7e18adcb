import { defineConfig } from '@playwright/test';
import type { DeskWorkerOptions } from '../fixtures/desk.ts';

/** For `npm run pictures` only: not a test, but the same hosts, fixtures and page models. */
export default defineConfig<object, DeskWorkerOptions>({
  testDir: '.',
  testMatch: '*.pictures.ts',
  globalSetup: '../fixtures/global-setup.ts',
  outputDir: '../../.cache/pictures',
  workers: 1,
  retries: 0,
  timeout: 600_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    actionTimeout: 15_000,
    locale: 'zh-CN',
    colorScheme: 'light',
    viewport: { width: 1366, height: 768 },
    deskHost: 'browser',
  },
});
