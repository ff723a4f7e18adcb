import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';

/** One spelling of a login: full-width letters, capitals and blanks around it make no other person. */
export function normaliseLogin(login: string): string {
  return login.normalize('NFKC').trim().toLowerCase();
}

/** A login as it is kept: letters of any script, digits, `.`, `_`, `-`. Refuses `invalid_input`. */
export function checkLogin(login: string): Result<string> {
  const kept = normaliseLogin(login);
  return /^[\p{L}\p{N}._-]{2,40}$/u.test(kept) ? ok(kept) : refuse('invalid_input', { path: 'login', code: 'format' });
}
