/**
 * What the hub keeps, and how it is read and written: whole units of work, each in one transaction. Implemented in memory,
 * on SQLite and on PostgreSQL; the same property suite runs against every implementation.
 */
import type { KeyObject } from 'node:crypto';
import type { Claim } from '../../domain/cases/claims.ts';
import type { RecordedDomainEvent } from '../../domain/events.ts';
import type { Role } from '../../domain/kernel/actor.ts';
import type { RefusalData } from '../../domain/kernel/refusal.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { Key, OrderKeyKind, PartyKeyKind } from '../../domain/orders/order-keys.ts';
import type { Order, PartyRecord } from '../../domain/orders/order.ts';
import type { FactSource } from '../commands/facts-on-demand.ts';

/** Which branches' work a desk may hold and touch; `all` for a hotline. */
export type Scope = 'all' | readonly string[];

export interface DeskRecord {
  readonly deskId: string;
  readonly name: string;
  /** Another one after each enrolment; what counts the pushes begins anew with it. */
  readonly epoch: string;
  readonly nextSeq: number;
  readonly scope: Scope;
  /** It may hold the cases that come into the queues of these roles, whatever their branch. */
  readonly roles: readonly Role[];
  /** It may hold the orders of so many days, and older ones that have an open case or were opened on it; null for all. */
  readonly days: number | null;
  readonly signingKey: KeyObject;
  /** X25519: what this desk alone may open is sealed to it. */
  readonly sealingKey: KeyObject | null;
  readonly revokedAt: UtcMs | null;
  /** Until when it may tell what it did before it came here; null where it may not. */
  readonly mayBringUntil: UtcMs | null;
}

export interface HubUser {
  readonly userId: string;
  readonly login: string;
  readonly displayName: string;
  readonly passwordHash: string;
  readonly roles: readonly Role[];
  readonly branchId: string;
  /** Null while the account is good. */
  readonly disabledAt: UtcMs | null;
}

/** An event as the authority has it. */
export type HubEvent = RecordedDomainEvent & { readonly acceptedAt: UtcMs; readonly clockSkewMs?: number };

/** What was said of a command, once and for all; `parked` alone may still become something else. */
export type StoredOutcome =
  /** `contradicts` with a fact that the authority would have refused had it not happened already: for a supervisor to look at. */
  | { readonly result: 'accepted'; readonly contradicts?: string }
  | {
      readonly result: 'rejected';
      readonly code: string;
      readonly data: RefusalData;
      readonly keptOnCaseId?: string;
    }
  | {
      readonly result: 'parked';
      readonly reason: 'unknown_type' | 'unreadable_payload' | 'behind_parked' | 'failed';
    };

export interface StoredCommand {
  readonly commandId: string;
  readonly deskId: string;
  readonly epoch: string;
  readonly seq: number;
  readonly stream: string;
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Null where the grant did not say who it was. */
  readonly userId: string | null;
  /** The desk's clock, as it was said. */
  readonly capturedAt: UtcMs;
  readonly acceptedAt: UtcMs;
  readonly outcome: StoredOutcome;
}

/** What is known of a stream besides its events. */
export interface StreamStanding {
  /** The version of its last event; 0 before the first. */
  readonly version: number;
  /** Whose work it is; null for what every desk may know (a party, so that a lock reaches all). */
  readonly branchId: string | null;
  /** Whose case it is: desks on which they sign in may hold it. Null for what is no case. */
  readonly ownerUserId: string | null;
  /** Roles in whose queue a case stands: desks of these roles may hold it from then on. */
  readonly waitsFor: readonly Role[];
  /** Where a callback that is still to be made stands in the day. */
  readonly slotStart: UtcMs | null;
  /** When time ends a case, where such a clock runs. */
  readonly lapsesAt: UtcMs | null;
  readonly claims: readonly Claim[];
}

/** One unit of work, all or nothing. */
export interface HubWrites {
  /** Whose push it is, and how far it has counted then; null for what the hub does by itself. */
  readonly desk: { readonly deskId: string; readonly nextSeq: number } | null;
  readonly commands: readonly StoredCommand[];
  readonly events: readonly HubEvent[];
  /** Streams that have changed, as they stand afterwards. */
  readonly standings: ReadonlyMap<StreamId, StreamStanding>;
  /** Cases whose filing was refused, and the stream that keeps what is recorded on them. */
  readonly kept: readonly { readonly caseId: string; readonly onStream: StreamId }[];
  /** Streams outside its scope that the desk may hold and touch from now on. */
  readonly pins: readonly StreamId[];
}

/** A place in the order in which everything became visible. */
export interface PullPage {
  readonly events: readonly HubEvent[];
  readonly references: readonly {
    readonly kind: string;
    readonly key: string;
    readonly body: Readonly<Record<string, unknown>> | null;
  }[];
  readonly cursor: string;
  readonly more: boolean;
}

