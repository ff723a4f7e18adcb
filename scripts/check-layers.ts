import { fileURLToPath } from 'node:url';
import { checkLayers } from './test/layers.ts';

const { modules, dependencies, violations } = await checkLayers(fileURLToPath(new URL('..', import.meta.url)));

for (const violation of violations) console.error(violation);
console.log(`${modules} modules, ${dependencies} imports, ${violations.length} against the direction`);
if (modules === 0 || dependencies === 0)
  console.error('Nothing was looked at: is @swc/core installed for this platform?');
if (modules === 0 || dependencies === 0 || violations.length > 0) process.exitCode = 1;
