/** What this desk tells its hub next. */
import type { z } from 'zod';
import { MAX_PUSHED, type pushRequest } from '../../contract/hub-protocol/envelopes.ts';
import { PROTOCOL_VERSION } from '../../contract/hub-protocol/version.ts';
import type { ReadableDb } from '../../db/open/database.ts';
import { getHubLink, grantAt } from '../../db/queries/hub-link.ts';
import { listWaiting } from '../../db/queries/outbox.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';

export type PushRequest = z.infer<typeof pushRequest>;

/** What stands where nobody ever signed in here who could have done it; the hub refuses it in words. */
const NO_GRANT = 'none';

/** The commands that wait, in their order; null where none does. `deskTime` is this desk's clock as it stands. */
export function nextPush(db: ReadableDb, deskTime: UtcMs, limit = MAX_PUSHED): PushRequest | null {
  const link = getHubLink(db);
  const waiting = link === null ? [] : listWaiting(db, limit);
  if (link === null || waiting.length === 0) return null;
  return {
    protocolVersion: PROTOCOL_VERSION,
    epoch: link.epoch,
    deskTime,
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
