/** Finding and working as a window does, over the real MessagePort and over real HTTP, beside an empty call on the same way. */
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { MessageChannel, Worker } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink as FetchLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { deskContract } from '../../../contract/desk-api/index.ts';
import { DEMO_PASSWORD } from '../../../desk/demo/people.ts';
import { figure, measureAsync } from '../measure.ts';
import type { Figure } from '../measure.ts';
import { IDENTIFIERS, SEARCH_LIMIT } from './search-figures.ts';
import type { ServedDesk } from './serve-desk.ts';

type Client = ContractRouterClient<typeof deskContract>;

const RUNS = 400;
/** What a search may take longer than an empty call, at p99. */
const OVER_EMPTY_US = 1000;

/** A client that keeps the cookie which the link of the browser host is exchanged for. */
async function clientOverHttp(url: string): Promise<Client> {
  const opened = await fetch(url, { redirect: 'manual' });
  const cookie = opened.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const { origin } = new URL(url);
  return createORPCClient(
    new FetchLink({
      url: new URL('/api', url),
      headers: { cookie, origin },
      fetch: (request, init) => fetch(request, init),
    }),
  );
}

async function figuresOver(way: string, client: Client, orders: number): Promise<Figure[]> {
  await client.auth.signIn({ login: 'agent1', password: DEMO_PASSWORD });
  const empty = await measureAsync(RUNS, () => client.system.info());
  const search = (typed: (index: number) => string) =>
    measureAsync(RUNS, (index) => client.orders.search({ text: typed(index), limit: SEARCH_LIMIT }));
  const target = { p99: empty.p99 + OVER_EMPTY_US };
  const figures: Figure[] = [figure(`${way}.empty`, empty, null, {})];
  for (const { name, value } of IDENTIFIERS) {
    figures.push(figure(`${way}.search.exact.${name}`, await search((index) => value(index, orders)), empty, target));
  }
  for (const { name, value, suffix } of IDENTIFIERS) {
    if (suffix === null) continue;
    const end = (index: number): string => value(index, orders).slice(-suffix);
    figures.push(figure(`${way}.search.suffix.${name}`, await search(end), empty, target));
  }
  for (const [name, typed] of [
    ['name2', '张伟'],
    ['initials', 'zw'],
  ] as const) {
    figures.push(figure(`${way}.search.${name}`, await search(() => typed), empty, { p99: empty.p99 + 3000 }));
  }
  return figures;
}

export async function portFigures(dataDir: string, orders: number): Promise<Figure[]> {
  const { port1, port2 } = new MessageChannel();
  const workerData: ServedDesk = { dataDir, port: port2 };
  const worker = new Worker(fileURLToPath(new URL('serve-desk.ts', import.meta.url)), {
    workerData,
    transferList: [port2],
  });
  const [url] = (await once(worker, 'message')) as [string];
  try {
    const overPort: Client = createORPCClient(new PortLink({ port: port1 }));
    port1.start();
    return [
      ...(await figuresOver('port', overPort, orders)),
      ...(await figuresOver('http', await clientOverHttp(url), orders)),
    ];
  } finally {
    port1.close();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage('close');
    await once(worker, 'message');
    await worker.terminate();
  }
}
