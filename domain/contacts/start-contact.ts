import { z } from 'zod';
import { idSchema } from '../cases/payload-parts.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok, refuse } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { mayAct } from '../permissions.ts';
import { CONTACT_CHANNELS, CONTACT_DIRECTIONS } from './events.ts';

/**
 * A call comes in or goes out, a customer stands at the counter. How long they waited, in seconds, is kept where it is known
 * (X04). Refuses `not_permitted`, `already_exists`.
 */
export const startContact = defineCommand({
  type: 'StartContact',
  authority: 'recorded',
  payload: z.strictObject({
    contactId: idSchema,
    channel: z.enum(CONTACT_CHANNELS),
    direction: z.enum(CONTACT_DIRECTIONS),
    cli: z
      .string()
      .regex(/^\d{3,20}$/)
      .nullable(),
    waitedSeconds: z.int().min(0).nullable(),
    callbackId: idSchema.nullable(),
  }),
  streams: ({ contactId }) => [streamId('contact', contactId)],
  decide(streams, { contactId, ...start }, { actor }) {
    const allowed = mayAct('handle_contact', actor);
    if (!allowed.ok) return allowed;
    if (streams.contact(contactId) !== null) return refuse('already_exists', { kind: 'contact' });
    return ok([{ stream: streamId('contact', contactId), type: 'ContactStarted', data: start }]);
  },
});
