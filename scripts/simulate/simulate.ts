/**
 * Desks, hubs, network and clocks in one process, from a seed: loss, duplication, reordering, partitions, crashes between
 * any two writes, wrong clocks, restored backups. Real deciders, real SQLite at the desks, the real push and pull.
 */
import { pullRequest, pullResponse, pushRequest, pushResponse } from '../../contract/hub-protocol/envelopes.ts';
import { transaction } from '../../db/open/database.ts';
import { heldStreams } from '../../db/queries/held-events.ts';
import { getHubLink } from '../../db/queries/hub-link.ts';
import { findInOutbox, tellAgainFrom } from '../../db/queries/outbox.ts';
import { defaultCalendar } from '../../domain/policy/calendars/default.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/kernel/units.ts';
import { pack } from '../../domain/cases/testing/filing.ts';
import { NOW } from '../../domain/testing/given.ts';
import { applyEvents } from '../../desk/sync/apply-events.ts';
import { applyOutcomes } from '../../desk/sync/apply-outcomes.ts';
import { applyPage } from '../../desk/sync/apply-page.ts';
import { nextPush } from '../../desk/sync/next-push.ts';
import { wireEvent, wirePull, wirePush } from '../../hub/api/wire.ts';
import { acceptPush } from '../../hub/commands/accept-push.ts';
import type { PushAnswer } from '../../hub/commands/accept-push.ts';
import type { AuthorityContext } from '../../hub/commands/judge.ts';
import { chanceOf } from '../torture/random.ts';
import type { Chance } from '../torture/random.ts';
import { act } from './acts.ts';
import type { Ledger } from './acts.ts';
import { broken } from './invariants.ts';
import type { Beginning } from './people-and-orders.ts';
import { Crash, simulatedDesk } from './simulated-desk.ts';
import type { SimulatedDesk } from './simulated-desk.ts';
import { believe, slowFeed } from './slow-feed.ts';
import type { HubFault, SlowFeed } from './slow-feed.ts';

export interface SimulationOptions {
  readonly seed: number;
  readonly desks: number;
  /** Hubs on one store, whose clocks are not quite the same; a message reaches any of them. One where it is left out. */
  readonly hubs?: number;
  readonly steps: number;
  readonly fault?: HubFault | null;
}

export interface SimulationResult {
  readonly seed: number;
  /** What does not hold, in words; empty where everything does. */
  readonly broken: readonly string[];
  readonly commands: number;
  readonly events: number;
  readonly rejected: number;
  readonly crashes: number;
}

/** What is on its way: to the hub, or back. */
interface Letter {
  readonly desk: SimulatedDesk;
  readonly life: number;
  /** Runs at the hub, and answers what runs at the desk. */
  readonly deliver: () => Promise<() => void>;
}

interface Run {
  readonly chance: Chance;
  readonly clock: { now: number };
  readonly desks: readonly SimulatedDesk[];
  readonly feed: SlowFeed;
  readonly hubKey: AuthorityContext['hubKey'];
  readonly hubs: readonly AuthorityContext[];
  readonly ledger: Ledger;
  readonly orders: Beginning['orders'];
  letters: Letter[];
  answers: { readonly desk: SimulatedDesk; readonly life: number; readonly apply: () => void }[];
  crashes: number;
  epochs: number;
}

/** Clocks of machines that are kept right by the same server are not the same. */
const HUB_SKEWS_MS = [0, 700, -1_800];

/** Whichever a message reaches; of one alone no chance is drawn. */
function anyHub({ hubs, chance }: Run): AuthorityContext {
  const [only] = hubs;
  return hubs.length === 1 && only !== undefined ? only : chance.pick(hubs);
}

export async function simulate(beginning: Beginning, options: SimulationOptions): Promise<SimulationResult> {
  const run = await beginRun(beginning, options);
  for (let step = 0; step < options.steps; step += 1) await takeStep(run);
  const unsettled = await settle(run);
  const found = await broken(run, unsettled);
  const { commands, events, rejected } = found;
  for (const { command } of run.desks) command.db.close();
  return { seed: options.seed, broken: found.broken, commands, events, rejected, crashes: run.crashes };
}

