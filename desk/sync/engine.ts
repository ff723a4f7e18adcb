/**
 * Keeps a desk in step with its hub, in the background: tells what waits, pulls what is new, fills gaps, and begins anew
 * whenever the line is back. Nothing that a person does waits for it.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { transaction } from '../../db/open/database.ts';
import { databaseRefusal } from '../../db/open/errors.ts';
import { heldStreams } from '../../db/queries/held-events.ts';
import { getHubLink } from '../../db/queries/hub-link.ts';
import { parkedCommands, tellAgainFrom } from '../../db/queries/outbox.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { CommandDesk } from '../commands/execute.ts';
import { applyEvents } from './apply-events.ts';
import { applyOutcomes } from './apply-outcomes.ts';
import { applyHeld } from './apply-page.ts';
import type { EvidenceStore } from '../services/evidence-store.ts';
import { enrolAgain } from './enrol.ts';
import { HubRefused, HubUnreachable } from './hub-client.ts';
import type { HubClient } from './hub-client.ts';
import { nextPush } from './next-push.ts';
import { pullAll } from './pull-all.ts';
import { evidenceSender } from './send-evidence.ts';

/** How things stand with the hub. `blocked`: it serves this desk no more as it is, and `refused` says why. */
export interface SyncState {
  readonly line: 'online' | 'offline' | 'blocked';
  readonly refused: string | null;
  /** When everything had been told and pulled for the last time. */
  readonly inStepAt: UtcMs | null;
}

export interface SyncDeps {
  readonly desk: () => CommandDesk;
  readonly client: HubClient;
  readonly files: Pick<EvidenceStore, 'get'>;
  readonly now: () => UtcMs;
  /** Told which streams changed, and that the state of things did. */
  readonly changed: (streams: ReadonlySet<StreamId>) => void;
  /** Told of what could not be applied, by its stream and the exception. */
  readonly failed: (stream: string, error: unknown) => void;
}

export interface SyncEngine {
  state(): SyncState;
  /** There is something to tell. */
  wake(): void;
  /** One whole exchange, now. Throws where the hub is not reached, or refuses. */
  exchange(): Promise<void>;
  stop(): Promise<void>;
}

const ASKED_AT_ONCE = 100;
/** Without being told of anything, a desk looks this often. */
const LOOK_EVERY_MS = 15_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/** The hub will say the same again, whatever this desk does by itself. */
const BLOCKING: ReadonlySet<string> = new Set([
  'desk_revoked',
  'desk_unknown',
  'signature_wrong',
  'desk_too_old',
  'desk_too_new',
]);

export function startSync(deps: SyncDeps): SyncEngine {
  const { desk, client, now, changed } = deps;
  const stopping = new AbortController();
  let state: SyncState = { line: 'offline', refused: null, inStepAt: null };
  let wakeUp: () => void = () => undefined;
  let endSleep: () => void = () => undefined;
  let isWoken = true;

  const become = (next: Partial<SyncState>): void => {
    const before = state;
    state = { ...state, ...next };
    if (before.line !== state.line || before.refused !== state.refused) changed(new Set());
  };
  const wake = (): void => {
    isWoken = true;
    wakeUp();
  };

  const sender = evidenceSender({ db: () => desk().db, client, files: deps.files });
  const exchange = async (): Promise<void> => {
    sender.beginAnew();
    do {
      await tellAndPull(deps);
      become({ line: 'online', refused: null, inStepAt: now() });
    } while (!stopping.signal.aborted && (await sender.sendPart()));
  };
  const keepInStep = async (): Promise<void> => {
    let pause = FIRST_WAIT_MS;
    let isHeldTried = false;
    while (!stopping.signal.aborted) {
      isWoken = false;
      try {
        if (!isHeldTried) changed(applyHeld(desk(), now()));
        isHeldTried = true;
        await exchange();
        pause = FIRST_WAIT_MS;
      } catch (error) {
        pause = Math.min(pause * 2, LONGEST_WAIT_MS);
        await giveWay(error);
        await sleep(jittered(pause), false);
        continue;
      }
      await sleep(LOOK_EVERY_MS, true);
    }
  };

  /** What a failed exchange says of the line; a desk that was restored counts anew. */
  const giveWay = async (problem: unknown): Promise<void> => {
    if (problem instanceof HubUnreachable) return become({ line: 'offline', refused: null });
    if (!(problem instanceof HubRefused)) {
      // A disk that gave out is tried again; anything else is a bug, and is told.
      if (databaseRefusal(problem) === null) deps.failed('exchange', problem);
      return;
    }
    if (problem.code === 'desk_restored' || problem.code === 'epoch_over') {
      return countAnew();
    }
    if (problem.code === 'out_of_order' && problem.expectedSeq !== null) {
      const { db } = desk();
      const seq = (getHubLink(db)?.seqBase ?? 0) + problem.expectedSeq;
      transaction(db, () => tellAgainFrom(db, seq));
      return;
    }
    become({ line: BLOCKING.has(problem.code) ? 'blocked' : 'online', refused: problem.code });
  };

  const countAnew = async (): Promise<void> => {
    try {
      await enrolAgain(desk().db, client);
    } catch {
      become({ line: 'offline' });
    }
  };

  const sleep = async (ms: number, mayWake: boolean): Promise<void> => {
    if (mayWake && isWoken) return;
    if (stopping.signal.aborted) return;
    // Not `AbortSignal.any`: the Node of an older Electron lacks it.
    const sleeping = new AbortController();
    endSleep = () => sleeping.abort();
    wakeUp = mayWake ? endSleep : () => undefined;
    await wait(ms, null, { signal: sleeping.signal }).catch(() => null);
    wakeUp = () => undefined;
  };

  const listen = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await client.changes(wake, stopping.signal).catch(() => null);
      await wait(jittered(2_000), null, { signal: stopping.signal }).catch(() => null);
    }
  };

  const running = Promise.all([keepInStep(), listen()]);
  return {
    state: () => state,
    wake,
    exchange,
    stop: async () => {
      stopping.abort();
      endSleep();
      await running;
    },
  };
}

async function tellAndPull(deps: SyncDeps): Promise<void> {
  const { desk, client, now, changed } = deps;
  await pullAll(deps);
  for (let next = nextPush(desk().db, now()); next !== null; next = nextPush(desk().db, now())) {
    const { outcomes } = await client.push(next);
    changed(transaction(desk().db, () => applyOutcomes(desk(), outcomes, now())));
  }
  const parked = parkedCommands(desk().db, ASKED_AT_ONCE);
  if (parked.length > 0) {
    const { outcomes } = await client.outcomes(parked);
    changed(transaction(desk().db, () => applyOutcomes(desk(), outcomes, now())));
  }
  await pullAll(deps);
  const gaps = heldStreams(desk().db, 'gap').slice(0, ASKED_AT_ONCE);
  if (gaps.length > 0) {
    const { events } = await client.streams(gaps);
    changed(transaction(desk().db, () => applyEvents(desk(), events, now())));
  }
}

/** Desks that lost the same hub do not all come back at the same moment. */
function jittered(ms: number): number {
  return ms * (0.75 + Math.random() / 2);
}
