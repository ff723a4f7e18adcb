import { join } from 'node:path';
import { ROOT, packageBin, runNode } from './command.ts';
import type { CommandResult } from './command.ts';
import type { Stage } from './stage.ts';

const TIMEOUT_MS = 300_000;

/** Types, lint, format, layers and dead code: each one check, passed or failed. Their output is shown where they fail. */
export function staticStages(): readonly Stage[] {
  return [
    check('types', () => node(packageBin('typescript', 'tsc'), '--noEmit', '-p', 'tsconfig.json')),
    check('lint', () => node(packageBin('oxlint'), '--type-aware', '--deny-warnings')),
    check('format', () => node(packageBin('oxfmt'), '--check')),
    check('layers', () => node(join(ROOT, 'scripts/check-layers.ts'))),
    check('dead code', () => node(packageBin('knip'))),
  ];
}

export function buildStage(): Stage {
  return check('build', () => node(join(ROOT, 'scripts/build.ts')));
}

function node(script: string, ...args: readonly string[]): Promise<CommandResult> {
  return runNode(script, args, { timeoutMs: TIMEOUT_MS });
}

function check(name: string, command: () => Promise<CommandResult>): Stage {
  return {
    name,
    run: async () => {
      const { code, output } = await command();
      if (code === 0) return { name, passed: 1, failed: 0, skipped: 0 };
      console.log(`\n--- ${name} ---\n${output.trim()}\n`);
      return { name, passed: 0, failed: 1, skipped: 0 };
    },
  };
}
