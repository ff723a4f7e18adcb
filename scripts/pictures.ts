import { ensureChromium } from './ensure-browser.ts';
import { packageBin, runNode } from './test/command.ts';
import { buildStage } from './test/static-stages.ts';

/** `npm run pictures`: takes the pictures of docs/pictures anew, on made-up data, in the browser host. */
const TIMEOUT_MS = 600_000;

async function main(): Promise<boolean> {
  const browser = await ensureChromium();
  if (!browser.ok) {
    console.error(`There is no browser to take pictures with: ${browser.reason}`);
    return false;
  }
  if ((await buildStage().run()).failed > 0) return false;
  const args = ['test', '--config', 'e2e/pictures/pictures.config.ts'];
  const taken = await runNode(packageBin('@playwright/test', 'playwright'), args, {
    timeoutMs: TIMEOUT_MS,
    live: true,
    env: { CHROMIUM_PATH: browser.path },
  });
  return taken.code === 0;
}

process.exitCode = (await main()) ? 0 : 1;
