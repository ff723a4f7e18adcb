/** The hub's store in memory: one unit of work at a time. For the simulation, and to say in few lines what a store must do. */
import { CALLBACK_SLOT_MS } from '../../domain/callbacks/slots.ts';
import type { Claim } from '../../domain/cases/claims.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import { parseStreamId } from '../../domain/kernel/stream.ts';
import { DAY_MS } from '../../domain/kernel/units.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import { orderKeys, partyKeys } from '../../domain/orders/order-keys.ts';
import type { Order, PartyRecord } from '../../domain/orders/order.ts';
import { waitAfter } from '../../contract/hub-protocol/passwords.ts';
import { NO_STANDING } from '../commands/standing.ts';
import { memoryEvidence } from './memory-evidence.ts';
import type { MemoryEvidence } from './memory-evidence.ts';
import { attachmentsIn, CursorUnknown, LOOKED_AWAY_MS, StoreConflict, userReference } from './store.ts';
import type {
  DeskRecord,
  Enrolment,
  FoundOrder,
  HubEvent,
  HubStore,
  HubTransaction,
  HubUser,
  HubWrites,
  IdentifierKey,
  Onlooker,
  PullPage,
  StoredCommand,
  StreamStanding,
} from './store.ts';

interface Kept {
  readonly desks: Map<string, DeskRecord>;
  readonly users: Map<string, HubUser>;
  readonly orders: Map<string, Order>;
  readonly parties: Map<string, PartyRecord>;
  readonly evidence: MemoryEvidence;
  readonly commands: Map<string, StoredCommand>;
  /** In the order in which they became visible. */
  readonly events: HubEvent[];
  readonly references: PullPage['references'][number][];
  readonly byStream: Map<StreamId, HubEvent[]>;
  readonly standings: Map<StreamId, StreamStanding>;
  readonly claims: Map<string, StreamId>;
  readonly keptOn: Map<string, StreamId>;
  readonly pins: Map<string, Set<StreamId>>;
  /** Who has signed in on a desk. */
  readonly people: Map<string, Set<string>>;
  readonly pinnedOrders: Map<string, Set<string>>;
  readonly nonces: Map<string, number>;
  readonly signIns: Map<string, { readonly failures: number; readonly until: number }>;
  readonly enrolments: Map<string, Enrolment>;
  readonly secrets: Map<string, string>;
  readonly looking: Map<string, Map<string, Onlooker & { readonly seenAt: number }>>;
}

