import type { StreamId } from '../../domain/kernel/stream.ts';
import type { Attachment, EvidenceBytes, EvidenceEntry, EvidenceStanding } from './store.ts';

/** The files in evidence of the store in memory: who named each, what it is attached to, and what has come of it. */
export interface MemoryEvidence extends EvidenceBytes {
  entry(evidenceId: string): EvidenceEntry | null;
  put(deskId: string, entries: readonly EvidenceEntry[]): void;
  link(deskId: string, attached: readonly Attachment[]): void;
}

interface Kept {
  readonly entry: EvidenceEntry;
  readonly namedBy: Set<string>;
  readonly on: Set<StreamId>;
  bytes: Buffer;
  isWhole: boolean;
}

export function memoryEvidence(mayHold: (deskId: string, stream: StreamId) => boolean): MemoryEvidence {
  const files = new Map<string, Kept>();
  const standing = ({ entry: { evidenceId, sha256, sizeBytes }, bytes, isWhole }: Kept): EvidenceStanding => ({
    evidenceId,
    sha256,
    sizeBytes,
    storedBytes: bytes.length,
    isWhole,
  });
  const named = (evidenceId: string): Kept => {
    const file = files.get(evidenceId);
    if (file === undefined) throw new Error('a part of a file that nobody has named');
    return file;
  };
  return {
    entry: (evidenceId) => files.get(evidenceId)?.entry ?? null,
    put(deskId, entries) {
      for (const entry of entries) {
        const { evidenceId, sha256 } = entry;
        const known = files.get(evidenceId);
        const file = known ?? { entry, namedBy: new Set(), on: new Set(), bytes: Buffer.alloc(0), isWhole: false };
        files.set(evidenceId, file);
        if (file.entry.sha256 === sha256) file.namedBy.add(deskId);
      }
    },
    link(deskId, attached) {
      for (const { evidenceId, stream } of attached) {
        const file = files.get(evidenceId);
        if (file?.namedBy.has(deskId) === true) file.on.add(stream);
      }
    },
    namedEvidence: async (deskId, evidenceIds) =>
      evidenceIds.flatMap((evidenceId) => {
        const file = files.get(evidenceId);
        return file?.namedBy.has(deskId) === true ? [standing(file)] : [];
      }),
    async addEvidencePart(evidenceId, from, bytes) {
      const file = named(evidenceId);
      if (file.bytes.length === from && !file.isWhole) file.bytes = Buffer.concat([file.bytes, bytes]);
      return standing(file);
    },
    async settleEvidence(evidenceId, isWhole) {
      const file = named(evidenceId);
      if (isWhole) file.isWhole = true;
      else if (!file.isWhole) file.bytes = Buffer.alloc(0);
    },
    async heldEvidence(deskId, evidenceId) {
      const file = files.get(evidenceId);
      if (file === undefined || ![...file.on].some((stream) => mayHold(deskId, stream))) return null;
      return standing(file);
    },
    async *readEvidence(evidenceId, from) {
      const rest = files.get(evidenceId)?.bytes.subarray(from);
      if (rest !== undefined && rest.length > 0) yield rest;
    },
  };
}
