import type { UtcMs } from '../../domain/kernel/units.ts';
import { attempt, transaction } from '../../db/open/database.ts';
import { deleteSessionsOf } from '../../db/queries/sessions.ts';
import { getUser, getUserByLogin, saveUser } from '../../db/queries/users.ts';
import type { UserAccount } from '../../db/queries/users.ts';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import type { DeskDeps } from '../deps.ts';
import { normaliseLogin } from './logins.ts';
import {
  checkPassword,
  hashPassword,
  isPassword,
  waitAfter,
  wasteAsLong,
} from '../../contract/hub-protocol/passwords.ts';
import { beginSession, currentSession, endSession, tokenHashOf, unlockSession } from './sessions.ts';

type SignInDeps = Pick<DeskDeps, 'db' | 'now' | 'deskId' | 'audit' | 'changes' | 'hub'>;

/**
 * Signs a person in at this window. Refuses `wrong_credentials`, `sign_in_throttled` (`{ until }`, UTC ms), and, to whoever
 * knows the password, `user_disabled`; with a hub also `sign_in_needs_hub` where it is not reached and nothing here vouches for them.
 */
export async function signIn(
  deps: SignInDeps,
  { clientId, login, password }: { clientId: string; login: string; password: string },
): Promise<Result<true>> {
  const { db, audit, changes } = deps;
  const admitted = await deps.hub?.admit(normaliseLogin(login), password);
  if (admitted?.ok === false) return admitted;
  const account = getUserByLogin(db, normaliseLogin(login));
  if (account === null) {
    await wasteAsLong(password);
    audit({ act: 'sign_in_failed', userId: 'unknown', data: { known: false } });
    return refuse('wrong_credentials');
  }
  const checked = await checkAccount(deps, account.userId, password, 'sign_in_failed');
  if (!checked.ok) return checked;
  if (!checked.value.active) {
    audit({ act: 'sign_in_failed', userId: account.userId, data: { known: true, disabled: true } });
    return refuse('user_disabled');
  }
  const begun = attempt(db, () => {
    beginSession(deps, clientId, account.userId);
    const saved = saveUser(db, { ...checked.value, lastSignInAt: deps.now() });
    audit({ act: 'sign_in', userId: account.userId });
    return saved;
  });
  if (!begun.ok) return begun;
  changes.publish(['session']);
  return ok(true);
}

/**
 * Whether this is the person's password; answers the account as it stands then. The attempt is counted before it is checked,
 * so that many at once are no way around the wait. Refuses `wrong_credentials`, `sign_in_throttled`.
 */
async function checkAccount(
  { db, now, audit }: SignInDeps,
  userId: string,
  password: string,
  act: 'sign_in_failed' | 'unlock_failed' | 'password_change_failed',
): Promise<Result<UserAccount>> {
  const counted = attempt(db, () => {
    const account = getUser(db, userId);
    if (account === null) return refuse('wrong_credentials');
    if (account.throttledUntil !== null && now() < account.throttledUntil) return throttled(account.throttledUntil);
    const failures = account.failedSignIns + 1;
    const wait = waitAfter(failures);
    return saveUser(db, {
      ...account,
      failedSignIns: failures,
      throttledUntil: wait === 0 ? null : now() + wait,
    });
  });
  if (!counted.ok) return counted;
  if (await isPassword(counted.value.passwordHash, password)) {
    return attempt(db, () => {
      // Read again: the check took its time.
      const account = getUser(db, userId);
      if (account === null) return refuse('wrong_credentials');
      return saveUser(db, { ...account, failedSignIns: 0, throttledUntil: null });
    });
  }
  audit({ act, userId, data: { known: true, failures: counted.value.failedSignIns } });
  return counted.value.throttledUntil === null ? refuse('wrong_credentials') : throttled(counted.value.throttledUntil);
}

function throttled(until: UtcMs): Result<never> {
  return refuse('sign_in_throttled', { until });
}

/** Ends the session of this window. */
export function signOut(deps: SignInDeps, clientId: string): void {
  const session = currentSession(deps, clientId);
  if (session === null) return;
  endSession(deps, clientId);
  deps.audit({ act: 'sign_out', userId: session.user.userId });
  deps.changes.publish(['session']);
}

/** Opens a locked window again. Refuses `not_signed_in`, `wrong_credentials`, `sign_in_throttled`. */
export async function unlock(deps: SignInDeps, clientId: string, password: string): Promise<Result<true>> {
  const session = currentSession(deps, clientId);
  if (session === null) return refuse('not_signed_in');
  const checked = await checkAccount(deps, session.user.userId, password, 'unlock_failed');
  if (!checked.ok) return checked;
  transaction(deps.db, () => unlockSession(deps, clientId));
  deps.changes.publish(['session']);
  return ok(true);
}

/**
 * Gives the signed-in person another password and ends their sessions elsewhere. Refuses `managed_by_hub` on a desk that has one, `not_signed_in`, `session_locked`,
 * `wrong_credentials`, `sign_in_throttled`, `weak_password` (also where it is the one they have).
 */
export async function changePassword(
  deps: SignInDeps,
  clientId: string,
  { current, next }: { current: string; next: string },
): Promise<Result<true>> {
  const { db, audit, now, changes, hub } = deps;
  if (hub !== null) return refuse('managed_by_hub');
  const session = currentSession(deps, clientId);
  if (session === null) return refuse('not_signed_in');
  if (session.locked) return refuse('session_locked');
  const { userId, login } = session.user;
  const checked = await checkAccount(deps, userId, current, 'password_change_failed');
  if (!checked.ok) return checked;
  const strong = checkPassword(next, login);
  if (!strong.ok) return strong;
  if (current === next) return refuse('weak_password', { problem: 'unchanged' });
  const passwordHash = await hashPassword(next);
  const changed = attempt(db, () => {
    const account = getUser(db, userId);
    if (account === null) return refuse('not_signed_in');
    const saved = saveUser(db, { ...account, passwordHash, mustChangePassword: false, updatedAt: now() });
    deleteSessionsOf(db, userId, tokenHashOf(clientId));
    audit({ act: 'password_changed', userId });
    return saved;
  });
  if (!changed.ok) return changed;
  changes.publish(['session']);
  return ok(true);
}