export function openMemoryStore(): HubStore {
  const kept: Kept = {
    desks: new Map(),
    users: new Map(),
    orders: new Map(),
    parties: new Map(),
    evidence: memoryEvidence((deskId, stream) => mayHold(kept, deskId, stream)),
    commands: new Map(),
    events: [],
    references: [],
    byStream: new Map(),
    standings: new Map(),
    claims: new Map(),
    keptOn: new Map(),
    pins: new Map(),
    people: new Map(),
    pinnedOrders: new Map(),
    nonces: new Map(),
    signIns: new Map(),
    enrolments: new Map(),
    secrets: new Map(),
    looking: new Map(),
  };
  const listeners = new Set<() => void>();
  let last: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => null);
    return mine;
  };
  return {
    ...kept.evidence,
    transaction: (work) =>
      inTurn(async () => {
        const before = kept.events.length;
        const done = await work(transactionOn(kept));
        if (kept.events.length > before) for (const told of listeners) told();
        return done;
      }),
    desk: async (deskId) => kept.desks.get(deskId) ?? null,
    putDesk: async (desk) => void kept.desks.set(desk.deskId, desk),
    user: async (userId) => kept.users.get(userId) ?? null,
    userByLogin: async (login) => [...kept.users.values()].find((user) => user.login === login) ?? null,
    putUser: async (user) => {
      kept.users.set(user.userId, user);
      kept.references.push(userReference(user));
    },
    listUsers: async () => [...kept.users.values()],
    listDesks: async () => [...kept.desks.values()],
    countSignIn: async (userId, now) => {
      const { failures, until } = kept.signIns.get(userId) ?? { failures: 0, until: 0 };
      if (now < until) return until;
      kept.signIns.set(userId, { failures: failures + 1, until: now + waitAfter(failures + 1) });
      return null;
    },
    clearSignIns: async (userId) => void kept.signIns.delete(userId),
    putEnrolment: async (codeHash, enrolment) => void kept.enrolments.set(codeHash, enrolment),
    takeEnrolment: async (codeHash, now) => {
      const found = kept.enrolments.get(codeHash);
      kept.enrolments.delete(codeHash);
      return found === undefined || found.expiresAt < now ? null : found;
    },
    secret: async (name, make) => {
      const made = kept.secrets.get(name) ?? make();
      kept.secrets.set(name, made);
      return made;
    },
    forget: async (now) => {
      for (const [key, until] of kept.nonces) if (until < now) kept.nonces.delete(key);
      for (const [code, { expiresAt }] of kept.enrolments) if (expiresAt < now) kept.enrolments.delete(code);
    },
    ping: async () => undefined,
    putOrder: async (order, party) => {
      kept.orders.set(order.orderNo, order);
      kept.parties.set(party.partyId, party);
      kept.references.push({ kind: 'order', key: order.orderNo, body: { order, party } });
    },
    takeNonce: async (deskId, nonce, until) => {
      const key = `${deskId}/${nonce}`;
      if (kept.nonces.has(key)) return false;
      kept.nonces.set(key, until);
      return true;
    },
    findOrders: async (keys, limit) =>
      [...kept.orders.values()]
        .filter((order) => standsOn(kept, order, keys))
        .toSorted((a, b) => b.orderedAt - a.orderedAt)
        .slice(0, limit)
        .flatMap((order) => foundOrder(kept, order) ?? []),
    pinOrder: async (deskId, orderNo) => {
      const found = foundOrder(kept, kept.orders.get(orderNo));
      if (found === null) return null;
      kept.pinnedOrders.set(deskId, new Set([...(kept.pinnedOrders.get(deskId) ?? []), orderNo]));
      if (found.openCase !== null) pin(kept, deskId, [`case/${found.openCase.caseId}`]);
      return found;
    },
    pinWaiting: async (deskId) => {
      for (const [stream, standing] of kept.standings)
        if (waitsForDesk(kept, deskId, standing)) pin(kept, deskId, [stream]);
    },
    pinOwn: async (deskId, userId) => {
      kept.people.set(deskId, new Set([...(kept.people.get(deskId) ?? []), userId]));
      const own = [...kept.standings].filter(([, { ownerUserId }]) => ownerUserId === userId).map(([stream]) => stream);
      const elsewhere = own.filter((stream) => !isOfItsBranches(kept, deskId, stream)).toSorted();
      pin(kept, deskId, elsewhere);
      return elsewhere;
    },
    readReferences: async ({ days, cursor, limit, now }) => {
      const from = Number(cursor?.split('.')[1] ?? 0);
      const passed = kept.references.slice(from, from + limit);
      const references = passed.filter((reference) => mayHoldReference(kept, { deskId: '', days, now }, reference));
      const to = from + passed.length;
      return { references, cursor: `0.${to}`, more: to < kept.references.length };
    },
    pull: async (deskId, cursor, limit, now) => pull(kept, { deskId, cursor, limit, now }),
    wholeStreams: async (deskId, streams) =>
      streams.filter((stream) => mayHold(kept, deskId, stream)).flatMap((stream) => kept.byStream.get(stream) ?? []),
    lapsed: async (now, limit) =>
      [...kept.standings]
        .flatMap(([stream, { lapsesAt }]) => (lapsesAt !== null && lapsesAt <= now ? [{ stream, lapsesAt }] : []))
        .toSorted((a, b) => a.lapsesAt - b.lapsesAt)
        .slice(0, limit)
        .map(({ stream }) => stream),
    look: async ({ caseId, userId, deskId }, now) => {
      if (!mayHold(kept, deskId, `case/${caseId}`)) return null;
      const own = `${userId} ${deskId}`;
      const here = kept.looking.get(caseId) ?? new Map<string, Onlooker & { readonly seenAt: number }>();
      for (const [key, each] of here) if (now - each.seenAt > LOOKED_AWAY_MS) here.delete(key);
      const { displayName = userId } = kept.users.get(userId) ?? {};
      here.set(own, { userId, displayName, deskId, since: here.get(own)?.since ?? now, seenAt: now });
      kept.looking.set(caseId, here);
      return [...here.values()].filter((each) => each.userId !== userId).map(({ seenAt: _when, ...each }) => each);
    },
    onWritten: (told) => {
      listeners.add(told);
      return () => listeners.delete(told);
    },
    close: async () => undefined,
  };
}

