import { z } from 'zod';
import type { AuthStatus } from '../../contract/desk-api/auth.ts';
import type { UserView } from '../../contract/desk-api/people.ts';
import type { UserRef } from '../../contract/desk-api/shared.ts';
import { getSetting } from '../../db/queries/settings.ts';
import { getBranch, getUser, isAnybodyHere, listBranches, listUsers } from '../../db/queries/users.ts';
import type { UserAccount } from '../../db/queries/users.ts';
import { SYSTEM_USER_ID } from '../../domain/kernel/actor.ts';
import type { DeskDeps } from '../deps.ts';
import { currentSession, idleLockMinutes, signedInUserOf } from '../services/sessions.ts';

type UserViewDeps = Pick<DeskDeps, 'db'>;

/** What the window shows before anything else: who is signed in at it, or how to begin. */
export function authStatusOf(
  deps: Pick<DeskDeps, 'db' | 'now' | 'deskId' | 'demo' | 'hub'>,
  clientId: string,
): AuthStatus {
  const session = currentSession(deps, clientId);
  const shared = { idleLockMinutes: idleLockMinutes(deps), demoAccounts: deps.demo ? demoAccounts(deps) : [] };
  if (session !== null) {
    return { state: session.locked ? 'locked' : 'signed_in', user: signedInUserOf(session.user), ...shared };
  }
  // With a hub, people come from there.
  const isForFirstAdmin = deps.hub === null && !isAnybodyHere(deps.db);
  return { state: isForFirstAdmin ? 'needs_first_admin' : 'signed_out', user: null, ...shared };
}

/** How the demonstration's people were seeded: `demo` in the settings. */
export const demoSettingSchema = z.object({ password: z.string(), passwordHash: z.string() });

/** The demonstration's people, as long as they have the password they were seeded with. */
function demoAccounts({ db }: UserViewDeps): AuthStatus['demoAccounts'] {
  const demo = demoSettingSchema.safeParse(getSetting(db, 'demo'));
  if (!demo.success) return [];
  const { password, passwordHash } = demo.data;
  return listUsers(db)
    .filter((user) => user.active && user.passwordHash === passwordHash)
    .map(({ login, displayName, roles }) => ({ login, displayName, roles: [...roles], password }));
}

export function userViewOf({ db }: UserViewDeps, user: UserAccount): UserView {
  return {
    userId: user.userId,
    login: user.login,
    displayName: user.displayName,
    roles: [...user.roles],
    branchId: user.branchId,
    branchName: getBranch(db, user.branchId)?.name ?? '',
    active: user.active,
    lastSignInAt: user.lastSignInAt,
  };
}

export function userList(deps: UserViewDeps): UserView[] {
  return listUsers(deps.db).map((user) => userViewOf(deps, user));
}

export function branchList({ db }: UserViewDeps): { branchId: string; name: string }[] {
  return listBranches(db).map(({ branchId, name }) => ({ branchId, name }));
}

/** A person as a name beside what they did. Colleagues are not masked; the system, and somebody unknown, go by their id. */
export function userRefOf({ db }: UserViewDeps, userId: string): UserRef {
  const displayName = userId === SYSTEM_USER_ID ? SYSTEM_USER_ID : (getUser(db, userId)?.displayName ?? userId);
  return { userId, displayName };
}

/** The same for an answer that names the same people again and again: each is read once. */
export function userRefsOf(deps: UserViewDeps): (userId: string) => UserRef {
  const known = new Map<string, UserRef>();
  return (userId) => {
    const ref = known.get(userId) ?? userRefOf(deps, userId);
    known.set(userId, ref);
    return ref;
  };
}
