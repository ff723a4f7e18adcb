/** What every simulated world begins with: people, orders, and what proves that somebody is signed in. */
import { generateKeyPairSync } from 'node:crypto';
import { signGrant } from '../../contract/hub-protocol/grant.ts';
import type { WritableDb } from '../../db/open/database.ts';
import { getOrder } from '../../db/queries/orders.ts';
import { getParty } from '../../db/queries/parties.ts';
import { recordOrder } from '../../db/queries/record-order.ts';
import { saveBranch, saveUser } from '../../db/queries/users.ts';
import { memoryDesks } from '../../db/testing/memory-db.ts';
import type { MemoryDesks } from '../../db/testing/memory-db.ts';
import { application, delivered, transaction } from '../../domain/cases/testing/filing.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import { DAY_MS } from '../../domain/kernel/units.ts';
import type { Order, PartyRecord } from '../../domain/orders/order.ts';
import { NOW } from '../../domain/testing/given.ts';
import type { HubStore } from '../../hub/store/store.ts';
import { PARTY } from '../../hub/testing/hub-world.ts';

export type Person = Omit<Actor, 'deskId'>;

export const AGENTS: readonly Person[] = [
  { userId: 'agent-1', roles: ['agent'], branchId: 'hotline' },
  { userId: 'agent-2', roles: ['agent'], branchId: 'hotline' },
  { userId: 'clerk-1', roles: ['clerk'], branchId: 'store-1' },
];
export const SUPERVISORS: readonly Person[] = [
  { userId: 'supervisor-1', roles: ['supervisor'], branchId: 'hotline' },
  { userId: 'supervisor-2', roles: ['supervisor', 'agent'], branchId: 'hotline' },
];
const EVERYBODY = [...AGENTS, ...SUPERVISORS];

const ORDERS: readonly Order[] = [
  application,
  { ...application, orderNo: 'TA0002' },
  delivered(3, { orderNo: 'TA0003' }),
  transaction,
];

export interface Beginning {
  readonly desks: MemoryDesks;
  readonly orders: readonly Order[];
  readonly hubKey: ReturnType<typeof generateKeyPairSync>['publicKey'];
  /** For this person on this desk; good for all of a simulation. */
  grantOf(deskId: string, person: Person): Promise<{ readonly token: string; readonly issuedAt: number }>;
  fillHub(store: HubStore): Promise<void>;
}

/** Made once for all simulations of a process. */
export function begin(): Beginning {
  const hub = generateKeyPairSync('ed25519');
  const known: { order: Order; party: PartyRecord }[] = [];
  const desks = memoryDesks((db) => fillDesk(db, known));
  const grants = new Map<string, Promise<{ token: string; issuedAt: number }>>();
  const issuedAt = NOW - 2 * DAY_MS;
  return {
    desks,
    orders: known.map(({ order }) => order),
    hubKey: hub.publicKey,
    grantOf: (deskId, { userId, roles, branchId }) => {
      const key = `${deskId} ${userId}`;
      const made =
        grants.get(key) ??
        signGrant(hub.privateKey, {
          userId,
          deskId,
          roles,
          branchId,
          issuedAt,
          expiresAt: NOW,
          offlineUntil: NOW + 60 * DAY_MS,
        }).then((token) => ({ token, issuedAt }));
      grants.set(key, made);
      return made;
    },
    fillHub: async (store) => {
      for (const person of EVERYBODY) {
        const account = { login: person.userId, displayName: person.userId, passwordHash: '-', disabledAt: null };
        await store.putUser({ ...person, ...account });
      }
      for (const { order, party } of known) await store.putOrder(order, party);
    },
  };
}

function fillDesk(db: WritableDb, known: { order: Order; party: PartyRecord }[]): void {
  let ids = 0;
  for (const branchId of ['hotline', 'store-1'])
    saveBranch(db, { branchId, name: branchId, address: null, active: true });
  for (const { userId, roles, branchId } of EVERYBODY) {
    const times = { createdAt: NOW, updatedAt: NOW, lastSignInAt: null, throttledUntil: null, failedSignIns: 0 };
    const account = { login: userId, displayName: userId, passwordHash: '-', active: true, mustChangePassword: false };
    saveUser(db, { userId, roles, branchId, ...account, ...times });
  }
  for (const { partyId: _party, observation: _count, observedAt, ...order } of ORDERS) {
    const { partyId: _own, ...party } = PARTY;
    recordOrder(db, { order, party }, { at: observedAt, source: 'hub', newId: () => `party-${(ids += 1)}` });
    const kept = getOrder(db, order.orderNo);
    const owner = kept === null ? null : getParty(db, kept.partyId);
    if (kept === null || owner === null) throw new Error('an order was recorded and is not there');
    known.push({ order: kept, party: owner });
  }
}
