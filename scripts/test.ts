import { parseArgs } from 'node:util';
import { chromiumStage, electronStage } from './test/e2e-stages.ts';
import { closingLine, failedStage, skippedStage } from './test/stage.ts';
import type { Stage, StageResult } from './test/stage.ts';
import { packageStage } from './test/package-stage.ts';
import { buildStage, staticStages } from './test/static-stages.ts';
import { killLoopStage } from './test/kill-loop-stage.ts';
import { simulationStage } from './test/simulation-stage.ts';
import { tortureStage } from './test/torture-stage.ts';
import { unitStage } from './test/unit-stage.ts';

/** `npm test [-- --only=static,unit,simulation,killloop,torture,e2e,chromium,electron]`: everything, or the parts that are named. */
const PARTS = ['static', 'unit', 'simulation', 'killloop', 'torture', 'e2e', 'chromium', 'electron'] as const;
type Part = (typeof PARTS)[number];

const startedAt = performance.now();
const results: StageResult[] = [];
const parts = chosenParts();
const e2e = [
  ...(parts.has('e2e') || parts.has('chromium') ? [chromiumStage()] : []),
  ...(parts.has('e2e') || parts.has('electron') ? [packageStage(), electronStage()] : []),
];

const built = e2e.length === 0 || (await runStage(buildStage()));
if (parts.has('static')) await runTwoAtATime(staticStages());
if (parts.has('unit')) await runStage(unitStage());
if (parts.has('simulation')) await runStage(simulationStage());
if (parts.has('killloop')) await runStage(killLoopStage());
if (parts.has('torture')) await runStage(tortureStage());
for (const stage of e2e) {
  if (built) await runStage(stage);
  else results.push(skippedStage(stage.name, 'there is no build to test'));
}
summarise();

function chosenParts(): ReadonlySet<Part> {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  if (values.only === undefined) return new Set(['static', 'unit', 'simulation', 'killloop', 'torture', 'e2e']);
  const names = values.only.split(',');
  const known = names.filter((name): name is Part => PARTS.some((part) => part === name));
  if (known.length < names.length) {
    console.error(`--only takes ${PARTS.join(', ')}, separated by commas.`);
    process.exit(2);
  }
  return new Set(known);
}

/** The checks do not touch one another's files, and two cores carry two of them. */
async function runTwoAtATime(stages: readonly Stage[]): Promise<void> {
  const waiting = [...stages];
  const worker = async (): Promise<void> => {
    for (let stage = waiting.shift(); stage !== undefined; stage = waiting.shift()) await runStage(stage);
  };
  await Promise.all([worker(), worker()]);
}

/** @returns whether nothing failed. */
async function runStage(stage: Stage): Promise<boolean> {
  const begunAt = performance.now();
  console.log(`… ${stage.name}`);
  const result = await stage.run().catch((error: unknown) => failedStage(stage.name, error));
  const seconds = ((performance.now() - begunAt) / 1000).toFixed(1);
  console.log(`${mark(result)} ${stage.name}, ${seconds} s`);
  results.push(result);
  return result.failed === 0;
}

function mark({ passed, failed }: StageResult): string {
  if (failed > 0) return '✗';
  return passed > 0 ? '✓' : '-';
}

function summarise(): void {
  console.log(`\nAll stages, ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  for (const result of results) {
    const note = result.note === undefined ? '' : `: ${result.note}`;
    console.log(`${mark(result)} ${result.name} (${closingLine([result])})${note}`);
  }
  for (const failure of results.flatMap(({ failures = [] }) => failures)) console.log(`FAILED: ${failure}`);
  for (const { name, passed, skipped, note } of results) {
    if (passed === 0 && skipped > 0) console.log(`SKIPPED: ${name}: ${note ?? 'every test is marked so'}`);
  }
  console.log(closingLine(results));
  process.exitCode = results.length > 0 && results.every(({ failed }) => failed === 0) ? 0 : 1;
}
