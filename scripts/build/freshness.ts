import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, SOURCES, outputDir } from './targets.ts';
import type { Target } from './targets.ts';

/** Changes to these concern every target. */
const ALWAYS = ['package.json', 'scripts/build'];
const MARK: Readonly<Record<Target, string>> = {
  'electron-main': 'index.cjs',
  preload: 'index.cjs',
  'desk-process': 'index.cjs',
  renderer: 'index.html',
};

/** Whether a target was built after the last change to what it is built from. */
export function isFresh(target: Target): boolean {
  const built = join(outputDir(target), MARK[target]);
  if (!existsSync(built)) return false;
  const builtAt = statSync(built).mtimeMs;
  return [...SOURCES[target], ...ALWAYS].every((path) => newestChange(join(ROOT, path)) <= builtAt);
}

/** UTC milliseconds of the newest file under a path; folders count too, so that a removed file shows. Tests are not built. */
function newestChange(path: string): number {
  if (!existsSync(path)) return 0;
  const stats = statSync(path);
  if (!stats.isDirectory()) return /\.test\.tsx?$/.test(path) ? 0 : stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}
