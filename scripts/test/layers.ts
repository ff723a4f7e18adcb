import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import type { ICruiseOptions } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';

const RULES = fileURLToPath(new URL('../../.dependency-cruiser.cjs', import.meta.url));
const FOLDERS = ['domain', 'contract', 'db', 'desk', 'electron', 'renderer', 'hub', 'scripts', 'e2e'];

export interface LayersReport {
  readonly modules: number;
  readonly dependencies: number;
  /** `rule: from -> to`, one for each import that points the wrong way. */
  readonly violations: readonly string[];
}

/** Follows every import under `root` (a checkout, or a folder laid out like one) and holds it against .dependency-cruiser.cjs. */
export async function checkLayers(root: string): Promise<LayersReport> {
  const options: ICruiseOptions = { ...(await extractDepcruiseOptions(RULES)), baseDir: root, validate: true };
  const folders = FOLDERS.filter((folder) => existsSync(join(root, folder)));
  const { output } = await cruise(folders, options);
  if (typeof output === 'string') throw new TypeError('dependency-cruiser gave text where a result was expected');
  const { modules, summary } = output;
  return {
    modules: modules.filter(({ source }) => folders.some((folder) => source.startsWith(`${folder}/`))).length,
    dependencies: summary.totalDependenciesCruised ?? 0,
    violations: summary.violations.map(({ rule, from, to, cycle }) => {
      const way = cycle ? cycle.map(({ name }) => name).join(' -> ') : to;
      return `${rule.name}: ${from} -> ${way}`;
    }),
  };
}