/** A person as desks know them: who may be given work, and nothing that opens a door. */
export function userReference({ userId, login, displayName, roles, branchId, disabledAt }: HubUser) {
  return {
    kind: 'user',
    key: userId,
    body: { userId, login, displayName, roles, branchId, active: disabledAt === null },
  };
}

/** A file that an event puts on a stream. */
export interface Attachment {
  readonly evidenceId: string;
  readonly stream: StreamId;
}

export function attachmentsIn(events: readonly HubEvent[]): Attachment[] {
  return events.flatMap(({ type, data, stream }) =>
    type === 'EvidenceAttached' ? [{ evidenceId: data.evidenceId, stream }] : [],
  );
}

export interface EvidenceEntry {
  readonly evidenceId: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mediaType: string;
  readonly capturedAt: UtcMs;
  readonly capturedBy: string;
}

/** A file as the hub has it. */
export interface EvidenceStanding {
  readonly evidenceId: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  /** How many of its bytes have come, from its beginning. */
  readonly storedBytes: number;
  /** All of it is there, and was found to be what its hash says. */
  readonly isWhole: boolean;
}

/** The bytes of files in evidence. Who names a file gives its bytes; who may hold what it is attached to may read them. */
export interface EvidenceBytes {
  /** Of these files, those that this desk has named. */
  namedEvidence(deskId: string, evidenceIds: readonly string[]): Promise<readonly EvidenceStanding[]>;
  /** Keeps a part that begins where the file stands, and nothing where it begins elsewhere. Answers how the file stands then. */
  addEvidencePart(evidenceId: string, from: number, bytes: Uint8Array): Promise<EvidenceStanding>;
  /** Says that a file is whole; or throws away what has come of it, which was not what its hash says. */
  settleEvidence(evidenceId: string, isWhole: boolean): Promise<void>;
  /** A file that is attached to something which this desk may hold; null for any other, whether there is one or not. */
  heldEvidence(deskId: string, evidenceId: string): Promise<EvidenceStanding | null>;
  /** What has come of a file, from this byte on. */
  readEvidence(evidenceId: string, from: number): AsyncIterable<Uint8Array>;
}

/**
 * Another unit of work was faster where both wanted the same; nothing of this one has happened, and it may be tried again.
 */
export class StoreConflict extends Error {
  readonly why: string;

  constructor(why: string) {
    super(`not written: ${why}`);
    this.why = why;
  }
}

/** A cursor that no store of this hub has given. */
export class CursorUnknown extends Error {
  constructor() {
    super('not a cursor of this store');
  }
}

export interface HubTransaction {
  /** The desk, held for this transaction: of two pushes of one desk the second waits. */
  holdDesk(deskId: string): Promise<DeskRecord | null>;
  commands(commandIds: readonly string[]): Promise<ReadonlyMap<string, StoredCommand>>;
  eventsOfCommands(commandIds: readonly string[]): Promise<ReadonlyMap<string, readonly HubEvent[]>>;
  /** Holds streams for this transaction, in an order that cannot deadlock; one that does not exist is held as well. */
  holdStreams(streams: readonly StreamId[]): Promise<ReadonlyMap<StreamId, StreamStanding>>;
  /** The events of streams, each oldest first; a stream without any is left out. */
  events(streams: readonly StreamId[]): Promise<ReadonlyMap<StreamId, readonly HubEvent[]>>;
  /** Of these streams, those with a parked command. */
  parkedStreams(streams: readonly string[]): Promise<ReadonlySet<string>>;
  /** Of these streams, those that were pinned for a desk. */
  pinnedStreams(deskId: string, streams: readonly StreamId[]): Promise<ReadonlySet<StreamId>>;
  /** Of these cases, those whose filing was refused, and the stream that keeps what is recorded on each. */
  keptOn(caseIds: readonly string[]): Promise<ReadonlyMap<string, StreamId>>;
  users(userIds: readonly string[]): Promise<ReadonlyMap<string, HubUser>>;
  readonly facts: FactSource;
  /** Writes everything at once. Throws {@link StoreConflict} where a constraint or another unit stands against it. */
  write(writes: HubWrites): Promise<void>;
  /** Files that this desk names. One that is known already stays as it is, and is named by this desk too if it knew its hash. */
  putEvidence(deskId: string, entries: readonly EvidenceEntry[]): Promise<void>;
}

/** An order that somebody asked for. */
export interface FoundOrder {
  readonly order: Order;
  readonly party: PartyRecord;
  readonly openCase: { readonly caseId: string; readonly caseCode: string } | null;
}

