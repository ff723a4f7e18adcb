/** The OpenAPI document, made of the very schemas that read the messages, and a page to read it at `/docs`. */
import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { MESSAGES } from '../../contract/hub-protocol/envelopes.ts';
import { SIGNATURE_HEADERS } from '../../contract/hub-protocol/signing.ts';
import { PROTOCOL_VERSION } from '../../contract/hub-protocol/version.ts';

interface Operation {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly summary: string;
  readonly signed: boolean;
  readonly request?: keyof typeof MESSAGES;
  readonly response?: keyof typeof MESSAGES;
}

const OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/enrol',
    summary: 'Enrols a desk with a one-time code',
    signed: false,
    request: 'enrolRequest',
    response: 'enrolResponse',
  },
  {
    method: 'post',
    path: '/v1/re-enrol',
    summary: 'Lets a desk that was restored from a backup count anew',
    signed: true,
    response: 'enrolResponse',
  },
  {
    method: 'post',
    path: '/v1/sign-in',
    summary: 'Signs a person in on a desk',
    signed: true,
    request: 'signInRequest',
    response: 'signInResponse',
  },
  {
    method: 'post',
    path: '/v1/push',
    summary: 'Takes commands in their order, each once',
    signed: true,
    request: 'pushRequest',
    response: 'pushResponse',
  },
  {
    method: 'post',
    path: '/v1/outcomes',
    summary: 'What became of commands that were pushed before',
    signed: true,
    request: 'outcomesRequest',
    response: 'pushResponse',
  },
  {
    method: 'post',
    path: '/v1/pull',
    summary: 'What became visible after a cursor',
    signed: true,
    request: 'pullRequest',
    response: 'pullResponse',
  },
  {
    method: 'post',
    path: '/v1/streams',
    summary: 'Whole streams, of those that the desk may hold',
    signed: true,
    request: 'streamsRequest',
    response: 'streamsResponse',
  },
  {
    method: 'post',
    path: '/v1/orders',
    summary: 'Orders as a desk knows them, from somebody who may import them',
    signed: true,
    request: 'ordersRequest',
    response: 'ordersResponse',
  },
  {
    method: 'post',
    path: '/v1/presence',
    summary: 'Somebody looks at a case; who else does',
    signed: true,
    request: 'presenceRequest',
    response: 'presence',
  },
  { method: 'get', path: '/v1/changes', summary: 'Server-sent events that say “pull now”', signed: true },
  { method: 'get', path: '/healthz', summary: 'Whether the process is alive', signed: false },
  { method: 'get', path: '/readyz', summary: 'Whether it may be sent requests', signed: false },
  { method: 'get', path: '/metrics', summary: 'Prometheus metrics', signed: false },
];

/** @lintignore the document is served, and tested as it is served */
export function openApiDocument() {
  const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const json = (name: string) => ({ 'application/json': { schema: reference(name) } });
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { method, path, summary, signed, request, response } of OPERATIONS) {
    paths[path] = {
      [method]: {
        summary,
        ...(signed ? { security: [Object.fromEntries(Object.keys(SIGNATURE_HEADERS).map((name) => [name, []]))] } : {}),
        ...(request === undefined ? {} : { requestBody: { required: true, content: json(request) } }),
        responses: {
          200: { description: 'Done', ...(response === undefined ? {} : { content: json(response) }) },
          default: { description: 'Not served, and why', content: json('hubRefusal') },
        },
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Chedan hub', version: String(PROTOCOL_VERSION) },
    paths,
    components: {
      schemas: Object.fromEntries(
        Object.entries(MESSAGES).map(([name, schema]) => [name, z.toJSONSchema(schema, { io: 'input' })]),
      ),
      securitySchemes: Object.fromEntries(
        Object.entries(SIGNATURE_HEADERS).map(([name, header]) => [
          name,
          { type: 'apiKey', in: 'header', name: header },
        ]),
      ),
    },
  };
}

export async function documentRoutes(app: FastifyInstance): Promise<void> {
  const document = openApiDocument() as unknown as NonNullable<Parameters<typeof fastifySwagger>[1]> extends infer O
    ? O extends { specification: { document: infer D } }
      ? D
      : never
    : never;
  await app.register(fastifySwagger, { mode: 'static', specification: { document } });
  await app.register(fastifySwaggerUi, { routePrefix: '/docs' });
  app.get('/openapi.json', async () => openApiDocument());
}
