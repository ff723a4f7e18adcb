import { parseArgs } from 'node:util';
import { build } from 'vite';
import { isFresh } from './build/freshness.ts';
import { packageForLinux } from './build/package.ts';
import { TARGETS, viteConfig } from './build/targets.ts';
import type { Target } from './build/targets.ts';

/**
 * `npm run build [-- --only=renderer,preload] [--if-stale] [--package]`: builds into `dist`, and with `--package` makes the Linux
 * application folder in `release`. The browser host and the command line run from their sources and need only the renderer.
 */
const { values } = parseArgs({
  options: { only: { type: 'string' }, 'if-stale': { type: 'boolean' }, package: { type: 'boolean' } },
});
const wanted = values.only?.split(',') ?? [...TARGETS];
const unknown = wanted.filter((name) => !isTarget(name));
if (unknown.length > 0) {
  console.error(`--only knows ${TARGETS.join(', ')}, not ${unknown.join(', ')}.`);
  process.exit(2);
}
for (const target of wanted.filter(isTarget)) {
  if (values['if-stale'] === true && isFresh(target)) continue;
  const startedAt = performance.now();
  try {
    await build(viteConfig(target));
  } catch (error) {
    console.error(`${target} was not built. ${error instanceof Error ? error.message : ''}`);
    process.exit(1);
  }
  console.log(`built ${target} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}
if (values.package === true) await packageForLinux();

function isTarget(name: string): name is Target {
  return TARGETS.some((target) => target === name);
}
