import type { EvidenceItem } from '../../contract/desk-api/cases.ts';
import { attempt } from '../../db/open/database.ts';
import { knownFile, linksOfEvidence } from '../../db/queries/evidence-links.ts';
import type { EvidenceLink, KnownFile } from '../../db/queries/evidence-links.ts';
import { getEvidence, recordEvidence } from '../../db/queries/evidence.ts';
import type { EvidenceEntry } from '../../db/queries/evidence.ts';
import { attachCaseEvidence } from '../../domain/cases/attach-case-evidence.ts';
import type { EvidenceKind } from '../../domain/cases/shared-events.ts';
import { attachContactEvidence } from '../../domain/contacts/attach-contact-evidence.ts';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { streamId } from '../../domain/kernel/stream.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import { mayAct } from '../../domain/permissions.ts';
import type { DeskDeps } from '../deps.ts';
import { evidenceItemOf, mayReadEvidence } from '../views/evidence.ts';
import type { EvidenceSubject } from '../views/evidence.ts';
import { safeFileName } from './file-name.ts';
import { extensionOf } from './media-type.ts';
import type { SignedIn } from './sessions.ts';

export interface EvidenceInput {
  readonly subject: EvidenceSubject;
  readonly kind: EvidenceKind;
  readonly title: string;
  readonly file: Blob;
}

/**
 * Stores a file and puts it on a contact or a case. The encrypted file is on the disk before the ledger names it, and the
 * ledger's entry and the event stand or fall together: after a crash nothing names a file that is not there. An identical
 * file is stored once and attached again; on the same record it is answered as it stands there.
 * Refuses `not_permitted`, `not_found`, `evidence_too_large`, `evidence_type_refused`, `disk_full`. @rule L-25
 */
export async function attachEvidence(
  deps: DeskDeps,
  by: SignedIn,
  { subject, kind, title, file }: EvidenceInput,
): Promise<Result<EvidenceItem & { alreadyStored: boolean }>> {
  const { db } = deps;
  const allowed = mayAct('attach_evidence', by.actor);
  if (!allowed.ok) return allowed;
  const stored = await deps.evidence.put(file);
  if (!stored.ok) return stored;
  const { extension, ...content } = stored.value;
  const attached = attempt(db, () => {
    const { entry, alreadyStored } = recordEvidence(db, {
      ...content,
      evidenceId: deps.newId(),
      fileName: safeFileName(nameOf(file), extension),
      capturedAt: deps.now(),
      capturedBy: by.userId,
      deskId: deps.deskId,
    });
    const stream = streamOf(subject);
    const before = linksOfEvidence(db, entry.evidenceId).find((link) => link.stream === stream);
    if (before === undefined) {
      const done = attachTo(deps, by, subject, entry, { kind, title });
      if (!done.ok) return done;
      const record = `evidence/${entry.evidenceId}`;
      deps.audit({ act: 'evidence_attached', userId: by.userId, record, data: { stream, kind, alreadyStored } });
    }
    const link = linksOfEvidence(db, entry.evidenceId).find((each) => each.stream === stream);
    if (link === undefined) throw new Error('evidence was attached, and no event says so');
    return ok({ ...evidenceItemOf(deps, entry, link), alreadyStored });
  });
  if (attached.ok) deps.changes.publish(['evidence']);
  return attached;
}

function attachTo(
  deps: DeskDeps,
  by: SignedIn,
  subject: EvidenceSubject,
  entry: EvidenceEntry,
  words: Pick<EvidenceInput, 'kind' | 'title'>,
): Result<unknown> {
  const { evidenceId, sha256, sizeBytes, mediaType, chainPrevHash } = entry;
  const evidence = { evidenceId, sha256, sizeBytes, mediaType, chainPrevHash, ...words };
  return subject.type === 'case'
    ? deps.execute(by.actor, attachCaseEvidence, { caseId: subject.caseId, ...evidence })
    : deps.execute(by.actor, attachContactEvidence, { contactId: subject.contactId, ...evidence });
}

function streamOf(subject: EvidenceSubject): StreamId {
  return subject.type === 'case' ? streamId('case', subject.caseId) : streamId('contact', subject.contactId);
}

/** Browsers send a name with a file; another caller may send none. */
function nameOf(file: Blob): string {
  return 'name' in file && typeof file.name === 'string' ? file.name : '';
}

function nameToShow({ sha256, mediaType }: KnownFile): string {
  return `evidence-${sha256.slice(0, 8)}.${extensionOf(mediaType)}`;
}

export interface OpenedEvidence {
  readonly item: EvidenceItem;
  readonly file: File;
}

/**
 * The file itself, after its hash was checked; that somebody looked is in the audit log before it is answered.
 * Refuses `not_permitted`, `not_found`, `evidence_missing`, and of a file that another desk has recorded `evidence_needs_hub`
 * and `evidence_not_sent`.
 */
export async function openEvidence(deps: DeskDeps, by: SignedIn, evidenceId: string): Promise<Result<OpenedEvidence>> {
  const allowed = mayReadEvidence(by.actor);
  if (!allowed.ok) return allowed;
  const entry = knownFile(deps.db, evidenceId);
  const link: EvidenceLink | undefined = linksOfEvidence(deps.db, evidenceId)[0];
  if (entry === null || link === undefined) return refuse('not_found', { kind: 'evidence' });
  const content = await contentOf(deps, entry);
  const data = { stream: link.stream, kind: link.kind, intact: content.ok };
  deps.audit({ act: 'evidence_opened', userId: by.userId, record: `evidence/${evidenceId}`, data });
  if (!content.ok) return content;
  // The name the file came with stays here: it may hold a person's.
  const file = new File([content.value], nameToShow(entry), { type: entry.mediaType });
  return ok({ item: evidenceItemOf(deps, entry, link), file });
}

/** From this disk, or else from the hub; then it is kept here as well. */
async function contentOf(deps: DeskDeps, file: KnownFile): Promise<Result<Uint8Array<ArrayBuffer>>> {
  const here = await deps.evidence.get(file.sha256);
  if (here.ok || deps.hub === null) return here;
  const fetched = await deps.hub.fetchEvidence(file);
  if (!fetched.ok) return isOwn(deps, file) ? here : fetched;
  const kept = await deps.evidence.put(fetched.value);
  if (!kept.ok) return kept;
  return deps.evidence.get(file.sha256);
}

/** A file that was recorded here is missing here, whatever the hub says. */
function isOwn({ db }: DeskDeps, { evidenceId }: KnownFile): boolean {
  return getEvidence(db, evidenceId) !== null;
}
