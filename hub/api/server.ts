/** The hub over HTTP. Every request but enrolment and what watches the hub is signed by a desk, and checked before it is read. */
import { randomBytes } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import Fastify, { LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { HubDeps } from '../services/deps.ts';
import { changesRoute } from './changes.ts';
import { deskRoutes } from './desk-routes.ts';
import { documentRoutes } from './document.ts';
import { enrolRoute } from './enrol-route.ts';
import { createMetrics } from './metrics.ts';
import { Refusal, refusalBody } from './refusals.ts';
import { watchRoutes } from './watch-routes.ts';

export interface ServerOptions {
  readonly deps: HubDeps;
  readonly log?: FastifyBaseLogger;
  readonly tls?: { readonly key: Buffer; readonly cert: Buffer } | undefined;
  /** Until when a request has to be here whole. */
  readonly requestTimeoutMs?: number;
  /** Requests of one address within a minute; a branch's desks share one. */
  readonly perMinute?: number;
}

/** The largest body: five hundred commands with long texts. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024;
const REQUEST_TIMEOUT_MS = 60_000;
const PER_MINUTE = 6_000;

declare module 'fastify' {
  interface FastifyRequest {
    /** The bytes as they came: what the desk has signed. */
    rawBody: Buffer;
    /** Who signed; empty where nobody has to. */
    deskId: string;
  }
}

export async function createHubServer(options: ServerOptions): Promise<FastifyInstance> {
  const { deps, log, tls, requestTimeoutMs = REQUEST_TIMEOUT_MS, perMinute = PER_MINUTE } = options;
  const patience = {
    headersTimeout: Math.min(requestTimeoutMs, 20_000),
    connectionsCheckingInterval: Math.min(requestTimeoutMs, 10_000),
  };
  const base = {
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: requestTimeoutMs,
    // A request's address may hold what somebody typed; what is logged is its route.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomBytes(8).toString('hex'),
    exposeHeadRoutes: false,
    // An address that cannot be read: Fastify's own words would repeat it.
    frameworkErrors: (_error: unknown, _request: unknown, reply: FastifyReply) => {
      const refusal = new Refusal('no_such_route');
      return reply.code(refusal.status).send(refusalBody(refusal, deps.now()));
    },
    forceCloseConnections: true as const,
  };
  const app = (tls === undefined
    ? Fastify({ ...base, http: patience, ...(log === undefined ? {} : { loggerInstance: log }) })
    : Fastify({
        ...base,
        https: { ...tls, ...patience },
        ...(log === undefined ? {} : { loggerInstance: log }),
      })) as unknown as FastifyInstance;
  const metrics = createMetrics();

  app.decorateRequest('rawBody');
  app.decorateRequest('deskId', '');
  readBytes(app);
  answerRefusals(app, deps.now);
  metrics.observe(app);
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    const ms = Math.round(reply.elapsedTime);
    request.log.info({ route: routeOptions.url ?? 'none', method, status: reply.statusCode, ms }, 'request');
  });
  await app.register(rateLimit, {
    max: perMinute,
    timeWindow: '1 minute',
    keyGenerator: addressOf,
    errorResponseBuilder: (_request, { ttl }) =>
      new Refusal('too_many_requests', { retryAfter: Math.ceil(ttl / 1000) }),
  });
  await documentRoutes(app);
  watchRoutes(app, deps, metrics);
  enrolRoute(app, deps);
  deskRoutes(app, deps);
  changesRoute(app, deps);
  return app;
}

/** By address: a desk that claims to be another must not use up that one's requests. */
function addressOf(request: FastifyRequest): string {
  return request.ip;
}

/** Bodies are kept as bytes: what was signed is checked before anything of it is read. */
function readBytes(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    ['application/json', 'application/octet-stream'],
    { parseAs: 'buffer' },
    (request, body, done) => {
      request.rawBody = body as Buffer;
      done(null, body);
    },
  );
  app.addHook('onRequest', async (request) => {
    request.rawBody = Buffer.alloc(0);
  });
}

/** What Fastify itself refuses, in the protocol's words. */
const OWN_CODES: Readonly<Record<string, 'body_too_large' | 'not_json'>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'not_json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'not_json',
};

function answerRefusals(app: FastifyInstance, now: () => number): void {
  app.setNotFoundHandler((_request, reply) => {
    const refusal = new Refusal('no_such_route');
    return reply.code(refusal.status).send(refusalBody(refusal, now()));
  });
  app.setErrorHandler((error: Error & { code?: string }, request, reply) => {
    const own = OWN_CODES[error.code ?? ''];
    const refusal = error instanceof Refusal ? error : own === undefined ? null : new Refusal(own);
    if (refusal === null) {
      // The name and the place of a bug; its message may hold what somebody typed.
      request.log.error({ name: error.name, code: error.code, stack: error.stack?.split('\n').slice(1) }, 'failed');
      return reply.code(500).send(refusalBody(new Refusal('failed'), now()));
    }
    if (refusal.more.retryAfter !== undefined) reply.header('retry-after', refusal.more.retryAfter);
    return reply.code(refusal.status).send(refusalBody(refusal, now()));
  });
}
