import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { RPCHandler } from '@orpc/server/fastify';
import Fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { contentSecurityPolicy, pageWithNonce, SECURITY_HEADERS } from '../hosting/page-policy.ts';
import type { DeskRequestContext } from '../router/context.ts';
import { createAccess } from './access.ts';
import type { Access } from './access.ts';
import { REOPEN_PAGE } from './reopen-page.ts';
import { checkRequest, readCookie } from './request-guard.ts';

/** The largest request body, in bytes: an import of several hundred thousand rows, and room. */
export const MAX_BODY_BYTES = 256 * 1024 * 1024;
/** For a request to arrive whole, its largest body included; what comes from this machine is there in seconds. */
const REQUEST_TIMEOUT_MS = 120_000;
const HEAD_TIMEOUT_MS = 60_000;
/** How often Node looks for requests that take too long. */
const CHECKED_EVERY_MS = 30_000;
const USUAL_PORT = 4777;
const ADDRESS = '127.0.0.1';
const API = '/api';

export interface BrowserHostOptions {
  readonly router: DeskRouter;
  /** The built page, `dist/renderer`. */
  readonly rendererDir: string;
  /** Undefined: the usual port, or a free one when that is taken. 0: a free one. */
  readonly port: number | undefined;
  /** Until when a request has to be here whole, in ms; two minutes where it is left out. It is answered with 408 then. */
  readonly requestTimeoutMs?: number;
}
/** Any router that asks for no more context than a host gives. */
export type DeskRouter = ConstructorParameters<typeof RPCHandler<DeskRequestContext>>[0];

export interface BrowserHost {
  readonly port: number;
  /** The link for people to open, good for as long as this runs. */
  readonly url: string;
  /** A link for one use within a minute. */
  issueUrl(): string;
  close(): Promise<void>;
}

/** Serves the desk to browsers on this machine and to nobody else. */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const access = createAccess();
  const { requestTimeoutMs = REQUEST_TIMEOUT_MS } = options;
  const app = Fastify({
    logger: false,
    forceCloseConnections: true,
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: requestTimeoutMs,
    http: {
      // Node takes the shorter of the two for the head's, whichever it was set for.
      headersTimeout: Math.min(requestTimeoutMs, HEAD_TIMEOUT_MS),
      connectionsCheckingInterval: Math.min(requestTimeoutMs, CHECKED_EVERY_MS),
    },
    exposeHeadRoutes: false,
  });
  const port = (): number => {
    const address = app.server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  };
  guard(app, access, port);
  await servePage(app, options.rendererDir);
  serveApi(app, options.router);
  await listen(app, options.port);
  const link = (secret: string): string => `http://${ADDRESS}:${port()}/?token=${secret}`;
  return {
    port: port(),
    url: link(access.token),
    issueUrl: () => link(access.issueTicket()),
    close: () => app.close(),
  };
}

declare module 'fastify' {
  interface FastifyRequest {
    clientId: string;
  }
}

/** Turns strangers away, exchanges a link's token for a cookie, and knows whose request it is. */
function guard(app: FastifyInstance, access: Access, port: () => number): void {
  app.decorateRequest('clientId', '');
  app.addHook('onRequest', async (request: FastifyRequest<{ Querystring: { token?: unknown } }>, reply) => {
    reply.headers({ ...SECURITY_HEADERS, 'cache-control': 'no-store' });
    const refused = isSaidTwice(request) ? 'host' : checkRequest(request.method, request.headers, port());
    if (refused !== undefined) return reply.code(403).type('text/plain').send(`Refused: ${refused}`);
    // Cookies do not know ports: the name keeps two desks on one machine apart.
    const cookie = `desk_${port()}`;
    if (request.method === 'GET' && request.url.startsWith('/?') && typeof request.query.token === 'string') {
      const session = access.exchange(request.query.token);
      if (session === undefined) return askToReopen(reply);
      reply.header('set-cookie', `${cookie}=${session}; Path=/; HttpOnly; SameSite=Strict`);
      return reply.redirect('/', 303);
    }
    const session = readCookie(request.headers.cookie, cookie);
    if (!access.isSession(session)) return askToReopen(reply);
    request.clientId = session;
    return undefined;
  });
}

/** Whoever says twice where they go to or come from lets two readers read two things. */
function isSaidTwice({ raw }: FastifyRequest): boolean {
  return ['host', 'origin'].some((name) => (raw.headersDistinct[name]?.length ?? 0) > 1);
}

function askToReopen(reply: FastifyReply): FastifyReply {
  return reply
    .code(401)
    .header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
    .type('text/html; charset=utf-8')
    .send(REOPEN_PAGE);
}

async function servePage(app: FastifyInstance, rendererDir: string): Promise<void> {
  const html = await readFile(join(rendererDir, 'index.html'), 'utf8');
  app.get('/', async (_request, reply) => {
    const nonce = randomBytes(16).toString('base64');
    return reply
      .header('content-security-policy', contentSecurityPolicy(nonce))
      .type('text/html; charset=utf-8')
      .send(pageWithNonce(html, nonce));
  });
  await app.register(fastifyStatic, {
    root: join(rendererDir, 'assets'),
    prefix: '/assets/',
    index: false,
    cacheControl: false,
    setHeaders: (reply) => {
      // Their names carry a hash of their content.
      reply.header('cache-control', 'private, max-age=31536000, immutable');
    },
  });
}

function serveApi(app: FastifyInstance, router: DeskRouter): void {
  const handler = new RPCHandler<DeskRequestContext>(router);
  // oRPC reads bodies itself, whatever their type.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  app.post(`${API}/*`, async (request, reply) => {
    const length = Number(request.headers['content-length']);
    // Closing spares this program the rest of a body that it does not want.
    if (!Number.isInteger(length)) return reply.code(411).header('connection', 'close').send();
    if (length > MAX_BODY_BYTES) return reply.code(413).header('connection', 'close').send();
    const { matched } = await handler.handle(request, reply, {
      prefix: API,
      context: { clientId: request.clientId, host: 'browser' },
    });
    return matched ? reply : reply.code(404).send();
  });
}

async function listen(app: FastifyInstance, port: number | undefined): Promise<void> {
  try {
    await app.listen({ host: ADDRESS, port: port ?? USUAL_PORT });
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (port !== undefined || !isTaken) throw error;
    await app.listen({ host: ADDRESS, port: 0 });
  }
}
