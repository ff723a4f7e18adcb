/** Rows of the SQLite store as what they stand for. */
import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Claim } from '../../../domain/cases/claims.ts';
import type { StreamId } from '../../../domain/kernel/stream.ts';
import type { DeskRecord, EvidenceStanding, HubUser, StreamStanding } from '../store.ts';

export interface DeskRow extends Omit<DeskRecord, 'scope' | 'roles' | 'signingKey' | 'sealingKey'> {
  readonly branches: string | null;
  readonly roles: string;
  readonly signingKey: Buffer;
  readonly sealingKey: Buffer | null;
}

export const DESK_SELECT = `SELECT desk_id AS deskId, name, epoch, next_seq AS nextSeq, branches, roles, days, signing_key AS signingKey,
  sealing_key AS sealingKey, revoked_at AS revokedAt, may_bring_until AS mayBringUntil FROM desk`;

export function toDesk({ branches, roles, signingKey, sealingKey, ...rest }: DeskRow): DeskRecord {
  const keyOf = (key: Buffer): KeyObject => createPublicKey({ key, format: 'der', type: 'spki' });
  return {
    ...rest,
    roles: JSON.parse(roles) as DeskRecord['roles'],
    scope: branches === null ? 'all' : (JSON.parse(branches) as string[]),
    signingKey: keyOf(signingKey),
    sealingKey: sealingKey === null ? null : keyOf(sealingKey),
  };
}

export function keyBytes(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' });
}

export type UserRow = Omit<HubUser, 'roles'> & { readonly roles: string };

export const USER_SELECT = `SELECT user_id AS userId, login, display_name AS displayName, password_hash AS passwordHash, roles,
  branch_id AS branchId, disabled_at AS disabledAt FROM account`;

export function toUser({ roles, ...rest }: UserRow): HubUser {
  return { ...rest, roles: JSON.parse(roles) as HubUser['roles'] };
}

export interface StreamRow extends Omit<StreamStanding, 'claims' | 'waitsFor'> {
  readonly stream: StreamId;
  readonly claims: string;
  readonly waitsFor: string;
}

export function toStanding({ stream: _name, claims, waitsFor, ...rest }: StreamRow): StreamStanding {
  return {
    ...rest,
    waitsFor: JSON.parse(waitsFor) as StreamStanding['waitsFor'],
    claims: JSON.parse(claims) as Claim[],
  };
}

export type EvidenceRow = Omit<EvidenceStanding, 'isWhole'> & { readonly isWhole: number };

export function toEvidence({ isWhole, ...rest }: EvidenceRow): EvidenceStanding {
  return { ...rest, isWhole: isWhole === 1 };
}
