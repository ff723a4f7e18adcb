import { z } from 'zod';
import { idSchema, instantSchema } from '../cases/payload-parts.ts';
import { screenText } from '../cases/free-text.ts';
import { callerLevel } from '../contacts/caller-level.ts';
import type { NewDomainEvent } from '../events.ts';
import { defineCommand, type DecideContext, type LoadedStreams } from '../kernel/command.ts';
import { ok, refuse, type Result } from '../kernel/result.ts';
import { streamId, type StreamId } from '../kernel/stream.ts';
import { mayAct } from '../permissions.ts';
import { CALLBACK_TOPICS, type CallbackTopic } from './events.ts';
import { CALLBACK_MINUTES, checkSlot } from './slots.ts';

/** Topics that give nothing away: what anybody may leave a message about. */
const MESSAGE_TOPICS: ReadonlySet<CallbackTopic> = new Set(['verification', 'other'] as const);

const payload = z
  .strictObject({
    callbackId: idSchema,
    partyId: idSchema.nullable(),
    contactId: idSchema.nullable(),
    caseId: idSchema.nullable(),
    topic: z.enum(CALLBACK_TOPICS),
    numberSource: z.enum(['registered', 'stated']),
    statedNumber: z
      .string()
      .regex(/^\d{3,20}$/)
      .nullable(),
    slotStart: instantSchema,
    ownerUserId: idSchema.nullable(),
    note: z.string().trim().max(2000),
  })
  .refine((asked) => (asked.numberSource === 'stated') === (asked.statedNumber !== null), { path: ['statedNumber'] })
  .refine((asked) => asked.numberSource === 'stated' || asked.partyId !== null, { path: ['partyId'] });
type Schedule = z.infer<typeof payload>;

/**
 * An appointment to call somebody back, at the registered number or at one just stated (which then verifies nothing). Anybody
 * may ask to be called to be verified, or about something general; about the matter itself the caller must be at L1. Without
 * a contact nobody is on the line and nothing is asked of them. Refuses `already_exists`, `not_found`, `assignee_unfit`, what
 * `checkSlot` and `mayAct` give. @rule 5.5 @rule 6
 */
export const scheduleCallback = defineCommand({
  type: 'ScheduleCallback',
  authority: 'arbitrated',
  payload,
  streams: ({ callbackId, contactId, partyId }) => {
    const others: StreamId[] = [];
    if (contactId !== null) others.push(streamId('contact', contactId));
    if (partyId !== null) others.push(streamId('party', partyId));
    return [streamId('callback', callbackId), ...others];
  },
  decide(streams, { callbackId, ...asked }, context) {
    const { now, facts } = context;
    const allowed = mayBook(streams, asked, context);
    if (!allowed.ok) return allowed;
    if (streams.callback(callbackId) !== null) return refuse('already_exists', { kind: 'callback' });
    const minutes = CALLBACK_MINUTES[asked.topic];
    const free = checkSlot(asked.slotStart, minutes, facts.callbacksInSlot(asked.slotStart), now);
    if (!free.ok) return free;
    const owner = asked.ownerUserId === null ? null : facts.user(asked.ownerUserId);
    const fit = owner !== null && owner.active && mayAct('work_callback', { ...context.actor, ...owner }).ok;
    if (asked.ownerUserId !== null && !fit) return refuse('assignee_unfit');

    // A callback has no notes of its own: that card data was typed is kept with the contact it came from.
    const at = asked.contactId === null ? null : streamId('contact', asked.contactId);
    const screened = screenText(at ?? streamId('callback', callbackId), callbackId, { note: asked.note });
    const events: NewDomainEvent[] = at === null ? [] : [...screened.events];
    events.push({
      stream: streamId('callback', callbackId),
      type: 'CallbackScheduled',
      data: { ...asked, minutes, ...screened.text },
    });
    return ok(events);
  },
});

function mayBook(
  streams: LoadedStreams,
  asked: Omit<Schedule, 'callbackId'>,
  { actor, now }: DecideContext,
): Result<true> {
  if (asked.contactId === null || MESSAGE_TOPICS.has(asked.topic)) return mayAct('take_message', actor);
  const contact = streams.contact(asked.contactId);
  if (contact === null) return refuse('not_found', { kind: 'contact' });
  if (asked.partyId === null) return mayAct('book_callback', actor);
  return mayAct('book_callback', actor, callerLevel(contact, asked.partyId, streams.party(asked.partyId), now));
}
