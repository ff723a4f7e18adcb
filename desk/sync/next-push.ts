/** What this desk tells its hub next. */
import type { z } from 'zod';
import { MAX_EVIDENCE, MAX_PUSHED, type pushRequest } from '../../contract/hub-protocol/envelopes.ts';
import { PROTOCOL_VERSION } from '../../contract/hub-protocol/version.ts';
import type { ReadableDb } from '../../db/open/database.ts';
import { getEvidence } from '../../db/queries/evidence.ts';
import type { EvidenceFile } from '../../db/queries/evidence.ts';
import { getHubLink, grantAt } from '../../db/queries/hub-link.ts';
import { listWaiting } from '../../db/queries/outbox.ts';
import type { WaitingCommand } from '../../db/queries/outbox.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';

export type PushRequest = z.infer<typeof pushRequest>;

/** What stands where nobody ever signed in here who could have done it; the hub refuses it in words. */
const NO_GRANT = 'none';
/** Half of what a hub takes in one body: room for the files that are named. */
const PUSHED_BYTES = 4 * 1024 * 1024;
/** What a command has around its payload, its grant above all. */
const ENVELOPE_BYTES = 1024;

/** The commands that wait, in their order; null where none does. `deskTime` is this desk's clock as it stands. */
export function nextPush(db: ReadableDb, deskTime: UtcMs, limit = MAX_PUSHED): PushRequest | null {
  const link = getHubLink(db);
  const waiting = link === null ? [] : withinBytes(listWaiting(db, limit));
  if (link === null || waiting.length === 0) return null;
  const evidence = evidenceNamedIn(waiting.map(({ entry }) => entry.payload)).flatMap((evidenceId) => {
    const found = getEvidence(db, evidenceId);
    return found === null ? [] : [entryOf(found)];
  });
  return {
    protocolVersion: PROTOCOL_VERSION,
    epoch: link.epoch,
    deskTime,
    ...(evidence.length === 0 ? {} : { evidence: evidence.slice(0, MAX_EVIDENCE) }),
    commands: waiting.map(({ seq, entry }) => ({
      seq: seq - link.seqBase,
      commandId: entry.commandId,
      stream: entry.stream,
      type: entry.type,
      payload: entry.payload as Record<string, unknown>,
      capturedAt: entry.createdAt,
      grant: grantAt(db, entry.actor.userId, entry.createdAt)?.token ?? NO_GRANT,
    })),
  };
}

/** As many as a hub takes at once, by their size; one in any case. */
function withinBytes(waiting: readonly WaitingCommand[]): readonly WaitingCommand[] {
  let bytes = 0;
  const tooMany = waiting.findIndex(({ entry }, index) => {
    bytes += Buffer.byteLength(JSON.stringify(entry.payload)) + ENVELOPE_BYTES;
    return index > 0 && bytes > PUSHED_BYTES;
  });
  return tooMany === -1 ? waiting : waiting.slice(0, tooMany);
}

/** The ids of files in payloads: fields that end so, whatever command they belong to. */
function evidenceNamedIn(value: unknown, field = ''): string[] {
  if (typeof value === 'string') return /[eE]videnceIds?$/u.test(field) ? [value] : [];
  if (Array.isArray(value)) return [...new Set(value.flatMap((each: unknown) => evidenceNamedIn(each, field)))];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => evidenceNamedIn(inner, name));
}

function entryOf({ evidenceId, sha256, sizeBytes, mediaType, capturedAt, capturedBy }: EvidenceFile) {
  return { evidenceId, sha256, sizeBytes, mediaType, capturedAt, capturedBy };
}
