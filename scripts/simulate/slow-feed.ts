/**
 * The hub's store with transactions that end late: what a unit of work wrote has its place in the order of visibility at
 * once, and can be pulled only a while later, as with a transaction that began early and is still open.
 */
import { openMemoryStore } from '../../hub/store/memory-store.ts';
import type { HubEvent, HubStore, HubTransaction, PullPage } from '../../hub/store/store.ts';
import { Crash } from './simulated-desk.ts';

/** Ways to break the hub, to see that the simulation notices. */
export type HubFault = 'sequence_cursor' | 'forgets_outcomes';

interface Slot {
  readonly events: readonly HubEvent[];
  isOpen: boolean;
}

export interface SlowFeed {
  readonly store: HubStore;
  /** The next unit of work stays open. */
  holdNext(): void;
  /** Everything that is open ends, and nothing dies. */
  endAll(): void;
  /** The next unit of work dies before it has written anything. */
  dieNext(): void;
}

export function slowFeed(fault: HubFault | null): SlowFeed {
  const store = openMemoryStore();
  const slots: Slot[] = [];
  let isHeld = false;
  let dies = false;

  const transaction: HubStore['transaction'] = (work) =>
    store.transaction(async (tx) => {
      const written: HubEvent[] = [];
      const done = await work({
        ...tx,
        ...(fault === 'forgets_outcomes' ? withoutMemory(tx) : {}),
        write: async (writes) => {
          if (dies) {
            dies = false;
            throw new Crash('the hub was killed');
          }
          await (fault === 'forgets_outcomes' ? writeTwice(tx, writes) : tx.write(writes));
          written.push(...writes.events);
        },
      });
      if (written.length > 0) slots.push({ events: written, isOpen: isHeld });
      isHeld = false;
      return done;
    });

  return {
    store: {
      ...store,
      transaction,
      pull: async (_deskId, cursor, limit) => pull(slots, cursor, limit, fault),
    },
    holdNext: () => {
      isHeld = true;
    },
    endAll: () => {
      for (const slot of slots) slot.isOpen = false;
      isHeld = false;
      dies = false;
    },
    dieNext: () => {
      dies = true;
    },
  };
}

function pull(slots: readonly Slot[], cursor: string | null, limit: number, fault: HubFault | null): PullPage {
  const events: HubEvent[] = [];
  let at = cursor === null ? 0 : Number(cursor);
  for (; at < slots.length && events.length < limit; at += 1) {
    const slot = slots[at];
    if (slot === undefined) break;
    if (!slot.isOpen) events.push(...slot.events);
    else if (fault !== 'sequence_cursor') break;
  }
  return { events, references: [], cursor: String(at), more: at < slots.length && slots[at]?.isOpen === false };
}

/** A hub that does not know what it has answered, nor how far a desk has counted. */
function withoutMemory(tx: HubTransaction): Partial<HubTransaction> {
  return {
    commands: async () => new Map(),
    holdDesk: async (deskId) => {
      const desk = await tx.holdDesk(deskId);
      return desk === null ? null : { ...desk, nextSeq: firstSeq };
    },
  };
}

/** Set by the push that is about to be taken: a hub without memory believes any desk's count. */
let firstSeq = 1;
export function believe(seq: number): void {
  firstSeq = seq;
}

let copies = 0;
function writeTwice(tx: HubTransaction, writes: Parameters<HubTransaction['write']>[0]): Promise<void> {
  copies += 1;
  const commands = writes.commands.map((each) => ({ ...each, commandId: `${each.commandId}#${copies}` }));
  return tx.write({ ...writes, commands });
}
