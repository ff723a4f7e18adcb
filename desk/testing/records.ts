/** Orders and contacts in an open desk, for tests. */
import { transaction } from '../../db/open/database.ts';
import { getOrder } from '../../db/queries/orders.ts';
import { recordOrder } from '../../db/queries/record-order.ts';
import { generatedOrder } from '../../db/testing/generated-orders.ts';
import type { VerificationElement } from '../../domain/contacts/events.ts';
import { recordElements } from '../../domain/contacts/record-elements.ts';
import { startContact } from '../../domain/contacts/start-contact.ts';
import { startVerification } from '../../domain/contacts/start-verification.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { NOW } from '../../domain/testing/given.ts';
import type { DeskDeps } from '../deps.ts';

/** Records the generated order of that index and answers it with what it states; one party holds three in a row. */
export function haveOrder(deps: DeskDeps, index: number) {
  const input = generatedOrder(index);
  transaction(deps.db, () => recordOrder(deps.db, input, { at: NOW, source: 'test', newId: deps.newId }), 'orders');
  const order = getOrder(deps.db, input.order.orderNo);
  if (order === null) throw new Error('the order was not recorded');
  return { order, party: input.party };
}

/** An inbound call of this person, verified as that party by the elements given. */
export function haveCall(
  deps: DeskDeps,
  actor: Actor,
  call: { readonly contactId: string; readonly partyId: string; readonly matched: readonly VerificationElement[] },
): void {
  const { contactId, partyId, matched } = call;
  done(
    deps.execute(actor, startContact, {
      contactId,
      channel: 'phone',
      direction: 'inbound',
      cli: '19912345678',
      waitedSeconds: null,
      callbackId: null,
    }),
  );
  if (matched.length === 0) return;
  done(
    deps.execute(actor, startVerification, {
      contactId,
      sessionId: `session-of-${contactId}`,
      partyId,
      orderNo: null,
      subject: 'self',
      purpose: 'cancellation',
    }),
  );
  const checks = matched.map((element) => ({ element, result: 'match' as const, evidenceId: null }));
  done(deps.execute(actor, recordElements, { contactId, partyId, checks }));
}

function done(result: Result<unknown>): void {
  if (!result.ok) throw new Error(`refused: ${result.refusal.code}`);
}
