import { implement, ORPCError, ValidationError } from '@orpc/server';
import { deskContract } from '../../contract/desk-api/index.ts';
import { databaseRefusal } from '../../db/open/errors.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import type { DeskDeps } from '../deps.ts';
import { faultOf } from '../log.ts';
import { currentSession } from '../services/sessions.ts';
import type { DeskRequestContext } from './context.ts';

/** Throws a refusal as the defined error `REFUSED`, which arrives typed in the renderer. */
export function refused({ code, data }: Refusal): never {
  throw new ORPCError('REFUSED', { status: 422, message: 'refused', data: { code, data: { ...data } } });
}

/** The value of a result; a refusal goes to the caller. */
export function valueOf<T>(result: Result<T>): T {
  return result.ok ? result.value : refused(result.refusal);
}

/**
 * What every router builds on. A file or a disk that gives out is a refusal like any other, wherever it was met. `anyone` answers before sign-in, `signedIn` puts `user` in the context and refuses
 * `not_signed_in`, `session_locked`, and `not_permitted` (`{ act: 'change_password_first' }`) until an initial password
 * has been changed.
 */
export function proceduresOf(deps: DeskDeps) {
  const anyone = implement(deskContract)
    .$context<DeskRequestContext>()
    .use(async ({ next, path }) => {
      const startedAt = performance.now();
      const seen = () => ({ procedure: path.join('.'), durationMs: Math.round(performance.now() - startedAt) });
      try {
        const answer = await next();
        deps.log.info('answered', seen());
        return answer;
      } catch (error) {
        const gaveOut = databaseRefusal(error)?.refusal ?? null;
        const known = refusalIn(error) ?? gaveOut;
        if (known === null || gaveOut !== null) deps.log.error('failed', { ...seen(), fault: faultOf(error) });
        if (known === null) throw error;
        deps.log.info('refused', { ...seen(), refusal: known.code });
        return refused(known);
      }
    });
  const signedIn = anyone.use(({ next, context }) => {
    const session = currentSession(deps, context.clientId);
    if (session === null) return refused(refuse('not_signed_in').refusal);
    if (session.locked) return refused(refuse('session_locked').refusal);
    const { user } = session;
    if (user.mustChangePassword) return refused(refuse('not_permitted', { act: 'change_password_first' }).refusal);
    return next({ context: { user } });
  });
  return { anyone, signedIn };
}
export type Procedures = ReturnType<typeof proceduresOf>;

/** The refusal an error carries, if it carries one: our own, or input that does not fit the contract. */
function refusalIn(error: unknown): Refusal | null {
  if (!(error instanceof ORPCError)) return null;
  // Only `refused` throws this code.
  if (error.code === 'REFUSED') return error.data as Refusal;
  if (error.code !== 'BAD_REQUEST' || !(error.cause instanceof ValidationError)) return null;
  const [issue] = error.cause.issues;
  const path = (issue?.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part));
  const code = issue !== undefined && 'code' in issue && typeof issue.code === 'string' ? issue.code : 'custom';
  return refuse('invalid_input', { path: path.join('.'), code }).refusal;
}