function transactionOn(kept: Kept): HubTransaction {
  return {
    holdDesk: async (deskId) => kept.desks.get(deskId) ?? null,
    commands: async (ids) => only(kept.commands, ids),
    eventsOfCommands: async (ids) =>
      Map.groupBy(
        kept.events.filter((event) => ids.includes(event.commandId)),
        (event) => event.commandId,
      ),
    holdStreams: async (streams) =>
      new Map(streams.map((stream) => [stream, kept.standings.get(stream) ?? NO_STANDING])),
    events: async (streams) => only(kept.byStream, streams),
    parkedStreams: async (streams) =>
      new Set(
        [...kept.commands.values()]
          .filter(({ outcome, stream }) => outcome.result === 'parked' && streams.includes(stream))
          .map(({ stream }) => stream),
      ),
    pinnedStreams: async (deskId, streams) =>
      new Set(streams.filter((stream) => kept.pins.get(deskId)?.has(stream) === true)),
    keptOn: async (caseIds) => only(kept.keptOn, caseIds),
    users: async (userIds) => only(kept.users, userIds),
    facts: {
      order: async (orderNo) => kept.orders.get(orderNo) ?? null,
      party: async (partyId) => kept.parties.get(partyId) ?? null,
      openCaseOfOrder: async (orderNo) => openCaseOf(kept, orderNo),
      user: async (userId) => {
        const user = kept.users.get(userId);
        if (user === undefined) return null;
        const { roles, branchId, disabledAt } = user;
        return { userId, roles, branchId, active: disabledAt === null };
      },
      evidence: async (evidenceId) => kept.evidence.entry(evidenceId),
      callbacksInSlot: async (at) => {
        const slot = Math.floor(at / CALLBACK_SLOT_MS);
        return [...kept.standings.values()].filter(
          ({ slotStart }) => slotStart !== null && Math.floor(slotStart / CALLBACK_SLOT_MS) === slot,
        ).length;
      },
    },
    write: async (writes) => write(kept, writes),
    putEvidence: async (deskId, entries) => kept.evidence.put(deskId, entries),
  };
}

function openCaseOf(kept: Kept, orderNo: string): FoundOrder['openCase'] {
  const stream = kept.claims.get(claimKey({ kind: 'open_case', key: orderNo }));
  if (stream === undefined) return null;
  const code = kept.standings.get(stream)?.claims.find(({ kind }) => kind === 'case_code');
  return { caseId: parseStreamId(stream).id, caseCode: code?.key ?? '' };
}

function foundOrder(kept: Kept, order: Order | undefined): FoundOrder | null {
  const party = order === undefined ? undefined : kept.parties.get(order.partyId);
  return order === undefined || party === undefined
    ? null
    : { order, party, openCase: openCaseOf(kept, order.orderNo) };
}

function standsOn(kept: Kept, order: Order, asked: readonly IdentifierKey[]): boolean {
  const party = kept.parties.get(order.partyId);
  const own: IdentifierKey[] = [...orderKeys(order), ...(party === undefined ? [] : partyKeys(party))];
  return own.some((key) => asked.some(({ kind, value }) => kind === key.kind && value === key.value));
}

function only<K, V>(all: ReadonlyMap<K, V>, keys: readonly K[]): Map<K, V> {
  return new Map(keys.flatMap((key) => (all.has(key) ? [[key, all.get(key) as V] as const] : [])));
}

function claimKey({ kind, key }: Claim): string {
  return `${kind}/${key}`;
}

/** Looks at everything that stands against it before it changes anything. */
function write(kept: Kept, writes: HubWrites): void {
  const desk = writes.desk === null ? undefined : kept.desks.get(writes.desk.deskId);
  if (writes.desk !== null && desk === undefined) throw new Error('the desk was not held');
  for (const { commandId } of writes.commands) {
    const before = kept.commands.get(commandId);
    if (before !== undefined && before.outcome.result !== 'parked') throw new StoreConflict('command');
  }
  for (const [stream, { claims }] of writes.standings) {
    for (const claim of claims) {
      const holder = kept.claims.get(claimKey(claim));
      const letsGo = holder !== undefined && writes.standings.has(holder) && !holds(writes, holder, claim);
      if (holder !== undefined && holder !== stream && !letsGo) throw new StoreConflict(claim.kind);
    }
  }
  const versions = new Map<StreamId, number>();
  for (const { stream, version } of writes.events) {
    const last = versions.get(stream) ?? kept.standings.get(stream)?.version ?? 0;
    if (version !== last + 1) throw new StoreConflict('version');
    versions.set(stream, version);
  }

  if (desk !== undefined && writes.desk !== null)
    kept.desks.set(desk.deskId, { ...desk, nextSeq: writes.desk.nextSeq });
  for (const command of writes.commands) kept.commands.set(command.commandId, command);
  for (const event of writes.events) {
    kept.events.push(event);
    const own = kept.byStream.get(event.stream);
    if (own === undefined) kept.byStream.set(event.stream, [event]);
    else own.push(event);
  }
  for (const stream of writes.standings.keys()) {
    for (const claim of kept.standings.get(stream)?.claims ?? []) kept.claims.delete(claimKey(claim));
  }
  for (const [stream, standing] of writes.standings) {
    for (const claim of standing.claims) kept.claims.set(claimKey(claim), stream);
    tellAgain(kept, standing.claims);
    kept.standings.set(stream, standing);
    for (const { deskId } of kept.desks.values()) if (concerns(kept, deskId, standing)) pin(kept, deskId, [stream]);
  }
  for (const { caseId, onStream } of writes.kept) kept.keptOn.set(caseId, onStream);
  if (writes.desk === null) return;
  pin(kept, writes.desk.deskId, writes.pins);
  kept.evidence.link(writes.desk.deskId, attachmentsIn(writes.events));
}

