import { z } from 'zod';
import { defineCommand } from '../kernel/command.ts';
import { ok } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { screenText } from './free-text.ts';
import { caseFor } from './guards.ts';
import { idSchema } from './payload-parts.ts';
import { EVIDENCE_KINDS } from './shared-events.ts';

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** A file that the desk has stored, put on the case by its hash (L-25). Refuses `not_found`, `not_permitted`. */
export const attachCaseEvidence = defineCommand({
  type: 'AttachCaseEvidence',
  authority: 'recorded',
  payload: z.strictObject({
    caseId: idSchema,
    evidenceId: idSchema,
    kind: z.enum(EVIDENCE_KINDS),
    title: z.string().trim().min(1).max(200),
    sha256: sha256Schema,
    sizeBytes: z.int().min(1),
    mediaType: z.string().trim().min(1).max(120),
    chainPrevHash: sha256Schema,
  }),
  streams: ({ caseId }) => [streamId('case', caseId)],
  decide(streams, { caseId, ...evidence }, { actor }) {
    const found = caseFor('attach_evidence', streams, caseId, actor);
    if (!found.ok) return found;
    const stream = streamId('case', caseId);
    const { text, events } = screenText(stream, evidence.evidenceId, { title: evidence.title });
    return ok([...events, { stream, type: 'EvidenceAttached', data: { ...evidence, title: text.title } }]);
  },
});
