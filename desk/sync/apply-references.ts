/** What others know, as the hub tells it: orders with whose they are, and the people that work may be given to. */
import { z } from 'zod';
import { transaction } from '../../db/open/database.ts';
import type { WritableDb } from '../../db/open/database.ts';
import { recordHubOrder } from '../../db/queries/record-hub-order.ts';
import { getBranch, getUser, saveBranch, saveUser } from '../../db/queries/users.ts';
import { ROLES } from '../../domain/kernel/actor.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { Order, PartyRecord } from '../../domain/orders/order.ts';

export interface Reference {
  readonly kind: string;
  readonly key: string;
  readonly body: Readonly<Record<string, unknown>> | null;
}

const orderBody = z.looseObject({
  order: z.looseObject({ orderNo: z.string().min(1), observedAt: z.int(), partyId: z.string().min(1) }),
  party: z.looseObject({ partyId: z.string().min(1) }),
});

const userBody = z.looseObject({
  userId: z.string().min(1),
  login: z.string().min(1),
  displayName: z.string(),
  roles: z.array(z.string()).transform((named) => ROLES.filter((role) => named.includes(role))),
  branchId: z.string().min(1),
  active: z.boolean(),
});

/** No password opens this: whoever is only known here has signed in elsewhere. */
export const NO_PASSWORD = '-';

/**
 * Writes references; each may come again, and changes nothing then. What is of another kind or shape is a later version's and
 * is passed over. Orders lie in a file of their own, so that they are written before the cursor moves, not with it.
 */
export function applyReferences(db: WritableDb, references: readonly Reference[], at: UtcMs): void {
  const orders = references.flatMap(({ kind, body }) =>
    kind === 'order' ? (orderBody.safeParse(body).data ?? []) : [],
  );
  const users = references.flatMap(({ kind, body }) => (kind === 'user' ? (userBody.safeParse(body).data ?? []) : []));
  if (orders.length > 0) {
    transaction(
      db,
      () =>
        orders.forEach(({ order, party }) =>
          recordHubOrder(db, order as unknown as Order, party as unknown as PartyRecord),
        ),
      'orders',
    );
  }
  if (users.length > 0) transaction(db, () => users.forEach((user) => putUser(db, user, at)));
}

function putUser(db: WritableDb, user: z.infer<typeof userBody>, at: UtcMs): void {
  const { userId, login, displayName, roles, branchId, active } = user;
  if (getBranch(db, branchId) === null) saveBranch(db, { branchId, name: branchId, address: null, active: true });
  const known = getUser(db, userId);
  const secret = known ?? {
    passwordHash: NO_PASSWORD,
    mustChangePassword: false,
    failedSignIns: 0,
    throttledUntil: null,
    createdAt: at,
    lastSignInAt: null,
  };
  // A login that somebody else has here, from before the hub, stays theirs; the person is known by id all the same.
  const saved = saveUser(db, { ...secret, userId, login, displayName, roles, branchId, active, updatedAt: at });
  if (!saved.ok)
    saveUser(db, { ...secret, userId, login: `${login}@hub`, displayName, roles, branchId, active, updatedAt: at });
}
