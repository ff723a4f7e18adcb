/** The stream that only says “pull now”. */
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import type { poke } from '../../contract/hub-protocol/envelopes.ts';
import type { HubDeps } from '../services/deps.ts';
import { Refusal } from './refusals.ts';
import { signedRoutes } from './signed.ts';

const PING_MS = 15_000;
/** Streams of one desk at the same time: one, and what is left of those before it. */
const MOST_OF_ONE_DESK = 4;

export function changesRoute(app: FastifyInstance, deps: HubDeps): void {
  const open = new Map<string, Set<() => void>>();
  const text = `data: ${JSON.stringify({ pull: true } satisfies z.input<typeof poke>)}\n\n`;
  const stopListening = deps.store.onWritten(() => {
    for (const streams of open.values()) for (const tell of streams) tell();
  });
  app.addHook('preClose', async () => {
    stopListening();
  });

  signedRoutes(app, deps, (own) => {
    own.get('/v1/changes', (request, reply) => {
      const mine = open.get(request.deskId) ?? new Set();
      if (mine.size >= MOST_OF_ONE_DESK) throw new Refusal('too_many_requests', { retryAfter: 30 });
      open.set(request.deskId, mine);
      reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      const tell = (): void => void raw.write(text);
      const ping = setInterval(() => raw.write(':\n\n'), PING_MS);
      mine.add(tell);
      // What was written before this stream was open is told at once.
      tell();
      raw.once('close', () => {
        clearInterval(ping);
        mine.delete(tell);
        if (mine.size === 0) open.delete(request.deskId);
      });
    });
  });
}
