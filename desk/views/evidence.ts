import type { z } from 'zod';
import type { EvidenceItem } from '../../contract/desk-api/cases.ts';
import type { subjectRef } from '../../contract/desk-api/contacts.ts';
import type { ReadableDb } from '../../db/open/database.ts';
import { knownFile, linksOfEvidence } from '../../db/queries/evidence-links.ts';
import type { EvidenceLink, KnownFile } from '../../db/queries/evidence-links.ts';
import { loadEvents } from '../../db/queries/events.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import { ok } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { streamId } from '../../domain/kernel/stream.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import { mayAct } from '../../domain/permissions.ts';
import { maskPersonalData } from '../../domain/text/personal-data.ts';
import type { DeskDeps } from '../deps.ts';
import { loadCase } from './load.ts';
import { scopeOf } from './scope.ts';
import { userRefOf } from './users.ts';

export type EvidenceSubject = z.infer<typeof subjectRef>;

/** Whoever works on cases, and an auditor. Refuses `not_permitted`. */
export function mayReadEvidence(actor: Actor): Result<true> {
  return actor.roles.includes('auditor') ? ok(true) : mayAct('attach_evidence', actor);
}

/** A title as it may leave: one that is a file's own name may hold a person's, so it stays here. @rule V-12 */
export function titleToShow(title: string): string {
  return /\.[A-Za-z0-9]{2,5}$/u.test(title) ? '' : maskPersonalData(title);
}

/** A file as a line; its name stays in the desk: it may hold a person's. */
export function evidenceItemOf(
  deps: Pick<DeskDeps, 'db'>,
  entry: KnownFile,
  { kind, title }: Pick<EvidenceLink, 'kind' | 'title'>,
): EvidenceItem {
  const { evidenceId, sha256, sizeBytes, mediaType, capturedAt, capturedBy } = entry;
  return {
    evidenceId,
    kind,
    title: titleToShow(title),
    sha256,
    sizeBytes,
    mediaType,
    capturedAt,
    capturedBy: userRefOf(deps, capturedBy),
  };
}

/**
 * What is attached to a contact; or to a case and the contacts about it, with the files that its consents and materials name.
 * Each file once, the first attachment first.
 */
export function evidenceOf(deps: Pick<DeskDeps, 'db'>, subject: EvidenceSubject): EvidenceItem[] {
  const links = streamsOf(deps.db, subject)
    .flatMap((stream) => loadEvents(deps.db, stream))
    .flatMap((event) => (event.type === 'EvidenceAttached' ? [{ at: event.capturedAt, ...event.data }] : []))
    .toSorted((one, other) => one.at - other.at);
  const found = new Map<string, EvidenceItem>();
  for (const { evidenceId, ...link } of [...links, ...namedBy(deps.db, subject)]) {
    const entry = found.has(evidenceId) ? null : knownFile(deps.db, evidenceId);
    if (entry !== null) found.set(evidenceId, evidenceItemOf(deps, entry, link));
  }
  return [...found.values()];
}

function streamsOf(db: ReadableDb, subject: EvidenceSubject): StreamId[] {
  if (subject.type === 'contact') return [streamId('contact', subject.contactId)];
  const scope = scopeOf(db, subject);
  return [
    ...(scope?.contactIds ?? []).map((contactId) => streamId('contact', contactId)),
    streamId('case', subject.caseId),
  ];
}

/** The files that a case's consents and materials rest on, wherever they were attached. */
function namedBy(db: ReadableDb, subject: EvidenceSubject) {
  const found = subject.type === 'case' ? loadCase(db, subject.caseId) : null;
  return [...(found?.fees ?? []), ...(found?.materials ?? [])].flatMap(({ evidenceId }) => {
    const link = evidenceId === null ? undefined : linksOfEvidence(db, evidenceId)[0];
    return evidenceId === null || link === undefined ? [] : [{ evidenceId, kind: link.kind, title: link.title }];
  });
}
