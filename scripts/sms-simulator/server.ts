import { setTimeout as wait } from 'node:timers/promises';
import fastify from 'fastify';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { phonePage } from './page.ts';
import { SimulatedPhone, behaviourSchema, messageSchema } from './phone.ts';
import type { Behaviour, DeliveredMessage } from './phone.ts';

export interface SmsSimulator {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  /** What has reached a phone, newest first. */
  inbox(to?: string): readonly DeliveredMessage[];
  /** Makes the gateway misbehave from the next message on. */
  behave(change: Behaviour): void;
  close(): Promise<void>;
}

const inboxQuery = z.object({ to: z.string().optional() });

/** Starts the simulated gateway on loopback. `port` 0, the default, takes a free one. It writes no log: messages are personal data. */
export async function startSmsSimulator({ port = 0 }: { readonly port?: number } = {}): Promise<SmsSimulator> {
  const phone = new SimulatedPhone();
  const server = fastify({ forceCloseConnections: true });
  refuseOtherHosts(server);
  addRoutes(server, phone);
  const url = await server.listen({ host: '127.0.0.1', port });
  return {
    url,
    inbox: (to) => phone.inbox(to),
    behave: (change) => void phone.behave(behaviourSchema.parse(change)),
    close: () => server.close(),
  };
}

/** A page on the internet must not reach the phone under a name of its own, nor post to it. */
function refuseOtherHosts(server: FastifyInstance): void {
  server.addHook('onRequest', async (request, reply) => {
    const ours = request.hostname === '127.0.0.1' || request.hostname === 'localhost';
    if (!ours || request.headers.origin !== undefined) await reply.code(403).send({ problem: 'not from here' });
  });
}

function addRoutes(server: FastifyInstance, phone: SimulatedPhone): void {
  server.post('/send', async (request, reply) => {
    const message = messageSchema.safeParse(request.body);
    if (!message.success) return badRequest(reply, message.error);
    if (phone.behaviour.delayMs > 0) await wait(phone.behaviour.delayMs);
    const handling = phone.receive(message.data);
    if (handling.kind === 'accepted') return handling.accepted;
    if (handling.kind === 'refused') return reply.code(503).send({ problem: 'gateway out of order (simulated)' });
    // Accepted, and never answered: the connection stays open until the caller gives up.
    return reply.hijack();
  });
  server.get('/inbox', (request) => phone.inbox(inboxQuery.parse(request.query).to));
  server.post('/behaviour', async (request, reply) => {
    const change = behaviourSchema.safeParse(request.body);
    return change.success ? phone.behave(change.data) : badRequest(reply, change.error);
  });
  server.get('/', async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
      .send(phonePage(phone.inbox())),
  );
}

/** Names the fields that are wrong, never what stood in them. */
function badRequest(reply: FastifyReply, error: z.ZodError): FastifyReply {
  return reply.code(400).send({ problems: error.issues.map(({ path, code }) => `${path.join('.')}: ${code}`) });
}