/** An order that gets an open case may be older than some desks' window: it is new to whoever did not hold it. */
function tellAgain(kept: Kept, claims: readonly Claim[]): void {
  if ([...kept.desks.values()].every(({ days }) => days === null)) return;
  for (const { kind, key } of claims) {
    const found = kind === 'open_case' ? foundOrder(kept, kept.orders.get(key)) : null;
    if (found !== null) kept.references.push({ kind: 'order', key, body: { order: found.order, party: found.party } });
  }
}

function holds(writes: HubWrites, stream: StreamId, claim: Claim): boolean {
  return writes.standings.get(stream)?.claims.some((own) => claimKey(own) === claimKey(claim)) === true;
}

function waitsForDesk(kept: Kept, deskId: string, { waitsFor }: StreamStanding): boolean {
  return waitsFor.some((role) => kept.desks.get(deskId)?.roles.includes(role) === true);
}

/** What comes into a queue of its roles, or is the case of somebody who has signed in on it. */
function concerns(kept: Kept, deskId: string, standing: StreamStanding): boolean {
  const { ownerUserId } = standing;
  const isOwners = ownerUserId !== null && kept.people.get(deskId)?.has(ownerUserId) === true;
  return isOwners || waitsForDesk(kept, deskId, standing);
}

function pin(kept: Kept, deskId: string, streams: readonly StreamId[]): void {
  const pinned = kept.pins.get(deskId) ?? new Set();
  for (const stream of streams) pinned.add(stream);
  kept.pins.set(deskId, pinned);
}

function mayHold(kept: Kept, deskId: string, stream: StreamId): boolean {
  if (!kept.standings.has(stream)) return false;
  return isOfItsBranches(kept, deskId, stream) || kept.pins.get(deskId)?.has(stream) === true;
}

/** Its branches', or everybody's. */
function isOfItsBranches(kept: Kept, deskId: string, stream: StreamId): boolean {
  const scope = kept.desks.get(deskId)?.scope ?? [];
  const branchId = kept.standings.get(stream)?.branchId ?? null;
  return scope === 'all' || branchId === null || scope.includes(branchId);
}

interface Asked {
  readonly deskId: string;
  readonly cursor: string | null;
  readonly limit: number;
  readonly now: UtcMs;
}

/** Orders of the desk's window, with an open case, or opened on it; anything else is few and everybody's. */
function mayHoldReference(
  kept: Kept,
  { deskId, days, now }: Pick<Asked, 'deskId' | 'now'> & { readonly days: number | null },
  { kind, key }: PullPage['references'][number],
): boolean {
  const order = kind === 'order' ? kept.orders.get(key) : undefined;
  if (days === null || order === undefined || order.orderedAt >= now - days * DAY_MS) return true;
  return openCaseOf(kept, key) !== null || kept.pinnedOrders.get(deskId)?.has(key) === true;
}

function pull(kept: Kept, asked: Asked): PullPage {
  const { deskId, cursor, limit } = asked;
  const [from, fromReference] = (cursor ?? '0.0').split('.').map(Number);
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(fromReference)) throw new CursorUnknown();
  const events: HubEvent[] = [];
  let at = from ?? 0;
  for (; at < kept.events.length && events.length < limit; at += 1) {
    const event = kept.events[at];
    if (event === undefined) break;
    if (mayHold(kept, deskId, event.stream)) events.push(event);
  }
  const passed = kept.references.slice(fromReference, (fromReference ?? 0) + limit);
  const days = kept.desks.get(deskId)?.days ?? null;
  const references = passed.filter((reference) => mayHoldReference(kept, { ...asked, days }, reference));
  const referencesAt = (fromReference ?? 0) + passed.length;
  return {
    events,
    references,
    cursor: `${at}.${referencesAt}`,
    more: at < kept.events.length || referencesAt < kept.references.length,
  };
}
