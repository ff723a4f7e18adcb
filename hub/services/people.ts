/** Who may sign in: made by an administrator of the hub. Desks learn of them with a pull. */
import { randomInt } from 'node:crypto';
import { hashPassword } from '../../contract/hub-protocol/passwords.ts';
import type { Role } from '../../domain/kernel/actor.ts';
import type { HubStore, HubUser } from '../store/store.ts';
import type { HubDeps } from './deps.ts';

export interface NewPerson {
  readonly login: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly branchId: string;
}

/** Read off a screen once: nothing in it looks like something else. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 16;

function madePassword(): string {
  return Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)] ?? '').join('');
}

/** Makes an account, with a password of its own where none is given; it is told once and kept nowhere. Null where the login is taken. */
export async function addPerson(
  { store, newId }: Pick<HubDeps, 'store' | 'newId'>,
  person: NewPerson,
  password = madePassword(),
): Promise<{ readonly user: HubUser; readonly password: string } | null> {
  const login = asLogin(person.login);
  if ((await store.userByLogin(login)) !== null) return null;
  const user = { ...person, login, userId: newId(), passwordHash: await hashPassword(password), disabledAt: null };
  await store.putUser(user);
  return { user, password };
}

interface Keeping {
  readonly store: HubStore;
}
interface Timed {
  readonly now: () => number;
}

/** Lets a person sign in no more; what they recorded until now stays. False where there is none of that login. */
export async function disablePerson({ store, now }: Keeping & Timed, login: string): Promise<boolean> {
  const user = await store.userByLogin(asLogin(login));
  if (user === null) return false;
  await store.putUser({ ...user, disabledAt: user.disabledAt ?? now() });
  return true;
}

/** Lets a disabled person sign in again, with the password they had. False where there is none of that login. */
export async function enablePerson({ store }: Keeping, login: string): Promise<boolean> {
  const user = await store.userByLogin(asLogin(login));
  if (user === null) return false;
  await store.putUser({ ...user, disabledAt: null });
  return true;
}

/**
 * Gives a person another password, and ends the waiting that wrong ones brought. A desk that has no line takes the old one until the
 * days of its offline sign-in are over. Null where there is none of that login.
 */
export async function renewPassword(
  { store }: Keeping,
  login: string,
  password = madePassword(),
): Promise<string | null> {
  const user = await store.userByLogin(asLogin(login));
  if (user === null) return null;
  await store.putUser({ ...user, passwordHash: await hashPassword(password) });
  await store.clearSignIns(user.userId);
  return password;
}

/** A login as accounts are kept under: however it was typed. */
export function asLogin(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase();
}
