/** PouchDB on LevelDB in front, pouchdb-server on LevelDB behind: documents replicated there, and back into an empty database. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import PouchDB from 'pouchdb';
import { commands, documents, perSecond, report, workDir } from './measured.mjs';

const BATCH = 500;

const port = await new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port: free } = server.address();
    server.close(() => resolve(free));
  });
});
const folder = join(workDir, 'pouchdb-server');
mkdirSync(folder, { recursive: true });
const binary = join(
  dirname(createRequire(import.meta.url).resolve('pouchdb-server/package.json')),
  'bin/pouchdb-server',
);
const args = [
  binary,
  '--port',
  String(port),
  '--dir',
  folder,
  '--no-stdout-logs',
  '--config',
  join(folder, 'config.json'),
];
const server = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'], cwd: folder });
const url = `http://127.0.0.1:${port}`;
for (let tries = 0; ; tries += 1) {
  if (
    await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    )
  )
    break;
  if (tries > 300) throw new Error('pouchdb-server does not answer');
  await new Promise((resolve) => setTimeout(resolve, 100));
}

try {
  const outbox = new PouchDB(join(workDir, 'outbox'));
  await outbox.bulkDocs(commands.map((command) => ({ _id: command.commandId, command })));
  const commandsPerSecond = await perSecond(commands.length, () =>
    outbox.replicate.to(`${url}/commands`, { batch_size: BATCH }),
  );
  await expectCount(`${url}/commands`, commands.length);

  const source = new PouchDB(`${url}/orders`);
  for (let from = 0; from < documents.length; from += 5_000) {
    await source.bulkDocs(
      documents.slice(from, from + 5_000).map(({ order, party }) => ({ _id: order.orderNo, order, party })),
    );
  }
  const first = new PouchDB(join(workDir, 'orders'));
  const documentsPerSecond = await perSecond(documents.length, () =>
    first.replicate.from(`${url}/orders`, { batch_size: BATCH }),
  );
  if ((await first.info()).doc_count !== documents.length) throw new Error('some documents did not come');
  report({ commandsPerSecond, documentsPerSecond });
} finally {
  server.kill();
}

async function expectCount(database, count) {
  const { doc_count: there } = await (await fetch(database)).json();
  if (there !== count) throw new Error(`${there} of ${count} documents are there`);
}
