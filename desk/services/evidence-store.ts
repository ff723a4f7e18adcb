import type { Result } from '../../domain/kernel/result.ts';

export interface StoredContent {
  /** Lower-case hex of the content. */
  readonly sha256: string;
  readonly sizeBytes: number;
  /** What the content is, whatever its name says. */
  readonly mediaType: string;
}

/** The encrypted files beside the database, each under the hash of its content. */
export interface EvidenceStore {
  /**
   * Encrypts the content into its file; the same content is stored once. The file is on the disk when this returns.
   * Refuses `evidence_too_large`, `evidence_type_refused`, `disk_full`.
   */
  put(content: Blob): Promise<Result<StoredContent>>;
  /** The content, proven to be what was stored. Refuses `evidence_missing` (`{ problem: 'missing' | 'altered' }`). */
  get(sha256: string): Promise<Result<Uint8Array<ArrayBuffer>>>;
  /** Removes files that `isKnown` does not claim: left by a crash before their entry was written. Answers how many. */
  sweep(isKnown: (sha256: string) => boolean): Promise<number>;
}
