import type { UtcMs } from '../../domain/kernel/units.ts';
import type { OrderInput, RecordOutcome } from '../../domain/orders/order-input.ts';
import { nameTokens } from '../../domain/search/tokens.ts';
import { untilCommit } from '../open/database.ts';
import type { ReadableDb, WritableDb } from '../open/database.ts';
import { canonicalJson, hashOfText } from './chain.ts';
import { matchParty, putParty } from './match-party.ts';
import { orderKeys } from '../../domain/orders/order-keys.ts';
import { addOrderKeys, removeOrderKeys } from './order-keys.ts';

interface CurrentRow {
  readonly recency: number;
  readonly observation: number;
  readonly observed_at: number;
  readonly data_hash: string;
  readonly person_name: string | null;
  readonly merchant_name: string | null;
}

export interface Observing {
  /**
   * When this was stated first: the same file brought again keeps the time of its first run. An older statement goes into
   * the history and does not become the current one.
   */
  readonly at: UtcMs;
  /** The import run or hub it comes from. */
  readonly source: string;
  readonly newId: () => string;
  /** Whose order it is, where a hub says so; left out, it is found out here. */
  readonly partyId?: string;
}

/** Ids of orders of one second differ in their last 20 bits. */
const PER_SECOND = 2 ** 20;

/**
 * Records what is stated about an order: `new` where it was not known, `unchanged` where its newest observation (or, for an
 * older statement, any observation) says the same, otherwise `observed`, as one more observation beside those before.
 * Inside a transaction on `orders`; several thousand orders in one are quickest.
 */
export function recordOrder(
  db: WritableDb,
  input: OrderInput,
  { at, source, newId, partyId }: Observing,
): RecordOutcome {
  const data = canonicalJson(input);
  const hash = hashOfText(data);
  const { orderNo } = input.order;
  const current = db.get<CurrentRow>(
    `SELECT recency, observation, observed_at, data_hash, person_name, merchant_name
     FROM orders.order_record WHERE order_no = ?`,
    orderNo,
  );
  if (current?.data_hash === hash) {
    // The same order; whose it is, the hub may know otherwise.
    if (partyId !== undefined) {
      putParty(db, { partyId, ...input.party }, at);
      db.run(
        'UPDATE orders.order_record SET party_id = ? WHERE order_no = ? AND party_id <> ?',
        partyId,
        orderNo,
        partyId,
      );
    }
    return 'unchanged';
  }

  const late = current !== undefined && at < current.observed_at;
  if (late && wasObserved(db, orderNo, hash)) return 'unchanged';
  const observation = current === undefined ? 1 : nextObservation(db, orderNo);
  db.run(
    `INSERT INTO orders.order_observation (order_no, observation, observed_at, source, data_hash, data)
     VALUES (?, ?, ?, ?, ?, ?)`,
    orderNo,
    observation,
    at,
    source,
    hash,
    data,
  );
  if (late) return 'observed';

  const party =
    partyId === undefined ? matchParty(db, input.party, at, newId) : putParty(db, { partyId, ...input.party }, at);
  const names = {
    person: input.party.personName ?? party.personName,
    merchant: input.order.merchantName ?? input.party.merchantName ?? party.merchantName,
  };
  const recency = current?.recency ?? nextRecency(db, input.order.orderedAt);
  writeRecord(db, input, { recency, partyId: party.partyId, ...names, observation, at, hash });
  if (current === undefined) {
    addOrderKeys(db, recency, orderKeys(input.order));
    namesToIndex(db).set(recency, { isNew: true, tokens: tokensOf(names) });
    return 'new';
  }
  const before = observedBefore(db, orderNo, current.observation);
  removeOrderKeys(db, recency, orderKeys(before.order));
  addOrderKeys(db, recency, orderKeys(input.order));
  if (names.person !== current.person_name || names.merchant !== current.merchant_name) {
    const pending = namesToIndex(db);
    pending.set(recency, { isNew: pending.get(recency)?.isNew ?? false, tokens: tokensOf(names) });
  }
  return 'observed';
}

