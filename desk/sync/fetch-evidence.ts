/** A file that another desk has recorded, fetched when somebody opens it. */
import type { KnownFile } from '../../db/queries/evidence-links.ts';
import { refuse, ok } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { HubRefused, HubUnreachable } from './hub-client.ts';
import type { HubClient } from './hub-client.ts';

const MOST_TRIES = 3;

/**
 * The file's bytes, taken up again where the line broke; whether they are what their hash says is for who keeps them. Refuses
 * `evidence_needs_hub` where the hub is not reached, and `evidence_not_sent` where it has not been given the file yet.
 */
export async function fetchEvidence(
  client: Pick<HubClient, 'downloadEvidence'>,
  { evidenceId, sizeBytes }: Pick<KnownFile, 'evidenceId' | 'sizeBytes'>,
): Promise<Result<Blob>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let from = 0;
  for (let tries = 1; from < sizeBytes; tries += 1) {
    const before = from;
    try {
      for await (const part of client.downloadEvidence(evidenceId, from)) {
        parts.push(Uint8Array.from(part));
        from += part.length;
      }
      // A hub that has less than it was told of.
      if (from < sizeBytes) return refuse('evidence_not_sent');
    } catch (error) {
      if (error instanceof HubRefused) return refuse('evidence_not_sent');
      if (!(error instanceof HubUnreachable)) throw error;
      if (from > before) tries = 1;
      else if (tries >= MOST_TRIES || from === 0) return refuse('evidence_needs_hub');
    }
  }
  return ok(new Blob(parts));
}
