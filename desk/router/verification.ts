import { challengeVerification } from '../../domain/contacts/challenge-verification.ts';
import { markPendingMaterial } from '../../domain/contacts/mark-pending-material.ts';
import { refuseVerification } from '../../domain/contacts/refuse-verification.ts';
import { startVerification } from '../../domain/contacts/start-verification.ts';
import { refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { mayAct } from '../../domain/permissions.ts';
import type { DeskDeps } from '../deps.ts';
import { callPrincipal, showMandate } from '../services/delegate.ts';
import { isTheirs } from '../services/start-contact.ts';
import { recheck, sendCodeIn, submitElements, unlock } from '../services/verify-caller.ts';
import { contactView } from '../views/contact.ts';
import { lockedParties } from '../views/locked.ts';
import { principalContactsOf } from '../views/principal.ts';
import type { Procedures } from './base.ts';
import { refused, valueOf } from './base.ts';
import { mayRead } from './reading.ts';

/** Who is on the line or at the counter. Values are compared in this process and go no further. */
export function createVerificationRouter(deps: DeskDeps, { signedIn }: Procedures) {
  const { db, execute, newId } = deps;
  const viewAfter = (done: Result<unknown>, contactId: string) => {
    valueOf(done);
    return valueOf(contactView(deps, contactId));
  };
  return {
    start: signedIn.verification.start.handler(({ context, input }) => {
      if (!isTheirs(db, input)) return refused(refuse('order_not_known').refusal);
      return viewAfter(
        execute(context.user.actor, startVerification, { ...input, sessionId: newId() }),
        input.contactId,
      );
    }),
    sendCode: signedIn.verification.sendCode.handler(async ({ context, input }) =>
      valueOf(await sendCodeIn(deps, context.user.actor, input.contactId)),
    ),
    submit: signedIn.verification.submit.handler(({ context, input: { contactId, elements } }) => {
      const outcome = valueOf(submitElements(deps, context.user.actor, contactId, elements));
      return { outcome, contact: valueOf(contactView(deps, contactId)) };
    }),
    refuse: signedIn.verification.refuse.handler(({ context, input }) =>
      viewAfter(execute(context.user.actor, refuseVerification, input), input.contactId),
    ),
    pendingMaterial: signedIn.verification.pendingMaterial.handler(({ context, input }) =>
      viewAfter(execute(context.user.actor, markPendingMaterial, input), input.contactId),
    ),
    challenge: signedIn.verification.challenge.handler(({ context, input }) =>
      viewAfter(execute(context.user.actor, challengeVerification, input), input.contactId),
    ),
    recordMandate: signedIn.verification.recordMandate.handler(({ context, input }) =>
      viewAfter(showMandate(deps, context.user.actor, input), input.contactId),
    ),
    principalContacts: signedIn.verification.principalContacts.handler(({ context, input }) => {
      valueOf(mayRead(context.user.actor));
      return principalContactsOf(deps, input.contactId);
    }),
    callPrincipal: signedIn.verification.callPrincipal.handler(({ context, input }) => {
      const contactId = valueOf(callPrincipal(deps, context.user.actor, input.contactId));
      return valueOf(contactView(deps, contactId));
    }),
    recheck: signedIn.verification.recheck.handler(({ context, input }) => {
      const matched = valueOf(recheck(deps, context.user.actor, input));
      return { matched, contact: valueOf(contactView(deps, input.contactId)) };
    }),
    locked: signedIn.verification.locked.handler(({ context }) => {
      valueOf(mayAct('unlock_verification', context.user.actor));
      return lockedParties(deps);
    }),
    unlock: signedIn.verification.unlock.handler(({ context, input }) => {
      valueOf(unlock(deps, context.user.actor, input));
      return {};
    }),
  };
}
