import { attempt } from '../../db/open/database.ts';
import { handOverContact } from '../../domain/contacts/hand-over-contact.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import type { Result } from '../../domain/kernel/result.ts';
import type { DeskDeps } from '../deps.ts';
import { loadContact } from '../views/load.ts';
import { passDrafts } from './drafts.ts';

/**
 * A contact goes to a colleague with what was typed about it so far: the customer says nothing twice. Refuses what
 * `HandOverContact` refuses. @rule 5.6
 */
export function handOver(
  { db, execute }: Pick<DeskDeps, 'db' | 'execute'>,
  actor: Actor,
  asked: { contactId: string; toUserId: string; note: string },
): Result<unknown> {
  return attempt(db, () => {
    const owner = loadContact(db, asked.contactId)?.ownerUserId;
    const done = execute(actor, handOverContact, asked);
    if (!done.ok || owner === undefined) return done;
    passDrafts(db, { contactId: asked.contactId, from: owner, to: asked.toUserId });
    return done;
  });
}
