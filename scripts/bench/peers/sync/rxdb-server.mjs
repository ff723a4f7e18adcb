/** The other side of RxDB's HTTP replication: its own master of a collection in memory, asked over HTTP. */
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { createRxDatabase, rxStorageInstanceToReplicationHandler } from 'rxdb/plugins/core';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { SCHEMA } from './rxdb-schema.mjs';

const database = await createRxDatabase({ name: 'server', storage: getRxStorageMemory() });
const collections = await database.addCollections({ commands: { schema: SCHEMA }, orders: { schema: SCHEMA } });
const masters = Object.fromEntries(
  Object.entries(collections).map(([name, { internalStorageInstance, conflictHandler }]) => [
    name,
    rxStorageInstanceToReplicationHandler(internalStorageInstance, conflictHandler, database.token),
  ]),
);

const answers = {
  push: (name, rows) => masters[name].masterWrite(rows),
  pull: (name, { checkpoint, limit }) => masters[name].masterChangesSince(checkpoint ?? undefined, limit),
  count: async (name) => ({ there: await collections[name].count().exec() }),
};

const server = createServer((request, response) => {
  const [, name, what] = request.url.split('/');
  json(request)
    .then((body) => answers[what](name, body))
    .then((answer) => response.setHeader('content-type', 'application/json').end(JSON.stringify(answer)))
    .catch(() => response.writeHead(500).end());
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
