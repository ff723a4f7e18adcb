import type { z } from 'zod';
import type { draftsContract } from '../../contract/desk-api/cases.ts';
import { attempt } from '../../db/open/database.ts';
import { deleteDraft, getDraft, listDrafts, saveDraft } from '../../db/queries/drafts.ts';
import { ok } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import { findCardData } from '../../domain/text/card-data.ts';
import type { DeskDeps } from '../deps.ts';

type DraftDeps = Pick<DeskDeps, 'db' | 'now'>;
export type DraftBody = z.infer<NonNullable<(typeof draftsContract.save)['~orpc']['inputSchema']>>['body'];

/** Keeps a form as it stands. What was answered `ok` is on the disk. Refuses `database_locked`, `disk_full`. */
export function writeDraft(
  { db, now }: DraftDeps,
  ownerUserId: string,
  key: string,
  body: DraftBody,
): Result<{ savedAt: UtcMs }> {
  const savedAt = now();
  return attempt(db, () => {
    saveDraft(db, { ownerUserId, key, body: JSON.stringify(body, withoutCardData), updatedAt: savedAt });
    return ok({ savedAt });
  });
}

/** A draft is on the disk within a second of being typed, so card data is masked in it too (scenario 32, P-04). */
function withoutCardData(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? findCardData(value).masked : value;
}

/** A person's own draft of a form; null where there is none. */
export function loadDraft(
  { db }: DraftDeps,
  ownerUserId: string,
  key: string,
): { body: DraftBody; savedAt: UtcMs } | null {
  const draft = getDraft(db, ownerUserId, key);
  return draft === null ? null : { body: JSON.parse(draft.body) as DraftBody, savedAt: draft.updatedAt };
}

export function discardDraft({ db }: DraftDeps, ownerUserId: string, key: string): Result<true> {
  return attempt(db, () => {
    deleteDraft(db, ownerUserId, key);
    return ok(true);
  });
}

export function draftsOf({ db }: DraftDeps, ownerUserId: string): { key: string; savedAt: UtcMs }[] {
  return listDrafts(db, ownerUserId).map(({ key, updatedAt }) => ({ key, savedAt: updatedAt }));
}

/** Forms of a contact that whoever goes on with it would otherwise have to ask the customer all over again. */
const PASSED_ON = ['facts', 'filing', 'mandate'] as const;

/** Gives what was typed about a contact to its new owner, over what they had; in the caller's transaction. */
export function passDrafts(
  db: DraftDeps['db'],
  { contactId, from, to }: { contactId: string; from: string; to: string },
): void {
  for (const { key } of listDrafts(db, from)) {
    const [form, about] = key.split(':');
    if (about !== contactId || !PASSED_ON.some((passed) => passed === form)) continue;
    const draft = getDraft(db, from, key);
    if (draft === null) continue;
    saveDraft(db, { ...draft, ownerUserId: to });
    deleteDraft(db, from, key);
  }
}
