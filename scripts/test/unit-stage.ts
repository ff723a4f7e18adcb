import { relative } from 'node:path';
import { z } from 'zod';
import { packageBin, ROOT, runNode } from './command.ts';
import { freshReportPath, judge, readReport } from './stage.ts';
import type { Counts, Stage, StageResult } from './stage.ts';

const TIMEOUT_MS = 1_500_000;

const reportSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z
    .array(
      z.object({
        name: z.string(),
        message: z.string().default(''),
        assertionResults: z.array(
          z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).default([]) }),
        ),
      }),
    )
    .default([]),
});
type TestFile = z.infer<typeof reportSchema>['testResults'][number];

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

/** Counts of a vitest JSON report, and what failed; undefined when it is none. */
export function vitestCounts(report: unknown): (Counts & Pick<StageResult, 'failures'>) | undefined {
  const parsed = reportSchema.safeParse(report);
  if (!parsed.success) return undefined;
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = parsed.data;
  return {
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: numPendingTests + numTodoTests,
    failures: testResults.flatMap(failuresOf),
  };
}

/** A file that could not even be loaded has a message of its own and no tests. */
function failuresOf({ name, message, assertionResults }: TestFile): readonly string[] {
  const file = relative(ROOT, name);
  const failed = assertionResults.filter(({ status }) => status === 'failed');
  const ofTests = failed.map((test) => `${file} › ${test.fullName}: ${firstLine(test.failureMessages[0])}`);
  return message === '' || failed.length > 0 ? ofTests : [`${file}: ${firstLine(message)}`];
}

function firstLine(text = ''): string {
  return text.split('\n', 1)[0] ?? '';
}
