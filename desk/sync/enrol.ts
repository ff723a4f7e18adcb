/** This desk comes to a hub, and what it did alone until then waits to be told. */
import { generateKeyPairSync } from 'node:crypto';
import { rawPublicKey } from '../../contract/hub-protocol/raw-keys.ts';
import { transaction } from '../../db/open/database.ts';
import type { WritableDb } from '../../db/open/database.ts';
import { forgetAtHub } from '../../db/queries/evidence-at-hub.ts';
import { getHubLink, putHubLink } from '../../db/queries/hub-link.ts';
import type { HubLink } from '../../db/queries/hub-link.ts';
import { nextUnanswered } from '../../db/queries/outbox.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import { enrolAt } from './hub-client.ts';
import type { HubClient } from './hub-client.ts';

export interface Enrolling {
  readonly url: string;
  readonly code: string;
  readonly deskName: string;
}

/**
 * Enrols with a one-time code, with keys made for it, and keeps nothing of it yet. Throws `HubRefused` (`code_wrong`) and
 * `HubUnreachable`.
 */
export async function askToEnrol({ url, code, deskName }: Enrolling, now: UtcMs): Promise<Omit<HubLink, 'seqBase'>> {
  const signing = generateKeyPairSync('ed25519');
  const sealing = generateKeyPairSync('x25519');
  const answer = await enrolAt(url, {
    code,
    deskName,
    signingKey: rawPublicKey(signing.publicKey),
    sealingKey: rawPublicKey(sealing.publicKey),
  });
  return {
    url,
    deskId: answer.deskId,
    epoch: answer.epoch,
    signingKey: signing.privateKey.export({ format: 'der', type: 'pkcs8' }),
    sealingKey: sealing.privateKey.export({ format: 'der', type: 'pkcs8' }),
    hubKey: Buffer.from(answer.hubKey, 'base64'),
    cursor: null,
    enrolledAt: now,
  };
}

/** Enrols a desk that has done nothing yet. Throws like {@link askToEnrol}. */
export async function enrol(db: WritableDb, enrolling: Enrolling, now: UtcMs): Promise<HubLink> {
  const link = { ...(await askToEnrol(enrolling, now)), seqBase: nextUnanswered(db) - 1 };
  transaction(db, () => putHubLink(db, link));
  return link;
}

/** After a backup was put back: the desk counts its pushes anew, from the first that has no answer. */
export async function enrolAgain(db: WritableDb, client: HubClient): Promise<void> {
  const { epoch } = await client.reenrol();
  const link = getHubLink(db);
  if (link === null) throw new Error('a desk without a hub cannot be enrolled again');
  transaction(db, () => {
    putHubLink(db, { ...link, epoch, seqBase: nextUnanswered(db) - 1 });
    forgetAtHub(db);
  });
}
