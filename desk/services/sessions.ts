import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { SignedInUser } from '../../contract/desk-api/auth.ts';
import { transaction } from '../../db/open/database.ts';
import { deleteSession, deleteSessionsUnusedSince, getSession, saveSession } from '../../db/queries/sessions.ts';
import type { Session } from '../../db/queries/sessions.ts';
import { getSetting } from '../../db/queries/settings.ts';
import { getBranch, getUser } from '../../db/queries/users.ts';
import type { UserAccount } from '../../db/queries/users.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/kernel/units.ts';
import type { DeskDeps } from '../deps.ts';

/** The person at a window. `actor` is how commands know them: with all of their roles. */
export interface SignedIn {
  readonly userId: string;
  readonly login: string;
  readonly displayName: string;
  readonly roles: UserAccount['roles'];
  readonly branchId: string;
  readonly branchName: string;
  readonly mustChangePassword: boolean;
  readonly actor: Actor;
}

export interface CurrentSession {
  readonly user: SignedIn;
  readonly locked: boolean;
}

/** A session ends this long after it began, used or not. */
export const SESSION_MS = 12 * HOUR_MS;
const USUAL_IDLE_MINUTES = 10;
const idleMinutesSchema = z.int().min(1).max(240);

type SessionDeps = Pick<DeskDeps, 'db' | 'now' | 'deskId'>;

/** After how many idle minutes a session locks: the setting `idle_lock_minutes`, 10 where none is set. */
export function idleLockMinutes(deps: Pick<DeskDeps, 'db'>): number {
  const set = idleMinutesSchema.safeParse(getSetting(deps.db, 'idle_lock_minutes'));
  return set.success ? set.data : USUAL_IDLE_MINUTES;
}

/**
 * Who is signed in at this window; null where nobody is. An idle session locks here, and stays locked over a restart; one
 * that is over, or whose person may no longer sign in, ends here.
 */
export function currentSession(deps: SessionDeps, clientId: string): CurrentSession | null {
  const { db } = deps;
  const session = getSession(db, tokenHashOf(clientId));
  if (session === null) return null;
  const account = getUser(db, session.userId);
  if (account === null || !account.active || deps.now() >= session.createdAt + SESSION_MS) {
    transaction(db, () => deleteSession(db, session.tokenHash));
    return null;
  }
  return { user: signedInOf(deps, account), locked: isLocked(deps, session) };
}

function isLocked({ db, now }: SessionDeps, session: Session): boolean {
  if (session.lockedAt !== null) return true;
  if (now() < session.lastSeenAt + idleLockMinutes({ db }) * MINUTE_MS) return false;
  transaction(db, () => saveSession(db, { ...session, lockedAt: now() }));
  return true;
}

function signedInOf({ db, deskId }: SessionDeps, account: UserAccount): SignedIn {
  const { userId, login, displayName, roles, branchId, mustChangePassword } = account;
  return {
    userId,
    login,
    displayName,
    roles,
    branchId,
    branchName: getBranch(db, branchId)?.name ?? '',
    mustChangePassword,
    actor: { userId, roles, branchId, deskId },
  };
}

/** What a window may know of who is signed in at it. */
export function signedInUserOf(user: SignedIn): SignedInUser {
  const { userId, login, displayName, branchId, branchName, mustChangePassword } = user;
  return { userId, login, displayName, roles: [...user.roles], branchId, branchName, mustChangePassword };
}

/** Begins a session at this window, over whatever session it had; in the caller's transaction. */
export function beginSession({ db, now }: SessionDeps, clientId: string, userId: string): void {
  deleteSessionsUnusedSince(db, now() - SESSION_MS);
  saveSession(db, { tokenHash: tokenHashOf(clientId), userId, createdAt: now(), lastSeenAt: now(), lockedAt: null });
}

export function endSession({ db }: SessionDeps, clientId: string): void {
  transaction(db, () => deleteSession(db, tokenHashOf(clientId)));
}

/** Locks the window's session; what is typed there stays. */
export function lockSession({ db, now }: SessionDeps, clientId: string): void {
  const session = getSession(db, tokenHashOf(clientId));
  if (session === null || session.lockedAt !== null) return;
  transaction(db, () => saveSession(db, { ...session, lockedAt: now() }));
}

/** Opens a locked session again; in the caller's transaction, after the password was checked. */
export function unlockSession({ db, now }: SessionDeps, clientId: string): void {
  const session = getSession(db, tokenHashOf(clientId));
  if (session !== null) saveSession(db, { ...session, lastSeenAt: now(), lockedAt: null });
}

/** Somebody is at work: the idle time begins anew. A locked session stays locked. */
export function touchSession(deps: SessionDeps, clientId: string): void {
  const { db, now } = deps;
  const session = getSession(db, tokenHashOf(clientId));
  if (session === null || isLocked(deps, session)) return;
  transaction(db, () => saveSession(db, { ...session, lastSeenAt: now() }));
}

/** The name a session is stored under: the window's secret itself is not kept. */
export function tokenHashOf(clientId: string): string {
  return createHash('sha256').update(clientId).digest('hex');
}
