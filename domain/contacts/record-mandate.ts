import { z } from 'zod';
import { screenText } from '../cases/free-text.ts';
import { missingEvidence } from '../cases/guards.ts';
import { idSchema, instantSchema } from '../cases/payload-parts.ts';
import type { NewDomainEvent } from '../events.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok, refuse } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { MANDATE_ACTS } from './events.ts';
import { verifyingIn } from './guards.ts';
import { validateMandate } from './mandate.ts';
import { principalContactIn } from './principal-contact.ts';
import { risenLevel, withMandate } from './verification.ts';

/**
 * The written authority a delegate shows, complete or not: what it lacks is recorded with it and is what he is told. With L2
 * of his own and nothing lacking he has LD. Refuses like `verifyingIn`, and `invalid_input` where the caller verifies as
 * himself or as another party's delegate or for a contact in which the principal was not verified, `evidence_missing`. @rule L-18
 */
export const recordMandate = defineCommand({
  type: 'RecordMandate',
  authority: 'recorded',
  payload: z.strictObject({
    contactId: idSchema,
    partyId: idSchema,
    mandate: z.strictObject({
      agentName: z.string().trim().max(80),
      agentIdHash: z.string().max(128).nullable(),
      agentMobile: z
        .string()
        .regex(/^1[3-9]\d{9}$/)
        .nullable(),
      matter: z.string().trim().max(400),
      acts: z.array(z.enum(MANDATE_ACTS)).max(MANDATE_ACTS.length),
      validFrom: instantSchema,
      validTo: instantSchema,
      signedOrSealed: z.boolean(),
      principalIdCopyEvidenceId: idSchema.nullable(),
      mandateEvidenceId: idSchema.nullable(),
    }),
    /** The contact in which the principal confirmed it; null where there was none yet. */
    principalContactId: idSchema.nullable(),
  }),
  streams: ({ contactId, partyId, principalContactId }) => [
    streamId('contact', contactId),
    streamId('party', partyId),
    ...(principalContactId === null || principalContactId === contactId
      ? []
      : [streamId('contact', principalContactId)]),
  ],
  decide(streams, { contactId, partyId, mandate: shown, principalContactId }, context) {
    const found = verifyingIn(streams, contactId, context);
    if (!found.ok) return found;
    const { contact, session } = found.value;
    if (session.partyId !== partyId) return refuse('invalid_input', { field: 'partyId' });
    if (session.subject !== 'delegate') return refuse('invalid_input', { field: 'subject' });
    const noFile =
      missingEvidence(context.facts, shown.mandateEvidenceId) ??
      missingEvidence(context.facts, shown.principalIdCopyEvidenceId);
    if (noFile !== null) return noFile;
    const talk = principalContactId === null ? null : streams.contact(principalContactId);
    const principalContact = talk === null ? null : principalContactIn(talk, partyId, context.now);
    if (principalContactId !== null && principalContact === null) {
      return refuse('invalid_input', { field: 'principalContactId' });
    }

    const stream = streamId('contact', contactId);
    const { sessionId } = session;
    const { agentName, matter } = shown;
    const screened = screenText(stream, sessionId, { agentName, matter });
    const principalContacted = principalContact !== null;
    const mandate = { ...shown, ...screened.text, principalContacted, principalContact };
    const problems = validateMandate(mandate, context.now);
    const events: NewDomainEvent[] = [
      ...screened.events,
      { stream, type: 'MandateRecorded', data: { mandate, problems } },
    ];
    const level = risenLevel(withMandate(session, contact.channel, mandate, problems), contact.channel);
    const locked = streams.party(partyId).lockedAt !== null;
    if (level !== null && !locked) {
      events.push({ stream, type: 'VerificationLevelReached', data: { sessionId, level } });
    }
    return ok(events);
  },
});
