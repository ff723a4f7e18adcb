import { requireNode, runHere } from './launch/node.mjs';

/** `node scripts/run.mjs FILE.ts ARGUMENTS…`: runs a TypeScript file on a Node that can, whichever one this is. */
const [file, ...args] = process.argv.slice(2);
if (file === undefined) {
  console.error('node scripts/run.mjs FILE.ts ARGUMENTS…');
  process.exit(2);
}
process.exitCode = await runHere(requireNode(), [file, ...args]);
