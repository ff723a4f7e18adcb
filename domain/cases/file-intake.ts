import { z } from 'zod';
import type { NewDomainEvent } from '../events.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok, refuse } from '../kernel/result.ts';
import { streamId, type StreamId } from '../kernel/stream.ts';
import { mayAct } from '../permissions.ts';
import { addDays, endOfDay, localDateOf } from '../policy/calendar.ts';
import { drawCaseCode } from './case-code.ts';
import { screenText } from './free-text.ts';
import { openContact } from './guards.ts';
import { noticeMoment } from './notice.ts';
import { idSchema, instantSchema, textSchema } from './payload-parts.ts';

/** An intake waits this many days for the caller to come back verified (5.2). */
const INTAKE_DAYS = 7;

/**
 * Takes the request of somebody who could not be verified: no effect on the order and nothing told about it, but the
 * notice counts from now, a callback or the reason why there is none is on record, and what is missing has been asked for.
 * Refuses `not_permitted`, `not_found`, `contact_ended`, `contact_belongs_to_other`, `already_exists`, `order_not_known`,
 * `invalid_input` (neither a callback nor a reason). @rule 5.2
 */
export const fileIntake = defineCommand({
  type: 'FileIntake',
  authority: 'recorded',
  payload: z.strictObject({
    caseId: idSchema,
    contactId: idSchema,
    orderNo: idSchema,
    reasonCode: idSchema.nullable(),
    reasonText: z.string().trim().max(4000),
    materialsRequested: z.array(idSchema).min(1).max(30),
    callbackId: idSchema.nullable(),
    noCallbackBecause: textSchema.nullable(),
    noticeAt: instantSchema,
  }),
  streams: ({ caseId, contactId, callbackId }): [StreamId, ...StreamId[]] => [
    streamId('case', caseId),
    streamId('contact', contactId),
    ...(callbackId === null ? [] : [streamId('callback', callbackId)]),
  ],
  decide(streams, payload, context) {
    const { caseId, contactId, orderNo, callbackId, noCallbackBecause } = payload;
    const { actor, facts, now } = context;
    const permitted = mayAct('record_intake', actor);
    if (!permitted.ok) return permitted;
    if (streams.case(caseId) !== null) return refuse('already_exists', { kind: 'case' });
    const contact = openContact(streams, contactId, actor);
    if (!contact.ok) return contact;
    const order = facts.order(orderNo);
    if (order === null) return refuse('order_not_known');
    if (callbackId === null && noCallbackBecause === null) return refuse('invalid_input', { field: 'callbackId' });
    if (callbackId !== null && streams.callback(callbackId) === null) return refuse('not_found', { kind: 'callback' });

    const stream = streamId('case', caseId);
    const { text, events } = screenText(stream, caseId, { reason: payload.reasonText, note: noCallbackBecause });
    const note: readonly NewDomainEvent[] =
      text.note === null
        ? []
        : [{ stream, type: 'NoteAdded', data: { noteId: context.newId(), text: text.note, corrects: null } }];
    return ok([
      {
        stream,
        type: 'IntakeRecorded',
        data: {
          caseCode: drawCaseCode(context),
          orderNo,
          orderKind: order.kind,
          partyId: order.partyId,
          contactId,
          intakeChannel: contact.value.channel,
          reasonCode: payload.reasonCode,
          reasonText: text.reason,
          materialsRequested: payload.materialsRequested,
          callbackId,
          noticeReceivedAt: noticeMoment(payload.noticeAt, contact.value.startedAt, now),
          expiresAt: endOfDay(addDays(localDateOf(now), INTAKE_DAYS)),
        },
      },
      ...events,
      ...note,
      { stream: streamId('contact', contactId), type: 'ContactCaseLinked', data: { caseId, how: 'filed' } },
    ]);
  },
});
