import { z } from 'zod';
import { screenText } from '../cases/free-text.ts';
import { idSchema } from '../cases/payload-parts.ts';
import { EVIDENCE_KINDS } from '../cases/shared-events.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { contactFor } from './guards.ts';

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** A file that the desk has stored, put on the contact by its hash, also after it ended. Refuses `not_permitted`, `not_found`. @rule L-25 */
export const attachContactEvidence = defineCommand({
  type: 'AttachContactEvidence',
  authority: 'recorded',
  payload: z.strictObject({
    contactId: idSchema,
    evidenceId: idSchema,
    kind: z.enum(EVIDENCE_KINDS),
    title: z.string().trim().min(1).max(200),
    sha256: sha256Schema,
    sizeBytes: z.int().min(1),
    mediaType: z.string().trim().min(1).max(120),
    chainPrevHash: sha256Schema,
  }),
  streams: ({ contactId }) => [streamId('contact', contactId)],
  decide(streams, { contactId, ...evidence }, context) {
    const found = contactFor('attach_evidence', 'any', streams, contactId, context);
    if (!found.ok) return found;
    const stream = streamId('contact', contactId);
    const { text, events } = screenText(stream, evidence.evidenceId, { title: evidence.title });
    return ok([...events, { stream, type: 'EvidenceAttached', data: { ...evidence, ...text } }]);
  },
});
