import { z } from 'zod';
import type { NewDomainEvent } from '../events.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok, refuse } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import type { Order } from '../orders/order.ts';
import type { PolicyDecision } from '../policy/decision.ts';
import { screenText } from './free-text.ts';
import { caseFor, openContact } from './guards.ts';
import { idSchema, textSchema } from './payload-parts.ts';
import { verifiedFor } from './verified.ts';

/**
 * The customer takes the request back: open tasks fall away and the order stands as it stood before. Not once money has
 * moved or the device is back. Refuses `not_found`, `not_permitted`, `case_state_forbids`, `contact_ended`,
 * `contact_belongs_to_other`, `invalid_input` (another party), `withdraw_too_late` and what verification refuses. @rule 5.2
 */
export const withdrawCase = defineCommand({
  type: 'WithdrawCase',
  authority: 'arbitrated',
  payload: z.strictObject({ caseId: idSchema, contactId: idSchema, partyId: idSchema, reason: textSchema }),
  streams: ({ caseId, contactId, partyId }) => [
    streamId('case', caseId),
    streamId('contact', contactId),
    streamId('party', partyId),
  ],
  decide(streams, { caseId, contactId, partyId, reason }, { actor, facts, now }) {
    const found = caseFor('withdraw', streams, caseId, actor);
    if (!found.ok) return found;
    const state = found.value;
    if (state.partyId !== partyId) return refuse('invalid_input', { field: 'partyId' });
    const contact = openContact(streams, contactId, actor);
    if (!contact.ok) return contact;
    const verified = verifiedFor(contact.value, streams.party(partyId), partyId, actor, ['withdraw_cancellation'], now);
    if (!verified.ok) return verified;
    const order = facts.order(state.orderNo);
    if (order !== null && isTooLate(order, state.decision)) return refuse('withdraw_too_late');

    const stream = streamId('case', caseId);
    const { text, events } = screenText(stream, caseId, { reason });
    const open = state.tasks.filter((task) => task.status === 'open');
    const isNewContact = !state.contactIds.includes(contactId);
    return ok([
      ...events,
      { stream, type: 'CaseWithdrawn', data: { contactId, reason: text.reason } },
      ...open.map(({ task }): NewDomainEvent => ({
        stream,
        type: 'TaskCancelled',
        data: { taskId: task.taskId, because: 'case_withdrawn' },
      })),
      ...(isNewContact
        ? [
            {
              stream: streamId('contact', contactId),
              type: 'ContactCaseLinked',
              data: { caseId, how: 'attached' },
            } as const,
          ]
        : []),
    ]);
  },
});

const MONEY_BACK: ReadonlySet<string> = new Set([
  'partially_refunded',
  'refunded',
  'voided',
  'reversed',
  'charged_back',
  'cash_returned',
  'closed',
]);

/** Since filing, money has gone back or the device has: what is done can't be taken back by words. */
function isTooLate(order: Order, decision: PolicyDecision | null): boolean {
  const isApplication = order.kind === 'terminal_application';
  const money = isApplication ? order.paymentStatus : order.state;
  const moneyAtFiling = decision?.inputs[isApplication ? 'paymentStatus' : 'state'];
  if (money !== moneyAtFiling && MONEY_BACK.has(money)) return true;
  return isApplication && order.terminalStatus === 'returned' && decision?.inputs['terminalStatus'] !== 'returned';
}