export type IdentifierKey = Key<OrderKeyKind | PartyKeyKind>;

export interface ReferencesAsked {
  readonly days: number | null;
  readonly cursor: string | null;
  readonly limit: number;
  readonly now: UtcMs;
}

export interface Looking {
  readonly caseId: string;
  readonly userId: string;
  readonly deskId: string;
}

/** Somebody else who looks at the same case. */
export interface Onlooker {
  readonly userId: string;
  readonly displayName: string;
  readonly deskId: string;
  readonly since: UtcMs;
}

/** Whoever was not seen for so long has looked away. */
export const LOOKED_AWAY_MS = 45_000;

/** What a one-time code of enrolment is good for. */
export interface Enrolment {
  readonly name: string;
  readonly scope: Scope;
  readonly roles: readonly Role[];
  readonly days: number | null;
  /** Whether the desk brings a history of its own. */
  readonly brings: boolean;
  readonly expiresAt: UtcMs;
}

/** What an administrator and the import put in; not part of a push. */
export interface HubStore extends EvidenceBytes {
  transaction<T>(work: (tx: HubTransaction) => Promise<T>): Promise<T>;
  desk(deskId: string): Promise<DeskRecord | null>;
  putDesk(desk: DeskRecord): Promise<void>;
  user(userId: string): Promise<HubUser | null>;
  userByLogin(login: string): Promise<HubUser | null>;
  putUser(user: HubUser): Promise<void>;
  listUsers(): Promise<readonly HubUser[]>;
  listDesks(): Promise<readonly DeskRecord[]>;
  /**
   * Counts an attempt to sign in before it is checked, so that many at once are no way around the wait. Answers until when
   * the person has to wait; null where the attempt may be made.
   */
  countSignIn(userId: string, now: UtcMs): Promise<UtcMs | null>;
  /** The password was right: nothing counts against the person any more. */
  clearSignIns(userId: string): Promise<void>;
  putEnrolment(codeHash: string, enrolment: Enrolment): Promise<void>;
  /** Takes a code, which is gone with it. Null where there is none, or it is over. Of two asking at once one is given it. */
  takeEnrolment(codeHash: string, now: UtcMs): Promise<Enrolment | null>;
  /** A secret that all hubs of this database share: made once, sealed, and the same ever after. */
  secret(name: string, make: () => string): Promise<string>;
  /** Forgets nonces, codes and onlookers whose time is over. */
  forget(now: UtcMs): Promise<void>;
  /** Whether the database answers. Throws where it does not. */
  ping(): Promise<void>;
  putOrder(order: Order, party: PartyRecord): Promise<void>;
  /** Orders on which one of these identifiers stands, or on whose party, the newest first; whoever's they are. */
  findOrders(keys: readonly IdentifierKey[], limit: number): Promise<readonly FoundOrder[]>;
  /** Lets a desk hold an order and its open case from now on, and answers it. Null where there is none of that number. */
  pinOrder(deskId: string, orderNo: string): Promise<FoundOrder | null>;
  /** Lets a desk hold what stands in the queues of its roles now; what comes into them later it may hold from then on. */
  pinWaiting(deskId: string): Promise<void>;
  /** Lets a desk hold the cases of somebody who signs in on it, now and from now on. Answers those that its branches do not give it. */
  pinOwn(deskId: string, userId: string): Promise<readonly StreamId[]>;
  /** False where that desk has used the nonce already. */
  takeNonce(deskId: string, nonce: string, until: UtcMs): Promise<boolean>;
  /**
   * Everything that a desk may hold and that became visible after the cursor, never past a transaction that is still open.
   * Throws {@link CursorUnknown} where the cursor was not given by this store.
   */
  pull(deskId: string, cursor: string | null, limit: number, now: UtcMs): Promise<PullPage>;
  /**
   * References alone, as a desk of that window may hold them. The cursor goes on like one of `pull`, with every event still to come.
   */
  readReferences(asked: ReferencesAsked): Promise<Omit<PullPage, 'events'>>;
  /** Whole streams, of those that this desk may hold; of any other nothing is said, not even that it exists. */
  wholeStreams(deskId: string, streams: readonly StreamId[]): Promise<readonly HubEvent[]>;
  /** Cases that time has ended by now and nobody has written down yet, the longest over first. */
  lapsed(now: UtcMs, limit: number): Promise<readonly StreamId[]>;
  /**
   * Notes that somebody looks at a case now, and answers who else does. It holds nobody back. Null where the desk may not hold the case.
   */
  look(looking: Looking, now: UtcMs): Promise<readonly Onlooker[] | null>;
  /** Tells, after each unit of work, that there is something to pull. Answers how to stop being told. */
  onWritten(told: () => void): () => void;
  close(): Promise<void>;
}
