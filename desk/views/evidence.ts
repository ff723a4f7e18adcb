import type { z } from 'zod';
import type { EvidenceItem } from '../../contract/desk-api/cases.ts';
import type { subjectRef } from '../../contract/desk-api/contacts.ts';
import type { EvidenceLink } from '../../db/queries/evidence-links.ts';
import { getEvidence } from '../../db/queries/evidence.ts';
import type { EvidenceEntry } from '../../db/queries/evidence.ts';
import { loadEvents } from '../../db/queries/events.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import { ok } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { mayAct } from '../../domain/permissions.ts';
import type { DeskDeps } from '../deps.ts';
import { userRefOf } from './users.ts';

export type EvidenceSubject = z.infer<typeof subjectRef>;

/** Whoever works on cases, and an auditor. Refuses `not_permitted`. */
export function mayReadEvidence(actor: Actor): Result<true> {
  return actor.roles.includes('auditor') ? ok(true) : mayAct('attach_evidence', actor);
}

/** A file as a line; its name stays in the desk: it may hold a person's. */
export function evidenceItemOf(
  deps: Pick<DeskDeps, 'db'>,
  entry: EvidenceEntry,
  { kind, title }: Pick<EvidenceLink, 'kind' | 'title'>,
): EvidenceItem {
  const { evidenceId, sha256, sizeBytes, mediaType, capturedAt, capturedBy } = entry;
  return { evidenceId, kind, title, sha256, sizeBytes, mediaType, capturedAt, capturedBy: userRefOf(deps, capturedBy) };
}

/** What is attached to a contact or a case, the first attachment first. */
export function evidenceOf(deps: Pick<DeskDeps, 'db'>, subject: EvidenceSubject): EvidenceItem[] {
  const stream =
    subject.type === 'case' ? (`case/${subject.caseId}` as const) : (`contact/${subject.contactId}` as const);
  return loadEvents(deps.db, stream).flatMap((event) => {
    if (event.type !== 'EvidenceAttached') return [];
    const entry = getEvidence(deps.db, event.data.evidenceId);
    return entry === null ? [] : [evidenceItemOf(deps, entry, event.data)];
  });
}
