import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from './refusals.ts';

/** `bytes=N-`: from here to the end. */
const RANGE = /^bytes=(\d{1,15})-$/u;

/** From which byte on somebody asks for something of that size; the answer's head says what comes. Refuses what lies behind its end. */
export function fromOf(request: FastifyRequest, reply: FastifyReply, size: number): number {
  const from = Number(RANGE.exec(request.headers.range ?? '')?.[1] ?? 0);
  if (from >= size) throw new Refusal('not_understood');
  reply
    .header('accept-ranges', 'bytes')
    .header('content-length', size - from)
    .type('application/octet-stream');
  if (from > 0) reply.code(206).header('content-range', `bytes ${from}-${size - 1}/${size}`);
  return from;
}
