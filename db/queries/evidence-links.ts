/** What a file in evidence was attached to, and as what: read from the events themselves. */
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { EvidenceKind } from '../../domain/cases/shared-events.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import type { ReadableDb } from '../open/database.ts';
import { getEvidence } from './evidence.ts';

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

/** A file of this desk's ledger, or as every desk knows it that may hold what it is attached to. */
export interface KnownFile {
  readonly evidenceId: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mediaType: string;
  readonly capturedAt: UtcMs;
  readonly capturedBy: string;
}

/** Null where nothing that is here names it. */
export function knownFile(db: ReadableDb, evidenceId: string): KnownFile | null {
  return (
    getEvidence(db, evidenceId) ??
    db.get<KnownFile>(
      `SELECT data ->> '$.evidenceId' AS evidenceId, data ->> '$.sha256' AS sha256, data ->> '$.sizeBytes' AS sizeBytes,
         data ->> '$.mediaType' AS mediaType, captured_at AS capturedAt, actor_user_id AS capturedBy FROM event
       WHERE type = 'EvidenceAttached' AND data ->> '$.evidenceId' = ? ORDER BY position LIMIT 1`,
      evidenceId,
    ) ??
    null
  );
}
