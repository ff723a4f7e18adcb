import { attempt } from '../../db/open/database.ts';
import { deleteSessionsOf } from '../../db/queries/sessions.ts';
import {
  countActiveWithRole,
  getBranch,
  getUser,
  isAnybodyHere,
  listBranches,
  saveBranch,
  saveUser,
} from '../../db/queries/users.ts';
import type { Branch, UserAccount } from '../../db/queries/users.ts';
import type { Role } from '../../domain/kernel/actor.ts';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { mayAct } from '../../domain/permissions.ts';
import type { DeskDeps } from '../deps.ts';
import { checkLogin } from './logins.ts';
import { checkPassword, hashPassword } from '../../contract/hub-protocol/passwords.ts';
import { beginSession } from './sessions.ts';
import type { SignedIn } from './sessions.ts';

type UserDeps = Pick<DeskDeps, 'db' | 'now' | 'newId' | 'deskId' | 'audit' | 'changes'>;

export interface NewUser {
  readonly login: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly branchId: string;
  readonly password: string;
}

/**
 * Adds a person, who must change the password at the first sign-in. Refuses `not_permitted`, `invalid_input`,
 * `weak_password`, `not_found` (the branch), `already_exists`.
 */
export async function createUser(deps: UserDeps, by: SignedIn, input: NewUser): Promise<Result<UserAccount>> {
  const { db, audit } = deps;
  const allowed = mayAct('manage_users', by.actor);
  if (!allowed.ok) return allowed;
  const account = await newAccount(deps, input, true);
  if (!account.ok) return account;
  const created = attempt(db, () => {
    if (getBranch(db, input.branchId) === null) return refuse('not_found', { kind: 'branch' });
    const saved = saveUser(db, account.value);
    const { userId, roles, branchId } = account.value;
    audit({ act: 'user_created', userId: by.userId, record: `user/${userId}`, data: { roles, branchId } });
    return saved;
  });
  if (created.ok) deps.changes.publish(['user']);
  return created;
}

async function newAccount(
  { now, newId }: UserDeps,
  { login, displayName, roles, branchId, password }: NewUser,
  mustChangePassword: boolean,
): Promise<Result<UserAccount>> {
  const kept = checkLogin(login);
  if (!kept.ok) return kept;
  const strong = checkPassword(password, kept.value);
  if (!strong.ok) return strong;
  const at = now();
  return ok({
    userId: newId(),
    login: kept.value,
    displayName: displayName.trim(),
    passwordHash: await hashPassword(password),
    roles: [...new Set(roles)],
    branchId,
    active: true,
    mustChangePassword,
    failedSignIns: 0,
    throttledUntil: null,
    createdAt: at,
    updatedAt: at,
    lastSignInAt: null,
  });
}

export interface UserChange {
  readonly userId: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly branchId: string;
  readonly active: boolean;
}

/** Changes who a person is here. Refuses `not_permitted`, `not_found`, and `last_admin` where nobody could administer afterwards. */
export function updateUser(deps: UserDeps, by: SignedIn, change: UserChange): Result<UserAccount> {
  const { db, now, audit, changes } = deps;
  const allowed = mayAct('manage_users', by.actor);
  if (!allowed.ok) return allowed;
  const updated = attempt(db, () => {
    const before = getUser(db, change.userId);
    if (before === null) return refuse('not_found', { kind: 'user' });
    if (getBranch(db, change.branchId) === null) return refuse('not_found', { kind: 'branch' });
    const after = {
      ...before,
      ...change,
      displayName: change.displayName.trim(),
      roles: [...new Set(change.roles)],
      updatedAt: now(),
    };
    if (isAdmin(before) && !isAdmin(after) && countActiveWithRole(db, 'admin') === 1) return refuse('last_admin');
    const saved = saveUser(db, after);
    if (!after.active) deleteSessionsOf(db, after.userId, null);
    audit({
      act: 'user_changed',
      userId: by.userId,
      record: `user/${after.userId}`,
      data: {
        rolesBefore: before.roles,
        roles: after.roles,
        branchBefore: before.branchId,
        branchId: after.branchId,
        activeBefore: before.active,
        active: after.active,
        renamed: before.displayName !== after.displayName,
      },
    });
    return saved;
  });
  if (updated.ok) changes.publish(['user', 'session']);
  return updated;
}

