/** What the hub has not taken, in a person's words. */
import { z } from 'zod';
import type { NoteTarget, SyncItemView } from '../../contract/desk-api/people.ts';
import { refusalData } from '../../contract/values.ts';
import { listSyncItems } from '../../db/queries/sync-items.ts';
import type { SyncItem } from '../../db/queries/sync-items.ts';
import type { DeskDeps } from '../deps.ts';
import type { SignedIn } from '../services/sessions.ts';
import { loadCase, loadContact } from './load.ts';
import { userRefOf } from './users.ts';

type ItemDeps = Pick<DeskDeps, 'db'>;

const SHOWN = 200;

/** This person's, or everybody's for a supervisor; what somebody else typed is theirs. */
export function syncItems(deps: ItemDeps, user: SignedIn): SyncItemView[] {
  return listSyncItems(deps.db, SHOWN)
    .filter((item) => isTheirs(item, user))
    .map((item) => viewOf(deps, item));
}

export function isTheirs({ userId }: SyncItem, user: SignedIn): boolean {
  return userId === user.userId || user.roles.includes('supervisor');
}

function viewOf(deps: ItemDeps, item: SyncItem): SyncItemView {
  const said = outcomeSchema.safeParse(item.outcome).data;
  return {
    commandId: item.commandId,
    type: item.type,
    state: item.state,
    central: item.authority === 'central',
    createdAt: item.createdAt,
    by: userRefOf(deps, item.userId),
    refusal: item.state === 'waiting' ? (refusalSchema.safeParse(item.refused).data ?? null) : rejectionIn(said),
    parkedBecause: said?.result === 'parked' ? said.reason : null,
    typed: typedIn(item.payload),
    keepOn: item.state === 'waiting' ? null : keepableOn(deps, item),
  };
}

const refusalSchema = z.object({ code: z.string(), data: refusalData });
const outcomeSchema = z.discriminatedUnion('result', [
  z.looseObject({
    result: z.literal('rejected'),
    code: z.string(),
    data: refusalData,
    keptOnCaseId: z.string().optional(),
  }),
  z.looseObject({ result: z.literal('parked'), reason: z.string() }),
  z.looseObject({ result: z.literal('accepted') }),
]);

function rejectionIn(said: z.infer<typeof outcomeSchema> | undefined) {
  return said?.result === 'rejected' ? { code: said.code, data: said.data } : null;
}

/** Where people type: everything else of a payload is chosen or found. */
const TYPED_FIELDS = ['text', 'reasonText', 'summary', 'reason', 'message', 'note', 'remedy', 'title'] as const;

/** What a person had typed in a command; null where they had typed nothing. */
export function typedIn(payload: unknown): string | null {
  if (typeof payload !== 'object' || payload === null) return null;
  const fields = payload as Readonly<Record<string, unknown>>;
  const typed = TYPED_FIELDS.flatMap((field) => {
    const value = fields[field];
    return typeof value === 'string' && value.trim() !== '' ? [value.trim()] : [];
  });
  return typed.length === 0 ? null : typed.join('\n');
}

/** The case that was there first, else the case or the contact that it was about, where there is one. */
function keepableOn({ db }: ItemDeps, { payload, outcome }: SyncItem): NoteTarget | null {
  if (typedIn(payload) === null) return null;
  const said = outcomeSchema.safeParse(outcome).data;
  const about = z.looseObject({ caseId: z.string(), contactId: z.string() }).partial().safeParse(payload).data;
  const kept = said?.result === 'rejected' ? said.keptOnCaseId : undefined;
  for (const caseId of [kept, about?.caseId]) {
    const found = caseId === undefined ? null : loadCase(db, caseId);
    if (found !== null) return { kind: 'case', caseId: found.caseId, caseCode: found.caseCode };
  }
  const contact = about?.contactId === undefined ? null : loadContact(db, about.contactId);
  return contact === null ? null : { kind: 'contact', contactId: contact.contactId };
}
