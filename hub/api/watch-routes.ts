/** For what watches the hub: is it alive, may it be sent requests, how is it doing. Nothing here is about anybody. */
import type { FastifyInstance } from 'fastify';
import type { HubDeps } from '../services/deps.ts';
import type { Metrics } from './metrics.ts';
import { Refusal } from './refusals.ts';

export function watchRoutes(app: FastifyInstance, { store }: HubDeps, { registry }: Metrics): void {
  app.get('/healthz', async () => ({ status: 'alive' }));
  app.get('/readyz', async () => {
    try {
      await store.ping();
    } catch {
      throw new Refusal('unavailable', { retryAfter: 5 });
    }
    return { status: 'ready' };
  });
  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
}
