/** What a person does about a command that the hub did not take. */
import type { NoteTarget } from '../../contract/desk-api/people.ts';
import { attempt } from '../../db/open/database.ts';
import { getSyncItem, seeTo } from '../../db/queries/sync-items.ts';
import type { SyncItem } from '../../db/queries/sync-items.ts';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import type { DeskDeps } from '../deps.ts';
import { isTheirs, typedIn } from '../views/sync-items.ts';
import { addNote } from './records.ts';
import type { SignedIn } from './sessions.ts';

type UnsettledDeps = Pick<DeskDeps, 'db' | 'now' | 'newId' | 'execute' | 'changes'>;

function theirs({ db }: UnsettledDeps, user: SignedIn, commandId: string): Result<SyncItem> {
  const item = getSyncItem(db, commandId);
  return item === null || item.state === 'waiting' || !isTheirs(item, user)
    ? refuse('not_found', { kind: 'command' })
    : ok(item);
}

/** Its words become a note there, and it is put away. Refuses `not_found`, and what a note refuses. */
export function keepAsNote(
  deps: UnsettledDeps,
  user: SignedIn,
  { commandId, on }: { readonly commandId: string; readonly on: NoteTarget },
): Result<true> {
  const kept = attempt(deps.db, () => {
    const item = theirs(deps, user, commandId);
    if (!item.ok) return item;
    const text = typedIn(item.value.payload);
    if (text === null) return refuse('not_found', { kind: 'command' });
    const subject =
      on.kind === 'case'
        ? ({ type: 'case', caseId: on.caseId } as const)
        : ({ type: 'contact', contactId: on.contactId } as const);
    const noted = addNote(deps, user.actor, { subject, text, corrects: null });
    if (!noted.ok) return noted;
    seeTo(deps.db, commandId, deps.now());
    return ok(true as const);
  });
  if (kept.ok) deps.changes.publish(['sync']);
  return kept;
}

/** Nothing more is to be done about it. Its words stay in the outbox. Refuses `not_found`. */
export function putAway(deps: UnsettledDeps, user: SignedIn, commandId: string): Result<true> {
  const done = attempt(deps.db, () => {
    const item = theirs(deps, user, commandId);
    if (!item.ok) return item;
    seeTo(deps.db, commandId, deps.now());
    return ok(true as const);
  });
  if (done.ok) deps.changes.publish(['sync']);
  return done;
}
