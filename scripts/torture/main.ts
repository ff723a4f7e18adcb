/**
 * `npm run torture -- --minutes M [--seed S] [--round N] [--only PART] [--json] [--report FILE]`: hurts a desk that is at work, opens it again and looks
 * for anything that was acknowledged and is lost, or is only half there. One line a round; the same seed hurts alike.
 * With `--json` the closing summary is JSON on standard output and the rounds go to standard error; `--report FILE` leaves it there.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { HARMS } from './harms/index.ts';
import { mayMount, mountMemory, unmountAll, unmountUnder } from './mounts.ts';
import { chanceOf } from './random.ts';
import type { Harm, RoundResult } from './round.ts';
import { refusalsIn, summaryOf } from './summary.ts';
import type { Round } from './summary.ts';
import { buildTemplate, copyFolder } from './template.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string' },
    only: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
    report: { type: 'string' },
    round: { type: 'string' },
  },
});
const minutes = Number(values.minutes);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
if (!(minutes > 0) || !Number.isInteger(seed)) {
  process.stderr.write(
    'npm run torture -- --minutes M [--seed S] [--round N] [--only PART] [--json] [--report FILE]\n',
  );
  process.exit(2);
}
const say = (line: string): void => void (values.json ? process.stderr : process.stdout).write(`${line}\n`);

const workDir = mkdtempSync(join(tmpdir(), 'chedan-torture-'));
process.once('exit', () => {
  unmountAll();
  rmSync(workDir, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const chosen = HARMS.filter(({ name }) => name.includes(values.only));
const possible = chosen.filter((harm) => harm.missing() === null);
const leftOut = chosen.flatMap((harm) => {
  const why = harm.missing();
  return why === null ? [] : [{ name: harm.name, why }];
});
say(`seed ${seed}, ${minutes} minutes`);
for (const { name, why } of leftOut) say(`- ${name}: left out, ${why}`);

// Nothing here asks for a real disk: what is lost with power is said by the harness, and memory takes more rounds a minute.
if (mayMount()) mountMemory(workDir, '1g');
const template = await buildTemplate(workDir);
const rounds: Round[] = [];
const endsAt = Date.now() + minutes * 60_000;
const first = Number(values.round ?? 0);
for (let number = first; possible.length > 0 && Date.now() < endsAt; number += 1) {
  if (values.round !== undefined && number > first) break;
  const harm = possible[number % possible.length];
  if (harm !== undefined) rounds.push(await play(harm, number));
}
const summary = summaryOf({ seed, minutes, rounds, leftOut });
say(summary.words.join('\n'));
if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(summary.figures));
if (values.json) process.stdout.write(`${JSON.stringify(summary.figures, null, 2)}\n`);
process.exit(rounds.length > 0 && rounds.every(({ problems }) => problems.length === 0) ? 0 : 1);

async function play(harm: Harm, number: number): Promise<Round> {
  const roundSeed = seed * 10_000 + number;
  const folder = join(workDir, `round-${roundSeed}`);
  const scratch = join(folder, 'scratch');
  const dataDir = join(folder, 'data');
  mkdirSync(scratch, { recursive: true });
  copyFolder(template, dataDir);
  const begunAt = Date.now();
  const filesDir = join(workDir, 'files');
  const result = await harm
    .run({ dataDir, scratch, filesDir, template }, chanceOf(roundSeed), roundSeed)
    .catch((error: unknown): RoundResult => {
      const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { journal: [], harm: 'the round broke', problems: [what] };
    });
  unmountUnder(folder);
  rmSync(folder, { recursive: true, force: true });
  const round = { ...result, name: harm.name, seed: roundSeed, ms: Date.now() - begunAt };
  const refused = refusalsIn(round.journal);
  say(
    `${result.problems.length === 0 ? '✓' : '✗'} ${harm.name}: ${result.harm}${refused === '' ? '' : `; told: ${refused}`} (${(round.ms / 1000).toFixed(1)} s)`,
  );
  if (result.problems.length > 0) say(`    this round again: npm run torture -- --seed ${seed} --round ${number}`);
  for (const problem of result.problems) say(`    ${problem}`);
  return round;
}
