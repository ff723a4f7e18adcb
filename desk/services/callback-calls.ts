/** What becomes of a callback in the call that was made for it. */
import { attempt } from '../../db/open/database.ts';
import { completeCallback } from '../../domain/callbacks/complete-callback.ts';
import { recordCallbackAttempt } from '../../domain/callbacks/record-callback-attempt.ts';
import { isCallbackOpen } from '../../domain/callbacks/slots.ts';
import { endContact } from '../../domain/contacts/end-contact.ts';
import { wrapUpContact } from '../../domain/contacts/wrap-up-contact.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import type { Result } from '../../domain/kernel/result.ts';
import type { DeskDeps } from '../deps.ts';
import { loadCallback, loadContact } from '../views/load.ts';

type CallDeps = Pick<DeskDeps, 'db' | 'execute'>;

/** Nobody was reached: an attempt of the callback, and the end of the call. Refuses what the commands refuse. @rule 5.5 */
export function callUnanswered(
  { db, execute }: CallDeps,
  actor: Actor,
  tried: { callbackId: string; contactId: string; outcome: 'no_answer' | 'busy' },
): Result<unknown> {
  return attempt(db, () => {
    const counted = execute(actor, recordCallbackAttempt, tried);
    if (!counted.ok) return counted;
    const { contactId } = tried;
    const live = loadContact(db, contactId)?.endedAt === null;
    return live ? execute(actor, endContact, { contactId, reason: 'completed' }) : counted;
  });
}

/**
 * Wraps a contact up. One that was made for a callback, and in which nobody said that it was not answered, has kept the
 * promise. Refuses what `WrapUpContact` refuses. @rule 5.5
 */
export function finishContact(
  { db, execute }: CallDeps,
  actor: Actor,
  wrapUp: Parameters<typeof wrapUpContact.decide>[1],
): Result<unknown> {
  return attempt(db, () => {
    const done = execute(actor, wrapUpContact, wrapUp);
    if (!done.ok) return done;
    const { contactId } = wrapUp;
    const callbackId = loadContact(db, contactId)?.callbackId ?? null;
    const callback = callbackId === null ? null : loadCallback(db, callbackId);
    if (callbackId === null || callback === null || !isCallbackOpen(callback)) return done;
    return callback.triedIn.includes(contactId) ? done : execute(actor, completeCallback, { callbackId, contactId });
  });
}