async function beginRun(
  beginning: Beginning,
  { seed, desks: count, hubs = 1, fault = null }: SimulationOptions,
): Promise<Run> {
  const clock = { now: NOW };
  const chance = chanceOf(seed);
  const feed = slowFeed(fault);
  await beginning.fillHub(feed.store);
  const desks: SimulatedDesk[] = [];
  for (let number = 1; number <= count; number += 1) {
    const desk = await simulatedDesk(beginning, clock, `desk-${number}`);
    desk.skewMs = chance.pick([0, 0, 0, MINUTE_MS, -2 * MINUTE_MS, 3 * HOUR_MS, -DAY_MS]);
    await enrolAtHub(feed, desk, `epoch-desk-${number}`, beginning);
    desks.push(desk);
  }
  return {
    chance,
    clock,
    desks,
    feed,
    orders: beginning.orders,
    letters: [],
    answers: [],
    crashes: 0,
    epochs: 0,
    ledger: { notes: new Map(), executed: 0 },
    hubKey: beginning.hubKey,
    hubs: Array.from({ length: hubs }, (_, number) => ({
      hubKey: beginning.hubKey,
      now: () => clock.now + (HUB_SKEWS_MS[number % HUB_SKEWS_MS.length] ?? 0),
      packAt: () => pack,
      calendar: defaultCalendar,
      failed: (type: string, error: unknown) => {
        throw new Error(`the decider of ${type} threw`, { cause: error });
      },
    })),
  };
}

async function enrolAtHub({ store }: SlowFeed, { deskId }: SimulatedDesk, epoch: string, { hubKey }: Beginning) {
  const key = { signingKey: hubKey, revokedAt: null, mayBringUntil: null, roles: [], days: null, sealingKey: null };
  await store.putDesk({ deskId, name: deskId, epoch, nextSeq: 1, scope: 'all', ...key });
}

async function takeStep(run: Run): Promise<void> {
  const { chance, clock, desks } = run;
  const desk = chance.pick(desks);
  clock.now += chance.between(0, 20_000);
  const dice = chance.between(0, 100);
  if (dice < 40) return surviving(run, desk, () => act(desk, run));
  if (dice < 52) {
    sendPush(run, desk, 1 + chance.between(0, 20));
    return;
  }
  if (dice < 62) return sendPull(run, desk, 1 + chance.between(0, 30));
  if (dice < 80) return deliverLetter(run);
  if (dice < 92) return deliverAnswer(run);
  if (dice < 94) desk.isCutOff = !desk.isCutOff;
  else if (dice < 96) desk.crashIn = 1 + chance.between(0, 12);
  else if (dice < 97) run.feed.holdNext();
  else if (dice < 98) run.feed.endAll();
  else if (dice < 99) run.feed.dieNext();
  else rareStep(run, desk);
}

function rareStep(run: Run, desk: SimulatedDesk): void {
  const { chance, clock, ledger } = run;
  const dice = chance.between(0, 3);
  if (dice === 0) clock.now += chance.pick([HOUR_MS, DAY_MS]);
  if (dice === 1) desk.backUp();
  if (dice !== 2 || !desk.restore()) return;
  run.crashes += 1;
  // What was not told before the disk was lost is lost with it; what was told comes back with a pull.
  for (const [noteId, { deskId, commandId }] of ledger.notes) {
    if (deskId === desk.deskId && findInOutbox(desk.command.db, commandId) === null) ledger.notes.delete(noteId);
  }
}

/** What a desk does; where it dies in the middle, it starts again with what it had committed. */
function surviving(run: Run, desk: SimulatedDesk, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    run.crashes += 1;
    desk.restart();
  }
}

function sendPush(run: Run, desk: SimulatedDesk, limit: number): boolean {
  const next = nextPush(desk.command.db, desk.command.now(), limit);
  if (next === null) return false;
  const body = JSON.stringify(next);
  const { feed } = run;
  run.letters.push({
    desk,
    life: desk.life,
    deliver: async () => {
      const context = anyHub(run);
      const request = pushRequest.parse(JSON.parse(body));
      believe(request.commands[0]?.seq ?? 1);
      const answer = await acceptPush(context, feed.store, { deskId: desk.deskId, request });
      if ('refused' in answer) return refusedWith(run, desk, { ...answer, epoch: next.epoch });
      const text = JSON.stringify(wirePush(answer, context.now()));
      return () => {
        const { outcomes } = pushResponse.parse(JSON.parse(text));
        const { command } = desk;
        transaction(command.db, () => applyOutcomes(command, outcomes, command.now()));
      };
    },
  });
  return true;
}