interface NameRow {
  /** False for an order that the base index holds already, under other names. */
  readonly isNew: boolean;
  readonly tokens: string;
}

const NAMES = Symbol('names to index');

/**
 * Names go to their index at the end of the transaction and in the order of its row ids: it writes itself out whenever a
 * row id is smaller than the one before, and whenever a statement on another table may have to be undone.
 */
function namesToIndex(db: WritableDb): Map<number, NameRow> {
  return untilCommit(
    db,
    NAMES,
    () => new Map<number, NameRow>(),
    (names) => {
      for (const [recency, { isNew, tokens }] of [...names].sort(([a], [b]) => a - b)) {
        db.run(
          isNew
            ? 'INSERT INTO orders.order_name (rowid, tokens) VALUES (?, ?)'
            : 'INSERT OR REPLACE INTO orders.order_name_delta (rowid, tokens) VALUES (?, ?)',
          recency,
          tokens,
        );
      }
    },
  );
}

interface Names {
  readonly person: string | null;
  readonly merchant: string | null;
}

function tokensOf({ person, merchant }: Names): string {
  const tokens = new Set(person === null ? [] : nameTokens(person, 'person'));
  if (merchant !== null) for (const token of nameTokens(merchant, 'merchant')) tokens.add(token);
  return [...tokens].join(' ');
}

function wasObserved(db: ReadableDb, orderNo: string, hash: string): boolean {
  return (
    db.get('SELECT 1 AS found FROM orders.order_observation WHERE order_no = ? AND data_hash = ?', orderNo, hash) !==
    undefined
  );
}

function nextObservation(db: ReadableDb, orderNo: string): number {
  const row = db.get<{ last: number | null }>(
    'SELECT max(observation) AS last FROM orders.order_observation WHERE order_no = ?',
    orderNo,
  );
  return (row?.last ?? 0) + 1;
}

function observedBefore(db: ReadableDb, orderNo: string, observation: number): OrderInput {
  const row = db.get<{ data: string }>(
    'SELECT data FROM orders.order_observation WHERE order_no = ? AND observation = ?',
    orderNo,
    observation,
  );
  if (row === undefined) throw new Error('an order without its observation');
  return JSON.parse(row.data) as OrderInput;
}

/** The next free id in the second of `orderedAt`; where that second is full, in the next one that is not. */
function nextRecency(db: ReadableDb, orderedAt: UtcMs): number {
  let first = Math.floor(orderedAt / 1000) * PER_SECOND;
  for (;;) {
    const end = first + PER_SECOND;
    const row = db.get<{ last: number | null }>(
      'SELECT max(recency) AS last FROM orders.order_record WHERE recency >= ? AND recency < ?',
      first,
      end,
    );
    const next = (row?.last ?? first - 1) + 1;
    if (next < end) return next;
    first = end;
  }
}

interface RecordValues extends Names {
  readonly recency: number;
  readonly partyId: string;
  readonly observation: number;
  readonly at: UtcMs;
  readonly hash: string;
}

function writeRecord(db: WritableDb, { order }: OrderInput, values: RecordValues): void {
  const application = order.kind === 'terminal_application';
  db.run(
    `INSERT INTO orders.order_record (recency, order_no, kind, party_id, ordered_at, status, amount_fen, person_name,
       merchant_name, terminal_sn, observation, observed_at, data_hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (recency) DO UPDATE SET
       kind = excluded.kind, party_id = excluded.party_id, ordered_at = excluded.ordered_at, status = excluded.status,
       amount_fen = excluded.amount_fen, person_name = excluded.person_name, merchant_name = excluded.merchant_name,
       terminal_sn = excluded.terminal_sn, observation = excluded.observation, observed_at = excluded.observed_at,
       data_hash = excluded.data_hash`,
    values.recency,
    order.orderNo,
    order.kind,
    values.partyId,
    order.orderedAt,
    application ? order.status : order.state,
    application ? order.components.reduce((sum, component) => sum + component.amountFen, 0) : order.amountFen,
    values.person,
    values.merchant,
    application ? (order.terminalSns[0] ?? null) : order.terminalSn,
    values.observation,
    values.at,
    values.hash,
  );
}
