import { z } from 'zod';
import { packageBin, runNode } from './command.ts';
import { freshReportPath, judge, readReport } from './stage.ts';
import type { Counts, Stage } from './stage.ts';

const TIMEOUT_MS = 900_000;

const reportSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
});

/** Every `*.test.ts`: rules, database and desk, on real files. */
export function unitStage(): Stage {
  const name = 'unit and database';
  return {
    name,
    run: async () => {
      const report = freshReportPath('vitest');
      const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
      const result = await runNode(packageBin('vitest'), args, { timeoutMs: TIMEOUT_MS, live: true });
      return judge(name, result, vitestCounts(readReport(report)));
    },
  };
}

/** Counts of a vitest JSON report; undefined when it is none. */
export function vitestCounts(report: unknown): Counts | undefined {
  const parsed = reportSchema.safeParse(report);
  if (!parsed.success) return undefined;
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = parsed.data;
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}
