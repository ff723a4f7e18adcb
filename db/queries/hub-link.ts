/** Who this desk is at its hub, how far it has pulled, and what proves who had signed in here. */
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { ReadableDb, WritableDb } from '../open/database.ts';

export interface HubLink {
  readonly url: string;
  /** As the hub knows it. */
  readonly deskId: string;
  readonly epoch: string;
  /** What stands at `seqBase + 1` in the outbox is 1 for the hub. */
  readonly seqBase: number;
  /** Private Ed25519 and X25519 keys, PKCS#8; this file is encrypted whole. */
  readonly signingKey: Uint8Array;
  readonly sealingKey: Uint8Array;
  /** The public half of what the hub signs grants with, raw. */
  readonly hubKey: Uint8Array;
  readonly cursor: string | null;
  readonly enrolledAt: UtcMs;
}

/** Null on a desk that is its own authority. */
export function getHubLink(db: ReadableDb): HubLink | null {
  return (
    db.get<HubLink>(
      `SELECT url, desk_id AS deskId, epoch, seq_base AS seqBase, signing_key AS signingKey, sealing_key AS sealingKey,
         hub_key AS hubKey, cursor, enrolled_at AS enrolledAt FROM hub_link`,
    ) ?? null
  );
}

/** Enrolled, or enrolled anew: the link is as given. */
export function putHubLink(db: WritableDb, link: HubLink): void {
  db.run(
    `INSERT INTO hub_link (one, url, desk_id, epoch, seq_base, signing_key, sealing_key, hub_key, cursor, enrolled_at)
     VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (one) DO UPDATE SET url = excluded.url, desk_id = excluded.desk_id, epoch = excluded.epoch,
       seq_base = excluded.seq_base, signing_key = excluded.signing_key, sealing_key = excluded.sealing_key,
       hub_key = excluded.hub_key, cursor = excluded.cursor, enrolled_at = excluded.enrolled_at`,
    link.url,
    link.deskId,
    link.epoch,
    link.seqBase,
    link.signingKey,
    link.sealingKey,
    link.hubKey,
    link.cursor,
    link.enrolledAt,
  );
}

export function setCursor(db: WritableDb, cursor: string): void {
  db.run('UPDATE hub_link SET cursor = ?', cursor);
}

export interface HubGrant {
  readonly userId: string;
  readonly issuedAt: UtcMs;
  readonly expiresAt: UtcMs;
  readonly offlineUntil: UtcMs;
  readonly token: string;
}

export function putGrant(db: WritableDb, grant: HubGrant): void {
  db.run(
    'INSERT OR IGNORE INTO hub_grant (user_id, issued_at, expires_at, offline_until, token) VALUES (?, ?, ?, ?, ?)',
    grant.userId,
    grant.issuedAt,
    grant.expiresAt,
    grant.offlineUntil,
    grant.token,
  );
}

/** The proof that this person was signed in then: the last one that had been given by that time, or else the first. */
export function grantAt(db: ReadableDb, userId: string, at: UtcMs): HubGrant | null {
  return (
    db.get<HubGrant>(
      `SELECT user_id AS userId, issued_at AS issuedAt, expires_at AS expiresAt, offline_until AS offlineUntil, token
       FROM hub_grant WHERE user_id = ? ORDER BY issued_at <= ? DESC, abs(issued_at - ?) LIMIT 1`,
      userId,
      at,
      at,
    ) ?? null
  );
}
