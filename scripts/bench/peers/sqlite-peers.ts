/** The two ways that SQLite itself offers: `LIKE` over a table, and FTS5 with trigrams. Encrypted like the desk's files. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { BuildPeer, Peer, PeerDocument } from './peer.ts';

const BATCH = 20_000;
const CACHE_KIB = 224 * 1024;

function openFile(folder: string): Database.Database {
  const db = new Database(join(folder, 'peer.db'));
  db.pragma("key='a key of the bench'");
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma(`cache_size = -${CACHE_KIB}`);
  db.exec(`CREATE TABLE document (recency INTEGER PRIMARY KEY, order_no TEXT NOT NULL UNIQUE, mobile TEXT NOT NULL,
    person_name TEXT NOT NULL, merchant_name TEXT NOT NULL) STRICT`);
  return db;
}

function insertAll(db: Database.Database, documents: Iterable<PeerDocument>): void {
  const insert = db.prepare('INSERT INTO document VALUES (?, ?, ?, ?, ?)');
  const insertMany = db.transaction((rows: readonly PeerDocument[]) => {
    for (const { recency, orderNo, mobile, personName, merchantName } of rows)
      insert.run(recency, orderNo, mobile, personName, merchantName);
  });
  let rows: PeerDocument[] = [];
  for (const document of documents) {
    rows.push(document);
    if (rows.length < BATCH) continue;
    insertMany(rows);
    rows = [];
  }
  insertMany(rows);
}

function asked(db: Database.Database, folder: string, ask: Peer['ask']): Peer {
  db.pragma('wal_checkpoint(TRUNCATE)');
  return { ask, bytes: statSync(join(folder, 'peer.db')).size, close: () => void db.close() };
}

const recencies = (statement: Database.Statement, typed: string, limit: number): readonly number[] =>
  statement.pluck().all({ typed, limit }) as number[];

/** Contains and ends with, read off the rows one by one; the number of an order by its index. */
// oxlint-disable-next-line require-await -- other peers answer later
export const buildLike: BuildPeer = async (documents, folder) => {
  const db = openFile(folder);
  insertAll(db, documents);
  const exact = db.prepare('SELECT recency FROM document WHERE order_no = $typed LIMIT $limit');
  const end = db.prepare(
    `SELECT recency FROM document WHERE mobile LIKE '%' || $typed ORDER BY recency DESC LIMIT $limit`,
  );
  const part = db.prepare(`SELECT recency FROM document
    WHERE person_name LIKE '%' || $typed || '%' OR merchant_name LIKE '%' || $typed || '%' ORDER BY recency DESC LIMIT $limit`);
  const by = { exact, end, part };
  return asked(db, folder, (how, typed, limit) => recencies(by[how], typed, limit));
};

/**
 * Trigrams over all four columns. What is shorter than three characters has no trigram: FTS5 then reads every row.
 */
// oxlint-disable-next-line require-await -- other peers answer later
export const buildTrigram: BuildPeer = async (documents, folder) => {
  const db = openFile(folder);
  db.exec(`CREATE VIRTUAL TABLE trigram USING fts5(order_no, mobile, person_name, merchant_name, content='document',
    content_rowid='recency', tokenize='trigram', detail='full')`);
  insertAll(db, documents);
  db.exec(`INSERT INTO trigram(trigram) VALUES ('rebuild')`);
  const exact = db.prepare('SELECT recency FROM document WHERE order_no = $typed LIMIT $limit');
  const end = db.prepare(`SELECT rowid FROM trigram WHERE mobile LIKE '%' || $typed ORDER BY rowid DESC LIMIT $limit`);
  const part = db.prepare(`SELECT rowid FROM trigram
    WHERE person_name LIKE '%' || $typed || '%' OR merchant_name LIKE '%' || $typed || '%' ORDER BY rowid DESC LIMIT $limit`);
  const matched = db.prepare('SELECT rowid FROM trigram WHERE trigram MATCH $typed ORDER BY rowid DESC LIMIT $limit');
  return asked(db, folder, (how, typed, limit) => {
    if (how === 'exact') return recencies(exact, typed, limit);
    if (Array.from(typed).length < 3) return recencies(part, typed, limit);
    if (how === 'part') return recencies(matched, `{person_name merchant_name} : "${typed}"`, limit);
    return recencies(end, typed, limit);
  });
};