function isAdmin({ active, roles }: Pick<UserAccount, 'active' | 'roles'>): boolean {
  return active && roles.includes('admin');
}

/** Gives somebody a first password again and ends their sessions. Refuses `not_permitted`, `not_found`, `weak_password`. */
export async function resetPassword(
  deps: UserDeps,
  by: SignedIn,
  { userId, password }: { userId: string; password: string },
): Promise<Result<UserAccount>> {
  const { db, now, audit, changes } = deps;
  const allowed = mayAct('manage_users', by.actor);
  if (!allowed.ok) return allowed;
  const known = getUser(db, userId);
  if (known === null) return refuse('not_found', { kind: 'user' });
  const strong = checkPassword(password, known.login);
  if (!strong.ok) return strong;
  const passwordHash = await hashPassword(password);
  const reset = attempt(db, () => {
    const account = getUser(db, userId);
    if (account === null) return refuse('not_found', { kind: 'user' });
    const fresh = { passwordHash, mustChangePassword: true, failedSignIns: 0, throttledUntil: null, updatedAt: now() };
    const saved = saveUser(db, { ...account, ...fresh });
    deleteSessionsOf(db, userId, null);
    audit({ act: 'password_reset', userId: by.userId, record: `user/${userId}` });
    return saved;
  });
  if (reset.ok) changes.publish(['user', 'session']);
  return reset;
}

/** Adds a branch. Refuses `not_permitted`, `already_exists`. */
export function createBranch(deps: UserDeps, by: SignedIn, name: string): Result<Branch> {
  const { db, newId, audit } = deps;
  const allowed = mayAct('manage_users', by.actor);
  if (!allowed.ok) return allowed;
  const created = attempt(db, () => {
    const branch = { branchId: newId(), name: name.trim(), address: null, active: true };
    if (listBranches(db).some((known) => known.name === branch.name))
      return refuse('already_exists', { field: 'name' });
    saveBranch(db, branch);
    audit({ act: 'branch_created', userId: by.userId, record: `branch/${branch.branchId}` });
    return ok(branch);
  });
  if (created.ok) deps.changes.publish(['user']);
  return created;
}

export interface FirstAdmin {
  readonly login: string;
  readonly displayName: string;
  readonly password: string;
  readonly branchName: string;
}

/**
 * The first person of an empty desk, an administrator with a branch, signed in at once at this window. Refuses
 * `already_exists` once there is anybody, `invalid_input`, `weak_password`.
 */
export async function createFirstAdmin(deps: UserDeps, clientId: string, input: FirstAdmin): Promise<Result<true>> {
  const { db, newId, now, audit, changes } = deps;
  if (isAnybodyHere(db)) return refuse('already_exists', { field: 'user' });
  const branch = { branchId: newId(), name: input.branchName.trim(), address: null, active: true };
  const account = await newAccount(deps, { ...input, roles: ['admin'], branchId: branch.branchId }, false);
  if (!account.ok) return account;
  const created = attempt(db, () => {
    // Asked again: two windows may have been shown the form.
    if (isAnybodyHere(db)) return refuse('already_exists', { field: 'user' });
    saveBranch(db, branch);
    const saved = saveUser(db, { ...account.value, lastSignInAt: now() });
    if (!saved.ok) return saved;
    const { userId } = account.value;
    beginSession(deps, clientId, userId);
    audit({ act: 'first_admin_created', userId, record: `user/${userId}` });
    return ok<true>(true);
  });
  if (created.ok) changes.publish(['user', 'session']);
  return created;
}
