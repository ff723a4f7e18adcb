import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { SERVED_VERSIONS, versionRefusal } from '../../contract/hub-protocol/version.ts';
import { Refusal } from './refusals.ts';

/**
 * The body as this message. Refuses `not_json`, `desk_too_old` and `desk_too_new` before anything else of it is looked at, and
 * `not_understood`; none of them repeats what was sent.
 */
export function readBody<S extends z.ZodType>(request: FastifyRequest, schema: S): z.infer<S> {
  const body = parsed(request.rawBody);
  const version = typeof body === 'object' && body !== null && 'protocolVersion' in body ? body.protocolVersion : null;
  const refused = typeof version === 'number' ? versionRefusal(version) : null;
  if (refused !== null) throw new Refusal(refused, { servedVersions: [...SERVED_VERSIONS] });
  const read = schema.safeParse(body);
  if (!read.success) throw new Refusal('not_understood');
  return read.data;
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new Refusal('not_json');
  }
}
