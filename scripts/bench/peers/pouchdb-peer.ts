/** PouchDB on LevelDB, with indexes of pouchdb-find: whole values and beginnings; part of a name only by reading every document. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import leveldb from 'pouchdb-adapter-leveldb';
import PouchDB from 'pouchdb-core';
import find from 'pouchdb-find';
import { reversedText, type BuildPeer, type PeerDocument } from './peer.ts';

const BATCH = 5_000;
const LAST = '\uFFFF';

interface Kept extends PeerDocument {
  readonly mobileFromEnd: string;
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((bytes, entry) => bytes + statSync(join(entry.parentPath, entry.name)).size, 0);
}

export const buildPouchDb: BuildPeer = async (documents, folder) => {
  PouchDB.plugin(leveldb).plugin(find);
  const db = new PouchDB<Kept>(join(folder, 'peer'), { adapter: 'leveldb' });
  let rows: (Kept & { readonly _id: string })[] = [];
  for (const document of documents) {
    const { recency, mobile } = document;
    rows.push({ _id: String(recency).padStart(10, '0'), ...document, mobileFromEnd: reversedText(mobile) });
    if (rows.length < BATCH) continue;
    await db.bulkDocs(rows);
    rows = [];
  }
  if (rows.length > 0) await db.bulkDocs(rows);
  await db.createIndex({ index: { fields: ['orderNo'] } });
  await db.createIndex({ index: { fields: ['mobileFromEnd'] } });
  // The first question builds an index.
  await db.find({ selector: { orderNo: 'x' }, limit: 1 });
  await db.find({ selector: { mobileFromEnd: 'x' }, limit: 1 });
  return {
    bytes: sizeOf(folder),
    close: () => db.close(),
    async ask(how, typed, limit) {
      if (how === 'part') return null;
      const end = reversedText(typed);
      const { docs } =
        how === 'exact'
          ? await db.find({ selector: { orderNo: typed }, limit })
          : await db.find({ selector: { mobileFromEnd: { $gte: end, $lt: end + LAST } }, limit });
      return docs.map(({ recency }) => recency);
    },
  };
};
