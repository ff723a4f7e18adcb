/** RxDB with its HTTP replication: handlers that ask a server, which keeps everything in an RxDB collection. Both in memory. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createRxDatabase } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { commands, documents, perSecond, report } from './measured.mjs';
import { SCHEMA } from './rxdb-schema.mjs';

const BATCH = 500;

const server = fork(fileURLToPath(new URL('rxdb-server.mjs', import.meta.url)));
const [port] = await once(server, 'message');
const ask = async (path, body) => {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
};

try {
  const outbox = await collectionOf(
    'outbox',
    commands.map((each) => ({ id: each.commandId, body: each })),
  );
  const commandsPerSecond = await perSecond(commands.length, () => replicate(outbox, 'commands'));
  await expectCount('commands', commands.length);

  const source = await collectionOf(
    'source',
    documents.map((each) => ({ id: each.order.orderNo, body: each })),
  );
  await replicate(source, 'orders');
  await expectCount('orders', documents.length);
  const first = await collectionOf('first', []);
  const documentsPerSecond = await perSecond(documents.length, () => replicate(first, 'orders'));
  if ((await first.count().exec()) !== documents.length) throw new Error('some documents did not come');
  report({ commandsPerSecond, documentsPerSecond });
} finally {
  server.kill();
}
// It keeps timers of its own.
process.exit(0);

async function collectionOf(name, rows) {
  const database = await createRxDatabase({ name, storage: getRxStorageMemory() });
  const { docs } = await database.addCollections({ docs: { schema: SCHEMA } });
  await docs.bulkInsert(rows);
  return docs;
}

async function replicate(collection, name) {
  const replication = replicateRxCollection({
    collection,
    replicationIdentifier: name,
    live: false,
    push: { batchSize: BATCH, handler: (rows) => ask(`/${name}/push`, rows) },
    pull: {
      batchSize: BATCH,
      handler: (checkpoint, limit) => ask(`/${name}/pull`, { checkpoint: checkpoint ?? null, limit }),
    },
  });
  const failed = new Promise((_resolve, reject) => replication.error$.subscribe(reject));
  await Promise.race([replication.awaitInitialReplication(), failed]);
}

async function expectCount(name, count) {
  const { there } = await ask(`/${name}/count`, {});
  if (there !== count) throw new Error(`${there} of ${count} documents are there`);
}
