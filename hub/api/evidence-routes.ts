/** Files in evidence: how far each has come, its parts as they are sent, and the whole of it for who may hold it. */
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { evidenceEntry, evidenceRequest, MAX_PART_BYTES } from '../../contract/hub-protocol/envelopes.ts';
import { PROTOCOL_VERSION } from '../../contract/hub-protocol/version.ts';
import type { HubDeps } from '../services/deps.ts';
import { evidenceStandings, takePart } from '../services/evidence.ts';
import type { EvidenceStanding } from '../store/store.ts';
import { fromOf } from './range.ts';
import { readBody } from './read-body.ts';
import { Refusal } from './refusals.ts';

const SMALL = { bodyLimit: 64 * 1024 };
const PART = { bodyLimit: MAX_PART_BYTES };
const AT = /^\d{1,10}$/u;

interface Place {
  readonly evidenceId: string;
  readonly from: string;
}

export function evidenceRoutes(own: FastifyInstance, { store, now }: HubDeps): void {
  const answer = (standings: readonly EvidenceStanding[]) => ({
    protocolVersion: PROTOCOL_VERSION,
    files: standings.map(({ evidenceId, storedBytes, isWhole }) => ({ evidenceId, storedBytes, isWhole })),
    hubTime: now(),
  });

  own.post('/v1/evidence', SMALL, async (request) => {
    const { evidenceIds } = readBody(request, evidenceRequest);
    return answer(await evidenceStandings(store, request.deskId, evidenceIds));
  });

  // An id names a row and nothing on a disk.
  own.put<{ Params: Place }>('/v1/evidence/:evidenceId/:from', PART, async (request) => {
    const { from } = request.params;
    if (!AT.test(from) || request.rawBody.length === 0) throw new Refusal('not_understood');
    const part = { evidenceId: idIn(request.params), from: Number(from), bytes: request.rawBody };
    const taken = await takePart(store, request.deskId, part);
    if (!('refused' in taken)) return answer([taken.standing]);
    if (taken.refused === 'altered') throw new Refusal('evidence_altered');
    throw new Refusal(taken.refused === 'too_large' ? 'body_too_large' : 'out_of_scope');
  });

  own.get<{ Params: Pick<Place, 'evidenceId'> }>('/v1/evidence/:evidenceId', async (request, reply) => {
    const { deskId } = request;
    const evidenceId = idIn(request.params);
    const held = await store.heldEvidence(deskId, evidenceId);
    if (held === null) throw new Refusal('out_of_scope');
    if (!held.isWhole) throw new Refusal('evidence_not_here');
    const from = fromOf(request, reply, held.sizeBytes);
    request.log.info({ deskId, evidenceId }, 'evidence_read');
    return reply.send(Readable.from(store.readEvidence(evidenceId, from)));
  });
}

function idIn({ evidenceId }: Pick<Place, 'evidenceId'>): string {
  const read = evidenceEntry.shape.evidenceId.safeParse(evidenceId);
  if (!read.success) throw new Refusal('not_understood');
  return read.data;
}
