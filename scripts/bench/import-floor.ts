/**
 * The floor of an import: the rows that it left, written by bare prepared statements to a fresh file of the same schema, encrypted,
 * with every index, in transactions of as many orders, in the order of the file. What an import has to work out (cells, parties, keys,
 * tokens) is there beforehand and does not count.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transaction } from '../../db/open/database.ts';
import type { SqlValue, WritableDb } from '../../db/open/database.ts';
import { openDeskDb } from '../../db/open/open-desk-db.ts';
import { nameTokens } from '../../domain/search/tokens.ts';

export const BENCH_KEYS = { desk: new Uint8Array(32).fill(1), orders: new Uint8Array(32).fill(2) };
/** Mebibytes of page cache, as the thread that imports has them. */
export const BENCH_CACHE = { desk: 8, orders: 16 };
const ORDERS_AT_ONCE = 1000;

export function openBenchDb(dataDir: string): WritableDb {
  const opened = openDeskDb({ dataDir, keys: BENCH_KEYS, now: Date.now(), cacheMib: BENCH_CACHE });
  if (!opened.ok) throw new Error(opened.refusal.code);
  return opened.value.db;
}

type Row = Record<string, SqlValue>;

/** A statement for rows of this table, all of its columns named. */
function insertInto(db: WritableDb, table: string, rows: readonly Row[]): (row: Row) => void {
  const columns = Object.keys(rows[0] ?? {});
  const sql = `INSERT INTO orders.${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
  return (row) => void db.run(sql, ...Object.values(row));
}

function tokensOf(row: Row): string {
  const { person_name: person, merchant_name: merchant } = row;
  const ofPerson = typeof person === 'string' ? nameTokens(person, 'person') : [];
  const ofMerchant = typeof merchant === 'string' ? nameTokens(merchant, 'merchant') : [];
  return [...new Set([...ofPerson, ...ofMerchant])].join(' ');
}

function grouped(rows: readonly Row[], by: string): ReadonlyMap<SqlValue, readonly Row[]> {
  return Map.groupBy(rows, (row) => row[by] ?? null);
}

/** Orders a second. */
function insertAll(from: WritableDb, to: WritableDb): number {
  const table = (name: string, order = 'rowid'): Row[] =>
    from.all<Row>(`SELECT * FROM orders.${name} ORDER BY ${order}`);
  const observations = table('order_observation');
  const records = table('order_record');
  const parties = table('party', 'party_id');
  const orderKeys = table('order_key', 'kind, reversed');
  const partyKeys = table('party_key', 'kind, reversed');
  const recordOf = new Map(records.map((row) => [row['order_no'], row]));
  const partyOf = new Map(parties.map((row) => [row['party_id'], row]));
  const keysOfOrder = grouped(orderKeys, 'recency');
  const keysOfParty = grouped(partyKeys, 'party_id');
  const tokens = new Map(records.map((row) => [row['recency'], tokensOf(row)]));
  const insert = {
    observation: insertInto(to, 'order_observation', observations),
    record: insertInto(to, 'order_record', records),
    party: insertInto(to, 'party', parties),
    orderKey: insertInto(to, 'order_key', orderKeys),
    partyKey: insertInto(to, 'party_key', partyKeys),
  };
  const written = new Set<SqlValue>();
  const orders = new Set<SqlValue>();
  const startedAt = performance.now();
  for (let at = 0; at < observations.length; at += ORDERS_AT_ONCE) {
    transaction(
      to,
      () => {
        const names: number[] = [];
        for (const observation of observations.slice(at, at + ORDERS_AT_ONCE)) {
          insert.observation(observation);
          const record = recordOf.get(observation['order_no'] ?? null);
          if (record === undefined || orders.has(record['order_no'] ?? null)) continue;
          orders.add(record['order_no'] ?? null);
          const partyId = record['party_id'] ?? null;
          if (!written.has(partyId)) {
            written.add(partyId);
            const party = partyOf.get(partyId);
            if (party !== undefined) insert.party(party);
            for (const key of keysOfParty.get(partyId) ?? []) insert.partyKey(key);
          }
          insert.record(record);
          for (const key of keysOfOrder.get(record['recency'] ?? null) ?? []) insert.orderKey(key);
          names.push(Number(record['recency']));
        }
        for (const recency of names.toSorted((a, b) => a - b)) {
          const text = tokens.get(recency) ?? '';
          to.run('INSERT INTO orders.order_name (rowid, tokens) VALUES (?, ?)', recency, text);
        }
      },
      'orders',
    );
  }
  return Math.round((orders.size / (performance.now() - startedAt)) * 1000);
}

/** `import-floor.ts DATA_FOLDER` prints the orders a second of writing what is in it once more. */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = mkdtempSync(join(tmpdir(), 'chedan-bench-floor-'));
  const from = openBenchDb(process.argv[2] ?? '');
  const to = openBenchDb(folder);
  try {
    process.stdout.write(String(insertAll(from, to)));
  } finally {
    from.close();
    to.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
