/** Filing as the desk does it: the second filing on an order joins the case that is open (scenario 06). */
import type { z } from 'zod';
import type { FilingInput, intakeInput } from '../../contract/desk-api/cases.ts';
import { listCasesOfOrder, openCaseOfOrder } from '../../db/queries/cases.ts';
import { getOrder } from '../../db/queries/orders.ts';
import { attachContact } from '../../domain/cases/attach-contact.ts';
import { fileCancellation } from '../../domain/cases/file-cancellation.ts';
import { fileIntake } from '../../domain/cases/file-intake.ts';
import { withdrawCase } from '../../domain/cases/withdraw-case.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Refused, Result } from '../../domain/kernel/result.ts';
import type { CommandOutcome } from '../commands/execute.ts';
import type { DeskDeps } from '../deps.ts';
import { lapseDueCases } from './lapse.ts';
import type { LapseDeps } from './lapse.ts';
import { deviceConditionOf } from '../views/decide.ts';
import { loadCase, loadContact } from '../views/load.ts';

type FileDeps = LapseDeps & Pick<DeskDeps, 'newId'>;

export interface Filed {
  readonly outcome: 'filed' | 'attached';
  readonly caseId: string;
}

/** Two codes drawn alike on one day are rare; that many in a row do not happen. */
const CODE_DRAWS = 5;

/** Files again while the code drawn for the customer is somebody else's already. */
function drawingCodes(execute: () => Result<CommandOutcome>): Result<CommandOutcome> {
  let done = execute();
  for (let draw = 1; draw < CODE_DRAWS && isDoubleCode(done); draw += 1) done = execute();
  return done;
}

function isDoubleCode(done: Result<CommandOutcome>): done is Refused {
  return !done.ok && done.refusal.code === 'already_exists' && done.refusal.data['field'] === 'caseCode';
}

/**
 * Files the cancellation, or, where the order has an open case, attaches this contact to it. The notice counts from the start
 * of the contact, as it did when the policy was shown. Refuses `order_not_known`, `not_found`, and what `FileCancellation` and
 * `AttachContact` refuse. @rule 5.2 @rule L-15
 */
export function fileCase(deps: FileDeps, actor: Actor, filing: FilingInput): Result<Filed> {
  const { db, newId, execute } = deps;
  const { device, ...said } = filing;
  lapseDueCases(deps);
  const order = getOrder(db, filing.orderNo);
  if (order === null) return refuse('order_not_known');
  const contact = loadContact(db, filing.contactId);
  if (contact === null) return refuse('not_found', { kind: 'contact' });
  const caseId = newId();
  const intake = listCasesOfOrder(db, filing.orderNo).find(
    ({ status, partyId }) => partyId === order.partyId && (status === 'intake_only' || status === 'expired'),
  );
  const done = drawingCodes(() =>
    execute(actor, fileCancellation, {
      ...said,
      caseId,
      partyId: order.partyId,
      intakeCaseId: intake?.caseId ?? null,
      noticeAt: contact.startedAt,
      deviceCondition: deviceConditionOf(db, device, filing.contactId),
      terminalReachable: true,
      payerDebited: false,
      requestedFen: null,
    }),
  );
  if (done.ok) return ok({ outcome: 'filed', caseId });
  return done.refusal.code === 'order_has_open_case' ? attached(deps, actor, filing, 'second_filing', done) : done;
}

/**
 * Takes the request of somebody not verified, or attaches the contact to the case that the order has. Refuses what
 * `FileIntake` and `AttachContact` refuse. @rule 5.2
 */
export function fileIntakeCase(deps: FileDeps, actor: Actor, intake: z.infer<typeof intakeInput>): Result<Filed> {
  const { db, newId, execute } = deps;
  lapseDueCases(deps);
  const contact = loadContact(db, intake.contactId);
  if (contact === null) return refuse('not_found', { kind: 'contact' });
  if (openCaseOfOrder(db, intake.orderNo) !== null) {
    // Nobody was verified: the contact is on the case for whoever works it, and is told nothing of it.
    return attached(deps, actor, intake, 'follow_up', refuse('order_has_open_case'));
  }
  const caseId = newId();
  const done = drawingCodes(() => execute(actor, fileIntake, { ...intake, caseId, noticeAt: contact.startedAt }));
  return done.ok ? ok({ outcome: 'filed', caseId }) : done;
}

function attached(
  { db, execute }: FileDeps,
  actor: Actor,
  { orderNo, contactId }: { orderNo: string; contactId: string },
  because: 'second_filing' | 'follow_up',
  otherwise: Refused,
): Result<Filed> {
  const open = openCaseOfOrder(db, orderNo);
  if (open === null) return otherwise;
  const done = execute(actor, attachContact, { caseId: open.caseId, contactId, because });
  return done.ok ? ok({ outcome: 'attached', caseId: open.caseId }) : done;
}

/**
 * The customer takes a request back, in a contact in which they were verified. Refuses `not_found`, `verification_not_started`
 * without a contact, and what `WithdrawCase` refuses. @rule 5.2
 */
export function withdraw(
  { db, execute }: FileDeps,
  actor: Actor,
  { caseId, contactId, reason }: { caseId: string; contactId: string | null; reason: string },
): Result<unknown> {
  const found = loadCase(db, caseId);
  if (found === null) return refuse('not_found', { kind: 'case' });
  if (contactId === null) return refuse('verification_not_started');
  return execute(actor, withdrawCase, { caseId, contactId, partyId: found.partyId, reason });
}
