/** Rows of the hub's tables as what they stand for. */
import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Claim } from '../../../domain/cases/claims.ts';
import type { Actor, Role } from '../../../domain/kernel/actor.ts';
import type { StreamId } from '../../../domain/kernel/stream.ts';
import type { Sealer } from '../../keys/sealer.ts';
import type { DeskRecord, HubEvent, HubUser, StoredCommand, StoredOutcome, StreamStanding } from '../store.ts';

/** PostgreSQL's bigint comes as text; instants and counts of ours are far below where a number stops being exact. */
type BigInt8 = string;

export interface DeskRow {
  readonly desk_id: string;
  readonly name: string;
  readonly epoch: string;
  readonly next_seq: BigInt8;
  readonly branches: readonly string[] | null;
  readonly roles: readonly Role[];
  readonly signing_key: Buffer;
  readonly sealing_key: Buffer | null;
  readonly revoked_at: BigInt8 | null;
  readonly may_bring_until: BigInt8 | null;
  readonly days: number | null;
}

export function toDesk(row: DeskRow): DeskRecord {
  return {
    deskId: row.desk_id,
    name: row.name,
    epoch: row.epoch,
    nextSeq: Number(row.next_seq),
    scope: row.branches ?? 'all',
    roles: row.roles,
    days: row.days,
    signingKey: keyOf(row.signing_key),
    sealingKey: row.sealing_key === null ? null : keyOf(row.sealing_key),
    revokedAt: numberOrNull(row.revoked_at),
    mayBringUntil: numberOrNull(row.may_bring_until),
  };
}

function keyOf(key: Buffer): KeyObject {
  return createPublicKey({ key, format: 'der', type: 'spki' });
}

export function keyBytes(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' });
}

export interface AccountRow {
  readonly user_id: string;
  readonly login: string;
  readonly display_name: string;
  readonly password_hash: string;
  readonly roles: readonly Role[];
  readonly branch_id: string;
  readonly disabled_at: BigInt8 | null;
}

export function toUser(row: AccountRow): HubUser {
  return {
    userId: row.user_id,
    login: row.login,
    displayName: row.display_name,
    passwordHash: row.password_hash,
    roles: row.roles,
    branchId: row.branch_id,
    disabledAt: numberOrNull(row.disabled_at),
  };
}

export interface CommandRow {
  readonly command_id: string;
  readonly desk_id: string;
  readonly epoch: string;
  readonly seq: BigInt8;
  readonly stream: string;
  readonly type: string;
  readonly payload: Buffer;
  readonly user_id: string | null;
  readonly captured_at: BigInt8;
  readonly accepted_at: BigInt8;
  readonly outcome: StoredOutcome;
}

export function toCommand(row: CommandRow, sealer: Sealer): StoredCommand {
  return {
    commandId: row.command_id,
    deskId: row.desk_id,
    epoch: row.epoch,
    seq: Number(row.seq),
    stream: row.stream,
    type: row.type,
    payload: sealer.open(row.payload) as StoredCommand['payload'],
    userId: row.user_id,
    capturedAt: Number(row.captured_at),
    acceptedAt: Number(row.accepted_at),
    outcome: row.outcome,
  };
}

export interface StreamRow {
  readonly stream: StreamId;
  readonly version: number;
  readonly branch_id: string | null;
  readonly owner_user_id: string | null;
  readonly waits_for: readonly Role[];
  readonly slot_start: BigInt8 | null;
  readonly lapses_at: BigInt8 | null;
  readonly claims: readonly Claim[];
}

export function toStanding(row: StreamRow): StreamStanding {
  return {
    version: row.version,
    branchId: row.branch_id,
    ownerUserId: row.owner_user_id,
    waitsFor: row.waits_for,
    slotStart: numberOrNull(row.slot_start),
    lapsesAt: numberOrNull(row.lapses_at),
    claims: row.claims,
  };
}

export interface EventRow {
  readonly stream: StreamId;
  readonly version: number;
  readonly event_id: string;
  readonly type: string;
  readonly data: Buffer;
  readonly command_id: string;
  readonly actor: Actor;
  readonly captured_at: BigInt8;
  readonly accepted_at: BigInt8;
  readonly clock_skew_ms: BigInt8 | null;
}

export const EVENT_COLUMNS =
  'e.stream, e.version, e.event_id, e.type, e.data, e.command_id, e.actor, e.captured_at, e.accepted_at, e.clock_skew_ms';

export function toEvent(row: EventRow, sealer: Sealer): HubEvent {
  // Only the authority writes rows, and it takes domain events: type and data belong together.
  return {
    eventId: row.event_id,
    stream: row.stream,
    version: row.version,
    type: row.type,
    data: sealer.open(row.data),
    commandId: row.command_id,
    actor: row.actor,
    capturedAt: Number(row.captured_at),
    acceptedAt: Number(row.accepted_at),
    status: 'confirmed',
    ...(row.clock_skew_ms === null ? {} : { clockSkewMs: Number(row.clock_skew_ms) }),
  } as HubEvent;
}

function numberOrNull(value: BigInt8 | null): number | null {
  return value === null ? null : Number(value);
}
