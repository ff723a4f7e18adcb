/** A desk that was its own authority comes to a hub with all that it did: told whole, then taken from there like anybody's. */
import type { z } from 'zod';
import type { historyResponse } from '../../contract/hub-protocol/envelopes.ts';
import { transaction } from '../../db/open/database.ts';
import type { ReadableDb, WritableDb } from '../../db/open/database.ts';
import { listEvidence } from '../../db/queries/evidence.ts';
import { listStreams, loadEvents } from '../../db/queries/events.ts';
import { giveUpAuthority } from '../../db/queries/give-up-authority.ts';
import { putHubLink } from '../../db/queries/hub-link.ts';
import type { HubLink } from '../../db/queries/hub-link.ts';
import { nextUnanswered } from '../../db/queries/outbox.ts';
import { listUsers } from '../../db/queries/users.ts';
import type { RecordedDomainEvent } from '../../domain/events.ts';
import type { HistoryPart, HubClient } from './hub-client.ts';
import { ordersInParts } from './orders-in-parts.ts';

type Part = Pick<HistoryPart, 'people' | 'orders' | 'evidence' | 'events'>;
type Answer = z.infer<typeof historyResponse>;

const NOTHING: Part = { people: [], orders: [], evidence: [], events: [] };
const FILES_AT_ONCE = 1_000;
const EVENTS_AT_ONCE = 500;
const BYTES_AT_ONCE = 2 * 1024 * 1024;

/** The hub could not take all of it, and this desk stays what it was. */
export class HistoryLeft extends Error {
  readonly left: Answer['left'];

  constructor(left: Answer['left']) {
    super(`${left.length} streams were not taken`);
    this.left = left;
  }
}

export interface Brought {
  readonly orders: number;
  readonly streams: number;
  /** What contradicts what the hub knew: each is before a supervisor there. */
  readonly contradictions: number;
  /** Whom and what the hub knows by another id. */
  readonly renamed: ReadonlyMap<string, string>;
}

/**
 * Tells a hub everything, in parts; told again after a broken line it doubles nothing. Changes nothing here. Throws
 * {@link HistoryLeft}, `HubRefused` (`not_permitted` where the code was not made for it) and `HubUnreachable`.
 */
export async function bringHistory(
  db: ReadableDb,
  client: Pick<HubClient, 'history'>,
  { samePeople }: { readonly samePeople: boolean },
): Promise<Brought> {
  const renamed = new Map<string, string>();
  let contradictions = 0;
  const tell = async (part: Partial<Part>): Promise<void> => {
    const answer = await client.history({ ...NOTHING, samePeople, ...part });
    if (answer.left.length > 0) throw new HistoryLeft(answer.left);
    for (const { from, to } of answer.renamed) renamed.set(from, to);
    contradictions += answer.contradictions;
  };

  const people = listUsers(db).map(({ userId, login, displayName, roles, branchId }) => {
    return { userId, login, displayName, roles: [...roles], branchId };
  });
  await tell({ people });
  let orders = 0;
  for (const part of ordersInParts(db)) {
    await tell({ orders: part });
    orders += part.length;
  }
  for (const evidence of partsOfEvidence(db)) await tell({ evidence });
  let streams = 0;
  for (const part of partsOfEvents(db, renamed)) {
    await tell({ events: part.events });
    streams += part.streams;
  }
  return { orders, streams, contradictions, renamed };
}

/** From here on the hub is this desk's authority: what was told is given up here, and comes back with the first pull. */
export function adopt(db: WritableDb, link: Omit<HubLink, 'seqBase'>, { renamed }: Pick<Brought, 'renamed'>): void {
  transaction(db, () => {
    giveUpAuthority(db, { at: link.enrolledAt, samePeople: renamed });
    putHubLink(db, { ...link, seqBase: nextUnanswered(db) - 1 });
  });
}

function* partsOfEvidence(db: ReadableDb): Generator<Part['evidence']> {
  for (let after = 0; ;) {
    const page = listEvidence(db, { after, limit: FILES_AT_ONCE });
    if (page.length === 0) return;
    after = page.at(-1)?.seq ?? after;
    yield page.map(({ evidenceId, sha256, sizeBytes, mediaType, capturedAt, capturedBy }) => {
      return { evidenceId, sha256, sizeBytes, mediaType, capturedAt, capturedBy };
    });
  }
}

/** Whole streams, in the order in which they began. */
function* partsOfEvents(
  db: ReadableDb,
  renamed: ReadonlyMap<string, string>,
): Generator<{ readonly events: Part['events']; readonly streams: number }> {
  let part: Part['events'] = [];
  let streams = 0;
  let bytes = 0;
  for (const stream of listStreams(db)) {
    const own = loadEvents(db, stream).map((event) => toldAs(event, renamed));
    const size = Buffer.byteLength(JSON.stringify(own));
    if (part.length > 0 && (part.length + own.length > EVENTS_AT_ONCE || bytes + size > BYTES_AT_ONCE)) {
      yield { events: part, streams };
      part = [];
      streams = 0;
      bytes = 0;
    }
    part = [...part, ...own];
    streams += 1;
    bytes += size;
  }
  if (part.length > 0) yield { events: part, streams };
}

/** An event as the hub is told it: with the ids by which the hub knows people and parties. */
function toldAs(
  { status: _here, acceptedAt, ...event }: RecordedDomainEvent,
  renamed: ReadonlyMap<string, string>,
): Part['events'][number] {
  const rename = (_field: string, value: unknown): unknown => {
    if (typeof value !== 'string') return value;
    const party = value.startsWith('party/') ? renamed.get(value.slice('party/'.length)) : undefined;
    return party === undefined ? (renamed.get(value) ?? value) : `party/${party}`;
  };
  const told: unknown = JSON.parse(JSON.stringify({ ...event, acceptedAt: acceptedAt ?? event.capturedAt }), rename);
  return told as Part['events'][number];
}
