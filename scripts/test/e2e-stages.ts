import { z } from 'zod';
import { ensureChromium } from '../ensure-browser.ts';
import { ensureDisplay } from '../ensure-display.ts';
import { ensureElectron } from '../ensure-electron.ts';
import { packageBin, runNode } from './command.ts';
import { freshReportPath, judge, readReport, skippedStage } from './stage.ts';
import type { Counts, Stage, StageResult } from './stage.ts';

const TIMEOUT_MS = 1_500_000;

const reportSchema = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
});

/** The specs on the browser host, in Chromium. */
export function chromiumStage(): Stage {
  const name = 'e2e on Chromium';
  return {
    name,
    run: async () => {
      const found = await ensureChromium();
      return found.ok ? playwright(name, 'chromium', { CHROMIUM_PATH: found.path }) : skippedStage(name, found.reason);
    },
  };
}

/** The same specs in Electron's own windows. */
export function electronStage(): Stage {
  const name = 'e2e on Electron';
  return {
    name,
    run: async () => {
      const found = await ensureElectron();
      if (!found.ok) return skippedStage(name, found.reason);
      // The second desk of those specs that have one is in a browser.
      const browser = await ensureChromium();
      if (!browser.ok) return skippedStage(name, browser.reason);
      const display = await ensureDisplay();
      if (!display.ok) return skippedStage(name, display.reason);
      try {
        const where = display.display === undefined ? {} : { DISPLAY: display.display };
        return await playwright(name, 'electron', { ...found.env, ...where, CHROMIUM_PATH: browser.path });
      } finally {
        display.stop();
      }
    },
  };
}

async function playwright(name: string, project: string, env: NodeJS.ProcessEnv): Promise<StageResult> {
  const report = freshReportPath(`playwright-${project}`);
  const args = ['test', `--project=${project}`, '--reporter=list,json', '--forbid-only'];
  const result = await runNode(packageBin('@playwright/test', 'playwright'), args, {
    timeoutMs: TIMEOUT_MS,
    live: true,
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  return judge(name, result, playwrightCounts(readReport(report)));
}

/** Counts of a Playwright JSON report; a test that passed only when tried again has failed. Undefined when it is none. */
export function playwrightCounts(report: unknown): Counts | undefined {
  const parsed = reportSchema.safeParse(report);
  if (!parsed.success) return undefined;
  const { expected, unexpected, flaky, skipped } = parsed.data.stats;
  return { passed: expected, failed: unexpected + flaky, skipped };
}