type PushRefused = Extract<PushAnswer, { refused: string }> & { readonly epoch: string };

/** A desk that was restored is enrolled anew, where it has not been already; one that was answered too soon tells it again. */
function refusedWith(run: Run, desk: SimulatedDesk, answer: PushRefused): () => void {
  const { refused } = answer;
  if ('expectedSeq' in answer) {
    return () => {
      const { db } = desk.command;
      transaction(db, () => tellAgainFrom(db, (getHubLink(db)?.seqBase ?? 0) + answer.expectedSeq));
    };
  }
  if (refused !== 'desk_restored' && refused !== 'epoch_over') throw new Error(`a push was refused: ${refused}`);
  return () => {
    if (getHubLink(desk.command.db)?.epoch !== answer.epoch) return;
    run.epochs += 1;
    const epoch = `epoch-${run.epochs}`;
    const { deskId } = desk;
    const key = {
      signingKey: run.hubKey,
      revokedAt: null,
      mayBringUntil: null,
      roles: [],
      days: null,
      sealingKey: null,
    };
    desk.enrol(epoch);
    // Written to memory at once, before anything else happens.
    run.feed.store.putDesk({ deskId, name: deskId, epoch, nextSeq: 1, scope: 'all', ...key }).catch(() => undefined);
  };
}

function sendPull(run: Run, desk: SimulatedDesk, limit: number): void {
  const cursor = getHubLink(desk.command.db)?.cursor ?? null;
  run.letters.push({
    desk,
    life: desk.life,
    deliver: async () => {
      const asked = pullRequest.parse({ protocolVersion: 1, cursor, limit });
      const page = await run.feed.store.pull(desk.deskId, asked.cursor, asked.limit, run.clock.now);
      const text = JSON.stringify(wirePull(page, run.clock.now));
      return () => {
        // Two answers may come in the wrong order: an older one would lead back.
        if ((getHubLink(desk.command.db)?.cursor ?? null) !== cursor) return;
        applyPage(desk.command, pullResponse.parse(JSON.parse(text)), desk.command.now(), (stream, error) => {
          throw error instanceof Crash ? error : new Error(`${stream} could not be applied`, { cause: error });
        });
      };
    },
  });
}

async function deliverLetter(run: Run): Promise<void> {
  const { chance, letters } = run;
  if (letters.length === 0) return;
  const at = chance.between(0, letters.length);
  const letter = letters[at];
  if (letter === undefined) return;
  const isTwice = chance.percent(15);
  if (!isTwice) letters.splice(at, 1);
  if (letter.desk.isCutOff || chance.percent(10)) return;
  try {
    const apply = await letter.deliver();
    if (!chance.percent(10)) run.answers.push({ desk: letter.desk, life: letter.life, apply });
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    run.crashes += 1;
  }
}

function deliverAnswer(run: Run): void {
  const { chance, answers } = run;
  if (answers.length === 0) return;
  const [answer] = answers.splice(chance.between(0, answers.length), 1);
  if (answer === undefined || answer.desk.isCutOff || answer.life !== answer.desk.life) return;
  surviving(run, answer.desk, answer.apply);
}

/** The network heals, everybody comes back, and everything is told. Answers what did not come to rest. */
async function settle(run: Run): Promise<string[]> {
  run.feed.endAll();
  for (const desk of run.desks) {
    desk.isCutOff = false;
    desk.crashIn = 0;
  }
  for (let round = 0; round < 40; round += 1) {
    let isMoving = false;
    for (const desk of run.desks) {
      if (sendPush(run, desk, 25)) isMoving = true;
      sendPull(run, desk, 40);
      const before = getHubLink(desk.command.db)?.cursor;
      for (const { deliver } of run.letters) (await deliver())();
      run.letters = [];
      run.answers = [];
      await fillGaps(run, desk);
      if (getHubLink(desk.command.db)?.cursor !== before) isMoving = true;
    }
    if (!isMoving && round > 1) return [];
  }
  return ['the desks did not come to rest'];
}

async function fillGaps({ feed }: Run, { deskId, command }: SimulatedDesk): Promise<void> {
  const streams = heldStreams(command.db, 'gap');
  if (streams.length === 0) return;
  const events = (await feed.store.wholeStreams(deskId, streams)).map(wireEvent);
  transaction(command.db, () => applyEvents(command, events, command.now()));
}
