/** A desk as the hub sees it: keys, a grant, and commands made beforehand. What a desk itself does is measured elsewhere. */
import { createHash, generateKeyPairSync } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { signGrant } from '../../../contract/hub-protocol/grant.ts';
import { PROTOCOL_VERSION } from '../../../contract/hub-protocol/version.ts';
import { createHubClient } from '../../../desk/sync/hub-client.ts';
import type { HubClient } from '../../../desk/sync/hub-client.ts';
import type { PushRequest } from '../../../desk/sync/next-push.ts';
import { DAY_MS } from '../../../domain/kernel/units.ts';
import type { HubDeps } from '../../../hub/services/deps.ts';

export interface ThinDesk {
  readonly deskId: string;
  readonly client: HubClient;
  /** So many calls begun, in one push. */
  next(count: number): PushRequest;
}

export async function thinDesk(deps: HubDeps, url: string, userId: string): Promise<ThinDesk> {
  const deskId = uuidv7();
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const epoch = createHash('sha256').update(deskId).digest('hex').slice(0, 16);
  await deps.store.putDesk({
    deskId,
    name: 'bench',
    epoch,
    nextSeq: 1,
    scope: 'all',
    signingKey: publicKey,
    revokedAt: null,
    mayBringUntil: null,
    roles: [],
    days: null,
    sealingKey: null,
  });
  const now = Date.now();
  const times = { issuedAt: now - 1000, expiresAt: now + DAY_MS, offlineUntil: now + DAY_MS };
  const grant = await signGrant(deps.signingKey, { userId, deskId, roles: ['agent'], branchId: 'hotline', ...times });
  let seq = 0;
  return {
    deskId,
    client: createHubClient({ url, deskId, signingKey: privateKey.export({ format: 'der', type: 'pkcs8' }) }, Date.now),
    next: (count) => ({
      protocolVersion: PROTOCOL_VERSION,
      epoch,
      deskTime: Date.now(),
      commands: Array.from({ length: count }, () => {
        const contactId = uuidv7();
        seq += 1;
        const payload = {
          contactId,
          channel: 'phone',
          direction: 'inbound',
          cli: null,
          waitedSeconds: null,
          callbackId: null,
        };
        const stream = `contact/${contactId}`;
        return { seq, commandId: uuidv7(), stream, type: 'StartContact', payload, capturedAt: Date.now(), grant };
      }),
    }),
  };
}
