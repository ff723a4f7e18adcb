/** The bytes of files in evidence: given by who named them, part by part, and believed once their hash is what was said. */
import { createHash } from 'node:crypto';
import { MAX_FILE_BYTES, MAX_PART_BYTES } from '../../contract/hub-protocol/envelopes.ts';
import type { EvidenceStanding, HubStore } from '../store/store.ts';

export type TakenPart =
  | { readonly standing: EvidenceStanding }
  /** `too_large`: more than the file was said to have, or than any may have. `altered`: not what its hash says; it begins anew. */
  | { readonly refused: 'not_named' | 'too_large' | 'altered' };

export interface Part {
  readonly evidenceId: string;
  readonly from: number;
  readonly bytes: Uint8Array;
}

/** Takes a part; one that does not begin where the file stands changes nothing, and the answer says where that is. */
export async function takePart(store: HubStore, deskId: string, { evidenceId, from, bytes }: Part): Promise<TakenPart> {
  const [named] = await store.namedEvidence(deskId, [evidenceId]);
  if (named === undefined) return { refused: 'not_named' };
  if (named.isWhole || from !== named.storedBytes) return { standing: named };
  const isTooLarge = named.sizeBytes > MAX_FILE_BYTES || from + bytes.length > named.sizeBytes;
  if (isTooLarge || bytes.length > MAX_PART_BYTES) return { refused: 'too_large' };
  const standing = await settled(store, await store.addEvidencePart(evidenceId, from, bytes));
  return standing.storedBytes === 0 ? { refused: 'altered' } : { standing };
}

/** How the files that this desk has named stand. One whose last part came to a hub that died with it is settled now. */
export async function evidenceStandings(
  store: HubStore,
  deskId: string,
  evidenceIds: readonly string[],
): Promise<readonly EvidenceStanding[]> {
  const named = await store.namedEvidence(deskId, evidenceIds);
  return Promise.all(named.map((standing) => settled(store, standing)));
}

/** Once all bytes have come: whole where they are what the hash says, and none of them otherwise. */
async function settled(store: HubStore, standing: EvidenceStanding): Promise<EvidenceStanding> {
  const { evidenceId, sha256, sizeBytes, storedBytes } = standing;
  if (standing.isWhole || storedBytes < sizeBytes) return standing;
  const hash = createHash('sha256');
  for await (const part of store.readEvidence(evidenceId, 0)) hash.update(part);
  const isWhole = hash.digest('hex') === sha256;
  await store.settleEvidence(evidenceId, isWhole);
  return { ...standing, isWhole, storedBytes: isWhole ? storedBytes : 0 };
}
