/**
 * A desk in a thread of its own, as it is in a process of its own behind a window: answers over a MessagePort and over HTTP on loopback.
 * Tells its parent where, and ends when it is told to.
 */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { RPCHandler } from '@orpc/server/message-port';
import { startBrowserHost } from '../../../desk/browser-host/server.ts';
import type { DeskRequestContext } from '../../../desk/router/context.ts';
import { openBenchDesk } from './build-data.ts';

export interface ServedDesk {
  readonly dataDir: string;
  readonly port: MessagePort;
}

const { dataDir, port } = workerData as ServedDesk;
const desk = await openBenchDesk(dataDir);
const handler = new RPCHandler<DeskRequestContext>(desk.router);
handler.upgrade(port, { context: { clientId: 'bench-port', host: 'electron' } });
port.start();

// No page is asked for: an empty one will do.
const rendererDir = mkdtempSync(join(tmpdir(), 'chedan-bench-page-'));
mkdirSync(join(rendererDir, 'assets'));
writeFileSync(join(rendererDir, 'index.html'), '<!doctype html>');
const host = await startBrowserHost({ router: desk.router, port: 0, rendererDir });
const tell = (what: string): void => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
  parentPort?.postMessage(what);
};
tell(host.url);
parentPort?.once('message', () => {
  port.close();
  void host
    .close()
    .then(() => desk.close())
    .then(() => tell('closed'));
});
