import { join } from 'node:path';
import { ROOT, runNode } from './command.ts';
import { simulationCounts } from './simulation-stage.ts';
import { freshReportPath, judge, readReport } from './stage.ts';
import type { Stage } from './stage.ts';

const TIMEOUT_MS = 400_000;

/** One minute of `npm run kill-loop`. A failure says what is missing or differs, and its seed. */
export function killLoopStage(): Stage {
  const name = 'kill loop';
  return {
    name,
    run: async () => {
      const report = freshReportPath('kill-loop');
      const args = ['--minutes', '1', '--report', report];
      const result = await runNode(join(ROOT, 'scripts/meeting/main.ts'), args, { timeoutMs: TIMEOUT_MS, live: true });
      return judge(name, result, simulationCounts(readReport(report)));
    },
  };
}
