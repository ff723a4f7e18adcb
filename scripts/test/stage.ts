import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './command.ts';
import type { CommandResult } from './command.ts';

/** What a stage has to say at the end. */
export interface StageResult {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** One sentence where the figures do not speak for themselves: why it was skipped, or what failed beyond its tests. */
  readonly note?: string;
  /** What failed, each in one line: the end of a long run says it again, where it is looked for. */
  readonly failures?: readonly string[];
}

export interface Stage {
  readonly name: string;
  run(): Promise<StageResult>;
}

/** Counts as read from a runner's own report. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** A stage that looked at nothing, or whose runner failed outside its tests, has failed, whatever it counted. */
export function judge(
  name: string,
  { code }: Pick<CommandResult, 'code'>,
  counts: (Counts & Pick<StageResult, 'failures'>) | undefined,
): StageResult {
  if (counts === undefined) return { name, passed: 0, failed: 1, skipped: 0, note: 'its runner left no report' };
  if (counts.passed + counts.failed === 0) return { name, ...counts, failed: 1, note: 'it looked at nothing' };
  if (code !== 0 && counts.failed === 0) {
    return { name, ...counts, failed: 1, note: 'its runner failed outside the tests' };
  }
  return { name, ...counts };
}

export function skippedStage(name: string, note: string): StageResult {
  return { name, passed: 0, failed: 0, skipped: 1, note };
}

/** A stage that broke instead of answering. */
export function failedStage(name: string, error: unknown): StageResult {
  return { name, passed: 0, failed: 1, skipped: 0, note: error instanceof Error ? error.message : String(error) };
}

/** Where a runner is to leave its report: an absolute path at which nothing stands yet. */
export function freshReportPath(name: string): string {
  const path = join(ROOT, '.cache', 'test', `${name}.json`);
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { force: true });
  return path;
}

/** The report as JSON, or undefined when the runner died before it wrote one. */
export function readReport(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** The last line of a run: `N passed, N failed, N skipped`. */
export function closingLine(results: readonly Counts[]): string {
  const sum = (of: keyof Counts): number => results.reduce((total, result) => total + result[of], 0);
  return `${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`;
}
