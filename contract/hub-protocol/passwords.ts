import { hash, verify } from '@node-rs/argon2';
import { ok, refuse } from '../../domain/kernel/result.ts';
import { HOUR_MS } from '../../domain/kernel/units.ts';
import type { Result } from '../../domain/kernel/result.ts';

/** Argon2id (the package's own choice of variant), 19 MiB, two passes. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const MIN_PASSWORD_LENGTH = 10;
const MIN_DISTINCT_CHARACTERS = 4;

/** What people choose first when ten characters are asked for; digits and letters in a row are caught by their pattern. */
const COMMON = new Set([
  '1q2w3e4r5t',
  '1qaz2wsx3edc',
  'a123456789',
  'a1234567890',
  'aa12345678',
  'aa123456789',
  'abc1234567',
  'abc123456789',
  'abcd123456',
  'admin123456',
  'administrator',
  'asdfghjkl1',
  'iloveyou123',
  'password01',
  'password10',
  'password12',
  'password123',
  'password1234',
  'password12345',
  'passw0rd123',
  'p@ssw0rd123',
  'qazwsxedcrfv',
  'qq123456789',
  'qwer123456',
  'qwertyuiop',
  'qwerty123456',
  'welcome123',
  'woaini1314',
  'woaini520',
  'woaini1314520',
  'wodemima123',
  'zxcvbnm123',
]);
const KEYS_IN_A_ROW = [
  '01234567890123456789',
  '98765432109876543210',
  'abcdefghijklmnopqrstuvwxyz',
  'zyxwvutsrqponmlkjihgfedcba',
  'qwertyuiopasdfghjklzxcvbnm',
];

/** One spelling of a password, whatever keyboard it was typed on. */
function normalised(password: string): string {
  return password.normalize('NFKC');
}

/**
 * A password good enough to keep. Refuses `weak_password` with `minLength` and the problem: `too_short`, `is_login`, `common`.
 */
export function checkPassword(password: string, login: string): Result<true> {
  const plain = normalised(password).toLowerCase();
  const refusedFor = (problem: 'too_short' | 'is_login' | 'common') =>
    refuse('weak_password', { minLength: MIN_PASSWORD_LENGTH, problem });
  if (Array.from(plain).length < MIN_PASSWORD_LENGTH) return refusedFor('too_short');
  if (plain.includes(login.toLowerCase()) && plain.length < login.length + MIN_PASSWORD_LENGTH / 2)
    return refusedFor('is_login');
  const inARow = KEYS_IN_A_ROW.some((row) => row.includes(plain));
  if (inARow || COMMON.has(plain) || new Set(plain).size < MIN_DISTINCT_CHARACTERS) return refusedFor('common');
  return ok(true);
}

export function hashPassword(password: string): Promise<string> {
  return hash(normalised(password), COST);
}

export function isPassword(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, normalised(password));
}

let nobody: Promise<string> | undefined;

/** Takes as long as checking a password does, and answers false: an unknown login must not answer sooner than a known one. */
export async function wasteAsLong(password: string): Promise<false> {
  nobody ??= hashPassword('nobody has this password');
  await isPassword(await nobody, password);
  return false;
}

/** From this failure in a row on, the next attempt has to wait. */
export const FAILURES_BEFORE_WAITING = 5;
export const FIRST_WAIT_MS = 30_000;
export const LONGEST_WAIT_MS = HOUR_MS;

/** How long to wait after so many failures in a row, in ms: 30 s after the fifth, doubling, an hour at most. */
export function waitAfter(failures: number): number {
  if (failures < FAILURES_BEFORE_WAITING) return 0;
  return Math.min(FIRST_WAIT_MS * 2 ** (failures - FAILURES_BEFORE_WAITING), LONGEST_WAIT_MS);
}
