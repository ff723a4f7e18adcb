/**
 * `npm run kill-loop -- [--minutes 5] [--seed S] [--json] [--report FILE]`: three desks and two hubs, each a process, on one
 * PostgreSQL, over a line that cuts, delays, truncates and doubles. Desks, hubs and PostgreSQL are killed in a loop. Afterwards
 * every acknowledged note must be at the hub and on every desk, once, and all desks must agree.
 */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openDeskDb } from '../../db/open/open-desk-db.ts';
import { TEST_KEYS } from '../../db/testing/temporary-db.ts';
import { chanceOf } from '../torture/random.ts';
import { badLine } from './bad-line.ts';
import { openHubs } from './hubs.ts';
import { killedProcess } from './killed.ts';
import type { Killed } from './killed.ts';
import { prepareDesk } from './prepare-desk.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string' },
    json: { type: 'boolean', default: false },
    report: { type: 'string' },
  },
});
const minutes = Number(values.minutes);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
if (!(minutes > 0) || !Number.isInteger(seed)) {
  process.stderr.write('npm run kill-loop -- [--minutes 5] [--seed S] [--json] [--report FILE]\n');
  process.exit(2);
}
const say = (line: string): void => void (values.json ? process.stderr : process.stdout).write(`${line}\n`);
const PEOPLE = ['agent1', 'agent2', 'clerk1'] as const;
const SETTLE_MS = 120_000;

const workDir = mkdtempSync(join(tmpdir(), 'chedan-kill-loop-'));
// Root's database runs as somebody else, who has to pass through.
chmodSync(workDir, 0o711);
const chance = chanceOf(seed);
say(`seed ${seed}, ${minutes} minutes`);
const hubs = await openHubs(workDir, PEOPLE);
const line = await badLine(chance, hubs.ports);
const acknowledged = new Set<string>();
const faults: string[] = [];
const states = new Map<string, { waiting: number; pending: number; gaps: number; inStepAt: number | null }>();
const desks: { readonly name: string; readonly dataDir: string; readonly process: Killed }[] = [];
for (const [index, name] of PEOPLE.entries()) {
  const dataDir = join(workDir, `desk-${name}`);
  const userId = await prepareDesk({ dataDir, hub: hubs, lineUrl: line.url, login: name });
  const args = [join(import.meta.dirname, 'loop-desk.ts'), dataDir, userId, String(seed + index)];
  desks.push({
    name,
    dataDir,
    process: killedProcess(args, {}, (text) => {
      const said = JSON.parse(text) as { note?: string; failed?: string; error?: string; waiting?: number };
      if (said.note !== undefined) acknowledged.add(said.note);
      if (said.failed !== undefined) faults.push(`${name}: ${said.failed}: ${said.error}`);
      if (said.waiting !== undefined) states.set(name, said as never);
    }),
  });
}
for (const desk of desks) desk.process.start();

const kills = { desk: 0, hub: 0, database: 0 };
for (const end = Date.now() + minutes * 60_000; Date.now() < end;) {
  await wait(chance.between(300, 2_500));
  const dice = chance.between(0, 100);
  if (dice < 55) {
    const desk = chance.pick(desks);
    await desk.process.kill();
    kills.desk += 1;
    await wait(chance.between(0, 800));
    desk.process.start();
  } else if (dice < 85) {
    await hubs.killOne(chance.between(0, 2));
    kills.hub += 1;
  } else if (dice < 93) {
    await hubs.killDatabase();
    kills.database += 1;
  } else {
    line.cut(true);
    await wait(chance.between(500, 4_000));
    line.cut(false);
  }
}

line.heal();
await hubs.ready();
for (const desk of desks) {
  if (!desk.process.isRunning()) desk.process.start();
  desk.process.tell('stop');
}
/** Everybody has told everything, and has pulled once more since. */
const areInStep = (since: number): boolean =>
  desks.every(({ name }) => {
    const state = states.get(name);
    return state?.waiting === 0 && state.pending === 0 && state.gaps === 0 && (state.inStepAt ?? 0) > since;
  });
states.clear();
const settledBy = Date.now() + SETTLE_MS;
let toldAt = Number.POSITIVE_INFINITY;
while (!areInStep(toldAt) && Date.now() < settledBy) {
  await wait(300);
  if (toldAt < Number.POSITIVE_INFINITY || !areInStep(0)) continue;
  toldAt = Date.now();
  for (const desk of desks) desk.process.tell('look once more');
}
if (!areInStep(toldAt)) faults.push(`the desks did not come into step: ${JSON.stringify([...states])}`);
for (const desk of desks) await desk.process.kill();

const here = desks.map(({ name, dataDir }) => ({ name, found: eventsIn(dataDir) }));
const hub = await hubs.events();
for (const { name, found } of here) {
  const { notes, events } = found;
  const missing = [...acknowledged].filter((note) => (notes.get(note) ?? 0) !== 1);
  if (missing.length > 0)
    faults.push(`${name} has ${missing.length} of ${acknowledged.size} acknowledged notes not just once`);
  const differing = [...hub].filter(([id, text]) => events.get(id) !== text).length + (events.size - hub.size);
  if (differing !== 0) faults.push(`${name} differs from the hub in ${differing} of ${hub.size} events`);
}
const commands = await hubs.commands();
await line.close();
await hubs.close();
if (faults.length === 0) rmSync(workDir, { recursive: true, force: true });

const summary = {
  passed: faults.length === 0 ? 1 : 0,
  failed: faults.length === 0 ? 0 : 1,
  seed,
  minutes,
  acknowledged: acknowledged.size,
  commands,
  events: hub.size,
  kills,
  line: line.counts,
  faults,
};
if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(summary));
if (values.json) process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
else {
  say(
    `${acknowledged.size} acknowledged notes, ${commands} commands, ${hub.size} events; killed ${kills.desk} desks, ${kills.hub} hubs, ${kills.database} databases; line ${JSON.stringify(line.counts)}`,
  );
  for (const fault of faults) say(`FAULT ${fault}`);
}
process.exit(faults.length === 0 ? 0 : 1);

/** The confirmed events of a desk, by id, and how often each note is there. */
function eventsIn(dataDir: string): { notes: Map<string, number>; events: Map<string, string> } {
  const opened = openDeskDb({ dataDir, keys: TEST_KEYS, now: Date.now() });
  if (!opened.ok) throw new Error(opened.refusal.code);
  const rows = opened.value.db.all<{ id: string; stream: string; version: number; type: string; data: string }>(
    'SELECT event_id AS id, stream, version, type, data FROM event',
  );
  opened.value.db.close();
  const notes = new Map<string, number>();
  for (const { type, data } of rows) {
    if (type !== 'NoteAdded') continue;
    const { noteId } = JSON.parse(data) as { noteId: string };
    notes.set(noteId, (notes.get(noteId) ?? 0) + 1);
  }
  return { notes, events: new Map(rows.map((row) => [row.id, `${row.stream} ${row.version} ${row.type}`])) };
}
