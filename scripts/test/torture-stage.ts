import { join } from 'node:path';
import { z } from 'zod';
import { ROOT, runNode } from './command.ts';
import { freshReportPath, judge, readReport } from './stage.ts';
import type { Counts, Stage } from './stage.ts';

const TIMEOUT_MS = 300_000;

const reportSchema = z.object({
  passed: z.int(),
  failed: z.int(),
  skipped: z.array(z.object({ name: z.string(), why: z.string() })),
});

/** One minute of `npm run torture`, every round a test. A failure prints its seed, and what was lost. */
export function tortureStage(): Stage {
  const name = 'torture';
  return {
    name,
    run: async () => {
      const report = freshReportPath('torture');
      const args = ['--minutes', '1', '--report', report];
      const result = await runNode(join(ROOT, 'scripts/torture/main.ts'), args, { timeoutMs: TIMEOUT_MS, live: true });
      const read = readReport(report);
      const judged = judge(name, result, tortureCounts(read));
      const leftOut = reportSchema.safeParse(read).data?.skipped ?? [];
      if (leftOut.length === 0 || judged.note !== undefined) return judged;
      return { ...judged, note: `left out: ${leftOut.map(({ name: harm, why }) => `${harm} (${why})`).join(', ')}` };
    },
  };
}

/** Counts of a torture report; undefined when it is none. */
export function tortureCounts(report: unknown): Counts | undefined {
  const parsed = reportSchema.safeParse(report);
  if (!parsed.success) return undefined;
  const { passed, failed, skipped } = parsed.data;
  return { passed, failed, skipped: skipped.length };
}
