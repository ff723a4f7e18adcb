/** What a file in evidence was attached to, and as what: read from the events themselves. */
import type { EvidenceKind } from '../../domain/cases/shared-events.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import type { ReadableDb } from '../open/database.ts';

export interface EvidenceLink {
  readonly stream: StreamId;
  readonly kind: EvidenceKind;
  readonly title: string;
}

/** Everything a file is attached to, the first attachment first. */
export function linksOfEvidence(db: ReadableDb, evidenceId: string): EvidenceLink[] {
  return db.all<EvidenceLink>(
    `SELECT stream, data ->> '$.kind' AS kind, data ->> '$.title' AS title FROM event
     WHERE type = 'EvidenceAttached' AND data ->> '$.evidenceId' = ? ORDER BY position`,
    evidenceId,
  );
}
