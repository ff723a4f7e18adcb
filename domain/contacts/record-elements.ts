import { z } from 'zod';
import { missingEvidence } from '../cases/guards.ts';
import { idSchema } from '../cases/payload-parts.ts';
import type { NewDomainEvent } from '../events.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok, refuse } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { mayAct } from '../permissions.ts';
import { VERIFICATION_ELEMENTS, type VerificationElement } from './events.ts';
import { afterFailedCheck } from './failed-check.ts';
import { comparingIn } from './guards.ts';
import { acceptsElement, risenLevel, withCheck } from './verification.ts';

/** The counter's L3 proofs: an agent on the phone cannot have seen them. */
const ORIGINALS: ReadonlySet<VerificationElement> = new Set(['terminal_present', 'contract_original'] as const);

/**
 * What the desk has compared, element by element: only which and with what outcome, never what was said. Comparisons after
 * the one that ends the session are not counted. Refuses like `comparingIn`, and `not_permitted` for counter originals,
 * `element_not_accepted_here`, `evidence_missing`, `invalid_input` for a party other than the session's. @rule 6 @rule 5.6
 */
export const recordElements = defineCommand({
  type: 'RecordElements',
  authority: 'recorded',
  payload: z.strictObject({
    contactId: idSchema,
    partyId: idSchema,
    checks: z
      .array(
        z.strictObject({
          element: z.enum(VERIFICATION_ELEMENTS),
          result: z.enum(['match', 'mismatch', 'unavailable']),
          evidenceId: idSchema.nullable(),
        }),
      )
      .min(1)
      .max(VERIFICATION_ELEMENTS.length),
  }),
  streams: ({ contactId, partyId }) => [streamId('contact', contactId), streamId('party', partyId)],
  decide(streams, { contactId, partyId, checks }, context) {
    const found = comparingIn(streams, contactId, context);
    if (!found.ok) return found;
    const { channel } = found.value.contact;
    let { session } = found.value;
    const { sessionId } = session;
    if (session.partyId !== partyId) return refuse('invalid_input', { field: 'partyId' });
    const foreign = checks.find(({ element }) => !acceptsElement(found.value.contact, element));
    if (foreign !== undefined) return refuse('element_not_accepted_here', { element: foreign.element, channel });
    if (checks.some(({ element }) => ORIGINALS.has(element))) {
      const allowed = mayAct('verify_by_originals', context.actor);
      if (!allowed.ok) return allowed;
    }
    for (const { evidenceId } of checks) {
      const missing = missingEvidence(context.facts, evidenceId);
      if (missing !== null) return missing;
    }

    const stream = streamId('contact', contactId);
    const party = streams.party(partyId);
    const lockedElsewhere = party.lockedAt !== null && session.purpose !== 'unlock';
    const events: NewDomainEvent[] = [];
    let uncounted = 0;
    for (const check of checks) {
      events.push({ stream, type: 'VerificationElementChecked', data: { sessionId, ...check } });
      session = withCheck(session, channel, check, context.now);
      if (check.result === 'mismatch' && !lockedElsewhere) {
        const { element } = check;
        const failure = afterFailedCheck({ contactId, session, party, element, uncounted, now: context.now });
        events.push(...failure.events);
        if (failure.over) return ok(events);
        uncounted += 1;
      }
    }
    if (lockedElsewhere) {
      return ok([
        ...events,
        { stream, type: 'VerificationSessionFailed', data: { sessionId, reason: 'party_locked' } },
      ]);
    }
    const level = risenLevel(session, channel);
    if (level !== null) events.push({ stream, type: 'VerificationLevelReached', data: { sessionId, level } });
    return ok(events);
  },
});
