/** One desk of a simulation: its own database, clock and people; what it does is what desks do. */
import { v7 as uuidv7 } from 'uuid';
import { transaction } from '../../db/open/database.ts';
import type { WritableDb } from '../../db/open/database.ts';
import { getHubLink, putGrant, putHubLink } from '../../db/queries/hub-link.ts';
import { nextUnanswered } from '../../db/queries/outbox.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import { DAY_MS } from '../../domain/kernel/units.ts';
import { defaultCalendar } from '../../domain/policy/calendars/default.ts';
import { pack } from '../../domain/cases/testing/filing.ts';
import { NOW } from '../../domain/testing/given.ts';
import type { CommandDesk } from '../../desk/commands/execute.ts';
import { AGENTS, SUPERVISORS } from './people-and-orders.ts';
import type { Beginning, Person } from './people-and-orders.ts';

export class Crash extends Error {}

/** What `crashIn` is between the kill and the restart. */
const DEAD = -1;

export interface SimulatedDesk {
  readonly deskId: string;
  readonly people: readonly Person[];
  /** How far its clock is ahead. */
  skewMs: number;
  /** Cut off from the hub while true. */
  isCutOff: boolean;
  /** The database gives out at the nth write from now; 0 for never. */
  crashIn: number;
  /** Raised by a crash: answers to what it asked before are lost. */
  life: number;
  readonly command: CommandDesk;
  actor(person: Person): Actor;
  /** What the process knew is gone; what it had committed is not. */
  restart(): void;
  /** Keeps a copy of everything, and puts the last one in place of what there is. False where there is none. */
  backUp(): void;
  restore(): boolean;
  /** Enrolled anew under another epoch, as after a restored backup. */
  enrol(epoch: string): void;
}

export async function simulatedDesk(
  beginning: Beginning,
  clock: { now: number },
  deskId: string,
): Promise<SimulatedDesk> {
  let file = beginning.desks.open();
  let backup: Buffer | null = null;
  const people = [...AGENTS, ...SUPERVISORS];
  let db = failing(file, () => desk);
  const enrol = (epoch: string): void => {
    transaction(file, () =>
      putHubLink(file, {
        url: 'http://hub.test',
        deskId,
        epoch,
        seqBase: nextUnanswered(file) - 1,
        signingKey: Buffer.alloc(0),
        sealingKey: Buffer.alloc(0),
        hubKey: Buffer.alloc(0),
        cursor: getHubLink(file)?.cursor ?? null,
        enrolledAt: NOW,
      }),
    );
  };
  const desk: SimulatedDesk = {
    deskId,
    people,
    skewMs: 0,
    isCutOff: false,
    crashIn: 0,
    life: 0,
    get command(): CommandDesk {
      const now = (): number => clock.now + desk.skewMs;
      return { db, deskId, pack, calendar: defaultCalendar, mode: 'hub', now };
    },
    actor: (person) => ({ ...person, deskId }),
    restart: () => {
      desk.life += 1;
      desk.crashIn = 0;
      db = failing(file, () => desk);
    },
    backUp: () => {
      backup = beginning.desks.copyOf(file);
    },
    restore: () => {
      if (backup === null) return false;
      file.close();
      file = beginning.desks.open(backup);
      desk.restart();
      return true;
    },
    enrol,
  };
  enrol(`epoch-${deskId}`);
  for (const person of people) {
    const { token, issuedAt } = await beginning.grantOf(deskId, person);
    const until = NOW + 60 * DAY_MS;
    transaction(file, () =>
      putGrant(file, { userId: person.userId, issuedAt, expiresAt: NOW, offlineUntil: until, token }),
    );
  }
  return desk;
}

/** The same file through a handle of its own, whose nth write is the last thing that a process does. */
function failing(file: WritableDb, desk: () => SimulatedDesk): WritableDb {
  return {
    access: 'write',
    get: (sql, ...params) => file.get(sql, ...params),
    all: (sql, ...params) => file.all(sql, ...params),
    iterate: (sql, ...params) => file.iterate(sql, ...params),
    close: () => file.close(),
    get inTransaction() {
      return file.inTransaction;
    },
    run: (sql, ...params) => {
      const own = desk();
      if (own.crashIn !== 0 && sql !== 'ROLLBACK') {
        // Once killed it writes nothing any more, whatever catches this.
        if (own.crashIn <= 1) own.crashIn = DEAD;
        if (own.crashIn === DEAD) throw new Crash('the process was killed');
        own.crashIn -= 1;
      }
      return file.run(sql, ...params);
    },
  };
}

/** Ids from chance, so that a seed repeats them. */
export function idFrom(bytes: Uint8Array, msecs: number): string {
  return uuidv7({ msecs, random: bytes });
}
