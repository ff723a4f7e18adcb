/** An HTTP proxy as a bad line is: it cuts before and after, delays, truncates, and sends the same request twice. */
import { createServer, request } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Chance } from '../torture/random.ts';

export interface BadLine {
  readonly url: string;
  /** From now on it does none of that. */
  heal(): void;
  /** Cut altogether, or not. */
  cut(isCut: boolean): void;
  readonly counts: Record<'cutBefore' | 'cutAfter' | 'truncated' | 'doubled' | 'delayed' | 'passed', number>;
  close(): Promise<void>;
}

/** `targets` are asked anew for each request: hubs come and go. */
export async function badLine(chance: Chance, targets: () => readonly number[]): Promise<BadLine> {
  const counts = { cutBefore: 0, cutAfter: 0, truncated: 0, doubled: 0, delayed: 0, passed: 0 };
  let isBad = true;
  let isCut = false;

  const forward = (incoming: IncomingMessage, body: Buffer): Promise<{ response: IncomingMessage; body: Buffer }> =>
    new Promise((resolve, reject) => {
      const { method, url: path, headers } = incoming;
      const out = request({ host: '127.0.0.1', port: chance.pick(targets()), method, path, headers, timeout: 20_000 });
      out.once('response', (response) => {
        readAll(response).then((whole) => resolve({ response, body: whole }), reject);
      });
      out.once('error', reject);
      out.end(body);
    });

  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const body = await readAll(incoming);
    if (isCut || (isBad && chance.percent(6))) {
      counts.cutBefore += 1;
      incoming.socket.destroy();
      return;
    }
    if (isBad && chance.percent(20)) {
      counts.delayed += 1;
      await new Promise((resolve) => {
        setTimeout(resolve, chance.between(10, 300));
      });
    }
    const isTwice = isBad && chance.percent(8);
    const first = await forward(incoming, body);
    if (isTwice) {
      counts.doubled += 1;
      await forward(incoming, body).catch(() => null);
    }
    if (isCut || (isBad && chance.percent(6))) {
      counts.cutAfter += 1;
      incoming.socket.destroy();
      return;
    }
    outgoing.writeHead(first.response.statusCode ?? 502, {
      'content-type': first.response.headers['content-type'] ?? 'application/json',
      'content-length': first.body.length,
    });
    if (isBad && chance.percent(5) && first.body.length > 2) {
      counts.truncated += 1;
      outgoing.write(first.body.subarray(0, Math.floor(first.body.length / 2)));
      incoming.socket.destroy();
      return;
    }
    counts.passed += 1;
    outgoing.end(first.body);
  };

  const server: Server = createServer((incoming, outgoing) => {
    // What has no end is not carried: the desk looks by itself.
    if (incoming.url?.startsWith('/v1/changes') === true) incoming.socket.destroy();
    else answer(incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    heal: () => {
      isBad = false;
      isCut = false;
    },
    cut: (now) => {
      isCut = now;
    },
    counts,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
