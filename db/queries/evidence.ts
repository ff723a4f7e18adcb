/** The ledger of files given in evidence. The files themselves lie encrypted beside the database. */
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { ReadableDb, WritableDb } from '../open/database.ts';
import { CHAIN_START, checkChain, hashOf } from './chain.ts';
import type { ChainCheck } from './chain.ts';

export interface EvidenceFile {
  readonly evidenceId: string;
  /** Lower-case hex of the content. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mediaType: string;
  readonly fileName: string;
  readonly capturedAt: UtcMs;
  readonly capturedBy: string;
  readonly deskId: string;
}

export interface EvidenceEntry extends EvidenceFile {
  readonly seq: number;
  readonly chainPrevHash: string;
  readonly chainHash: string;
}

const EVIDENCE_SELECT = `SELECT seq, evidence_id AS evidenceId, sha256, size_bytes AS sizeBytes, media_type AS mediaType,
  file_name AS fileName, captured_at AS capturedAt, captured_by AS capturedBy, desk_id AS deskId,
  chain_prev_hash AS chainPrevHash, chain_hash AS chainHash FROM evidence`;

function contentOf(seq: number, file: EvidenceFile, chainPrevHash: string) {
  return {
    seq,
    evidenceId: file.evidenceId,
    sha256: file.sha256,
    sizeBytes: file.sizeBytes,
    mediaType: file.mediaType,
    fileName: file.fileName,
    capturedAt: file.capturedAt,
    capturedBy: file.capturedBy,
    deskId: file.deskId,
    chainPrevHash,
  };
}

/**
 * Enters a file in the ledger; inside a transaction. A file whose content is there already is not entered again: the entry
 * that holds it comes back, under the id it has had from the start.
 */
export function recordEvidence(
  db: WritableDb,
  file: EvidenceFile,
): { readonly entry: EvidenceEntry; readonly alreadyStored: boolean } {
  const known = db.get<EvidenceEntry>(`${EVIDENCE_SELECT} WHERE sha256 = ?`, file.sha256);
  if (known !== undefined) return { entry: known, alreadyStored: true };
  const last = db.get<{ seq: number; chainHash: string }>(
    'SELECT seq, chain_hash AS chainHash FROM evidence ORDER BY seq DESC LIMIT 1',
  );
  const seq = (last?.seq ?? 0) + 1;
  const chainPrevHash = last?.chainHash ?? CHAIN_START;
  const entry = { ...file, seq, chainPrevHash, chainHash: hashOf(contentOf(seq, file, chainPrevHash)) };
  db.run(
    `INSERT INTO evidence (seq, evidence_id, sha256, size_bytes, media_type, file_name, captured_at, captured_by, desk_id,
       chain_prev_hash, chain_hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    entry.seq,
    entry.evidenceId,
    entry.sha256,
    entry.sizeBytes,
    entry.mediaType,
    entry.fileName,
    entry.capturedAt,
    entry.capturedBy,
    entry.deskId,
    entry.chainPrevHash,
    entry.chainHash,
  );
  return { entry, alreadyStored: false };
}

/** The ledger, a page at a time, the oldest first; `after` is the `seq` of the last of the page before. */
export function listEvidence(db: ReadableDb, { after, limit }: { readonly after: number; readonly limit: number }) {
  return db.all<EvidenceEntry>(`${EVIDENCE_SELECT} WHERE seq > ? ORDER BY seq LIMIT ? + 0`, after, limit);
}

export function getEvidence(db: ReadableDb, evidenceId: string): EvidenceEntry | null {
  return db.get<EvidenceEntry>(`${EVIDENCE_SELECT} WHERE evidence_id = ?`, evidenceId) ?? null;
}

/** Recomputes the ledger's chain; whether the files still are what it says is for who reads the files. */
export function verifyEvidenceChain(db: ReadableDb): ChainCheck {
  return checkChain(evidenceLinks(db));
}

function* evidenceLinks(db: ReadableDb) {
  for (const entry of db.iterate<EvidenceEntry>(`${EVIDENCE_SELECT} ORDER BY seq`)) {
    const { seq, chainPrevHash, chainHash } = entry;
    yield { seq, prevHash: chainPrevHash, hash: chainHash, content: contentOf(seq, entry, chainPrevHash) };
  }
}
