import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { enrolRequest } from '../../contract/hub-protocol/envelopes.ts';
import type { enrolResponse } from '../../contract/hub-protocol/envelopes.ts';
import { rawPublicKey } from '../../contract/hub-protocol/raw-keys.ts';
import { PROTOCOL_VERSION } from '../../contract/hub-protocol/version.ts';
import type { HubDeps } from '../services/deps.ts';
import { enrolDesk } from '../services/enrol.ts';
import { readBody } from './read-body.ts';
import { Refusal } from './refusals.ts';

/** Somebody who tries codes gets to try few of them. */
const TRIES_PER_MINUTE = 10;

export function enrolRoute(app: FastifyInstance, deps: HubDeps): void {
  const limited = { rateLimit: { max: TRIES_PER_MINUTE, timeWindow: '1 minute' } };
  app.post('/v1/enrol', { config: limited, bodyLimit: 16 * 1024 }, async (request) => {
    const desk = await enrolDesk(deps, readBody(request, enrolRequest));
    if (desk === null) throw new Refusal('code_wrong');
    return {
      protocolVersion: PROTOCOL_VERSION,
      deskId: desk.deskId,
      epoch: desk.epoch,
      nextSeq: desk.nextSeq,
      hubKey: rawPublicKey(deps.authority.hubKey),
      hubTime: deps.now(),
    } satisfies z.input<typeof enrolResponse>;
  });
}
