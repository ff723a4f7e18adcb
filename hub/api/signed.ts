import type { FastifyInstance } from 'fastify';
import type { HubDeps } from '../services/deps.ts';
import { Refusal } from './refusals.ts';
import { verifyRequest } from './verify-request.ts';

/** Routes that only a desk is served on which has signed for just this request, and is not revoked. */
export function signedRoutes(
  app: FastifyInstance,
  { store, now }: HubDeps,
  routes: (own: FastifyInstance) => void,
): void {
  app.register(async (own) => {
    own.addHook('preHandler', async (request) => {
      const { method, url, headers, rawBody } = request;
      const registry = { desk: toKey(store), takeNonce: store.takeNonce };
      const checked = await verifyRequest(registry, { method, path: url, headers, body: rawBody }, now());
      if ('refused' in checked) throw new Refusal(checked.refused);
      request.deskId = checked.deskId;
    });
    routes(own);
  });
}

function toKey(store: HubDeps['store']) {
  return async (deskId: string) => {
    const desk = await store.desk(deskId);
    return desk === null ? null : { publicKey: desk.signingKey, revokedAt: desk.revokedAt };
  };
}
