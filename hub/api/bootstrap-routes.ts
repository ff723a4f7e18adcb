/** Ready files of orders for new desks: asked for until there is one, then fetched in as many parts as the line allows. */
import { createReadStream, statSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { bootstrapRequest } from '../../contract/hub-protocol/envelopes.ts';
import { sealTo } from '../../contract/hub-protocol/sealed-box.ts';
import { PROTOCOL_VERSION } from '../../contract/hub-protocol/version.ts';
import type { HubDeps } from '../services/deps.ts';
import { fromOf } from './range.ts';
import { readBody } from './read-body.ts';
import { Refusal } from './refusals.ts';

const SMALL = { bodyLimit: 16 * 1024 };

export function bootstrapRoutes(own: FastifyInstance, { store, readyFiles, now }: HubDeps): void {
  own.post('/v1/bootstrap', SMALL, async (request) => {
    const { schemaVersion } = readBody(request, bootstrapRequest);
    const desk = await store.desk(request.deskId);
    const stamped = { protocolVersion: PROTOCOL_VERSION, hubTime: now() };
    const none = { ...stamped, state: 'none', built: 0, file: null };
    if (desk === null || desk.sealingKey === null || readyFiles === null) return none;
    const answer = readyFiles.ask({ days: desk.days, schemaVersion });
    if (answer.state !== 'ready') return { ...none, ...answer };
    const { fileId, sizeBytes, sha256, orders, references, cursor, key } = answer.file;
    const sealedKey = sealTo(desk.sealingKey, key);
    const file = { fileId, schemaVersion, sizeBytes, sha256, orders, sealedKey, references, cursor };
    return { ...stamped, state: 'ready', built: orders, file };
  });

  // The id names a file that this hub has made, and nothing else of what lies on its disk.
  own.get<{ Params: { fileId: string } }>('/v1/bootstrap/:fileId', async (request, reply) => {
    const path = readyFiles?.pathOf(request.params.fileId) ?? null;
    if (path === null) throw new Refusal('out_of_scope');
    const from = fromOf(request, reply, statSync(path).size);
    return reply.send(createReadStream(path, { start: from }));
  });
}
