/** Commands with as little in them as `executeCommand` needs, over real events. */
import { z } from 'zod';
import { cancellationFiled, contactStarted } from '../../../db/testing/sample-events.ts';
import { defineCommand } from '../../../domain/kernel/command.ts';
import { ok, refuse } from '../../../domain/kernel/result.ts';
import { streamId } from '../../../domain/kernel/stream.ts';

export const startContact = defineCommand({
  type: 'StartContact',
  authority: 'recorded',
  payload: z.strictObject({ contactId: z.string().min(1) }),
  streams: ({ contactId }) => [streamId('contact', contactId)],
  decide: (streams, { contactId }) =>
    streams.contact(contactId) === null ? ok([contactStarted(contactId)]) : refuse('already_exists'),
});

/** Files on an order; `blind` skips the question whether it is taken, as two desks do that do not know of one another. */
export const fileBlindly = defineCommand({
  type: 'FileBlindly',
  authority: 'arbitrated',
  payload: z.strictObject({ caseId: z.string(), contactId: z.string(), orderNo: z.string(), note: z.string() }),
  streams: ({ caseId, contactId }) => [streamId('case', caseId), streamId('contact', contactId)],
  decide: (_streams, { caseId, contactId, orderNo }) =>
    ok([
      cancellationFiled(caseId, { orderNo, contactId }),
      { stream: `contact/${contactId}`, type: 'ContactCaseLinked', data: { caseId, how: 'filed' } },
    ]),
});
