import { join } from 'node:path';
import { z } from 'zod';
import { ROOT, runNode } from './command.ts';
import { freshReportPath, judge, readReport } from './stage.ts';
import type { Counts, Stage } from './stage.ts';

const TIMEOUT_MS = 600_000;
const SEEDS = '2000';

const reportSchema = z.object({ passed: z.int(), failed: z.int() });

/** `npm run simulate` with its usual seeds, every seed a test. A failure prints its seed, which replays. */
export function simulationStage(): Stage {
  const name = 'simulation';
  return {
    name,
    run: async () => {
      const report = freshReportPath('simulation');
      const args = ['--seeds', SEEDS, '--report', report];
      const result = await runNode(join(ROOT, 'scripts/simulate/main.ts'), args, { timeoutMs: TIMEOUT_MS, live: true });
      return judge(name, result, simulationCounts(readReport(report)));
    },
  };
}

/** Counts of a simulation's report; undefined when it is none. */
export function simulationCounts(report: unknown): Counts | undefined {
  const parsed = reportSchema.safeParse(report);
  return parsed.success ? { ...parsed.data, skipped: 0 } : undefined;
}
