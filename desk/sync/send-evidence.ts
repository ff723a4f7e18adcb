/** Gives the hub the files of this desk's ledger, part by part, so that nothing else that is to be told waits for a large one. */
import { MAX_PART_BYTES } from '../../contract/hub-protocol/envelopes.ts';
import { transaction } from '../../db/open/database.ts';
import type { WritableDb } from '../../db/open/database.ts';
import { markAtHub, nextUnsent } from '../../db/queries/evidence-at-hub.ts';
import type { EvidenceStore } from '../services/evidence-store.ts';
import { HubRefused } from './hub-client.ts';
import type { HubClient } from './hub-client.ts';

export interface EvidenceSender {
  /** Whether a part was sent, and there may be another. Throws `HubUnreachable`, and `HubRefused` where it is not about the file. */
  sendPart(): Promise<boolean>;
  /** Files that the hub did not take are tried again from here on. */
  beginAnew(): void;
}

export interface Sending {
  readonly db: () => WritableDb;
  readonly client: Pick<HubClient, 'evidence' | 'sendPart'>;
  readonly files: Pick<EvidenceStore, 'get'>;
}

/** Said of this file, and no reason to leave the others: the hub does not know it yet, or has it otherwise. */
const OF_THE_FILE: ReadonlySet<string> = new Set([
  'out_of_scope',
  'body_too_large',
  'not_understood',
  'evidence_altered',
  'no_such_route',
]);

interface OpenFile {
  readonly seq: number;
  readonly evidenceId: string;
  readonly content: Uint8Array;
  at: number;
}

export function evidenceSender({ db, client, files }: Sending): EvidenceSender {
  let passed = 0;
  let open: OpenFile | null = null;

  /** The next file that the hub knows of and lacks, from where it stands there. */
  const openNext = async (): Promise<OpenFile | null> => {
    for (let next = nextUnsent(db(), passed); next !== null; next = nextUnsent(db(), passed)) {
      const { seq, evidenceId, sha256 } = next;
      const [standing] = (await client.evidence([evidenceId])).files;
      if (standing?.isWhole === true) transaction(db(), () => markAtHub(db(), evidenceId));
      // A file that is gone from this disk, or was changed there, is said when somebody opens it.
      const content = standing === undefined || standing.isWhole ? null : await files.get(sha256);
      if (standing !== undefined && content?.ok === true)
        return { seq, evidenceId, content: content.value, at: standing.storedBytes };
      passed = seq;
    }
    return null;
  };

  return {
    beginAnew: () => void (passed = 0),
    async sendPart() {
      try {
        open ??= await openNext();
        if (open === null) return false;
        const { evidenceId, content, at, seq } = open;
        const { files: standings } = await client.sendPart(evidenceId, at, content.subarray(at, at + MAX_PART_BYTES));
        const [standing] = standings;
        open.at = standing?.storedBytes ?? content.length;
        if (standing?.isWhole === true) transaction(db(), () => markAtHub(db(), evidenceId));
        if (standing?.isWhole === true || open.at >= content.length) {
          open = null;
          passed = seq;
        }
        return true;
      } catch (error) {
        const isOfTheFile = error instanceof HubRefused && OF_THE_FILE.has(error.code);
        passed = isOfTheFile ? (open?.seq ?? Number.MAX_SAFE_INTEGER) : passed;
        open = null;
        if (isOfTheFile) return true;
        throw error;
      }
    },
  };
}
