/** Filing as the desk does it: the second filing on an order joins the case that is open (scenario 06). */
import type { z } from 'zod';
import type { FilingInput, intakeInput } from '../../contract/desk-api/cases.ts';
import { openCaseOfOrder } from '../../db/queries/cases.ts';
import { attempt } from '../../db/open/database.ts';
import { getOrder } from '../../db/queries/orders.ts';
import { addCaseNote } from '../../domain/cases/add-case-note.ts';
import { attachContact } from '../../domain/cases/attach-contact.ts';
import { fileCancellation } from '../../domain/cases/file-cancellation.ts';
import { fileIntake } from '../../domain/cases/file-intake.ts';
import { withdrawCase } from '../../domain/cases/withdraw-case.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Refused, Result } from '../../domain/kernel/result.ts';
import type { CommandOutcome } from '../commands/execute.ts';
import type { DeskDeps } from '../deps.ts';
import { lapseCasesOfOrder } from './lapse.ts';
import type { LapseDeps } from './lapse.ts';
import { deviceConditionOf } from '../views/decide.ts';
import { loadCase, loadContact } from '../views/load.ts';
import { unansweredIntakes } from '../views/notice.ts';

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
 * of the contact or from the first intake of the order, as it did when the policy was shown. Refuses `order_not_known`, `not_found`, and what `FileCancellation` and
 * `AttachContact` refuse. @rule 5.2 @rule L-15
 */
export function fileCase(deps: FileDeps, actor: Actor, filing: FilingInput): Result<Filed> {
  const { db, newId, execute } = deps;
  const { device, txn, ...said } = filing;
  lapseCasesOfOrder(deps, filing.orderNo);
  const order = getOrder(db, filing.orderNo);
  if (order === null) return refuse('order_not_known');
  const contact = loadContact(db, filing.contactId);
  if (contact === null) return refuse('not_found', { kind: 'contact' });
  const caseId = newId();
  const intakes = unansweredIntakes(db, order);
  const done = drawingCodes(() =>
    execute(actor, fileCancellation, {
      ...said,
      caseId,
      partyId: order.partyId,
      intakeCaseIds: intakes.map((intake) => intake.caseId),
      noticeAt: contact.startedAt,
      deviceCondition: deviceConditionOf(db, device, filing.contactId),
      ...txn,
    }),
  );
  if (done.ok) return ok({ outcome: 'filed', caseId });
  const open = done.refusal.code === 'order_has_open_case' ? openCaseOfOrder(db, filing.orderNo) : null;
  return open === null ? done : attached(deps, actor, open.caseId, filing.contactId, 'second_filing');
}

/**
 * Takes the request of somebody not verified. Where the order has an open case, or an intake that still waits, the contact is
 * attached to that one and its words become notes there: the first notice is the one that counts. Refuses `order_not_known`
 * and what `FileIntake`, `AttachContact` and `AddCaseNote` refuse. @rule 5.2 @rule L-15
 */
export function fileIntakeCase(deps: FileDeps, actor: Actor, intake: z.infer<typeof intakeInput>): Result<Filed> {
  const { db, newId, execute } = deps;
  lapseCasesOfOrder(deps, intake.orderNo);
  const contact = loadContact(db, intake.contactId);
  if (contact === null) return refuse('not_found', { kind: 'contact' });
  const order = getOrder(db, intake.orderNo);
  if (order === null) return refuse('order_not_known');
  const waiting = unansweredIntakes(db, order).find(({ status }) => status === 'intake_only');
  const joined = openCaseOfOrder(db, intake.orderNo) ?? waiting;
  if (joined !== undefined) {
    // Nobody was verified: the contact is on the case for whoever works it, and is told nothing of it.
    const said = [intake.reasonText, intake.noCallbackBecause ?? ''].map((words) => words.trim());
    return attempt(db, () => {
      const done = attached(deps, actor, joined.caseId, intake.contactId, 'follow_up');
      for (const text of said.filter((words) => words !== '')) {
        const noted = execute(actor, addCaseNote, { caseId: joined.caseId, noteId: newId(), text, corrects: null });
        if (!noted.ok) return noted;
      }
      return done;
    });
  }
  const caseId = newId();
  const done = drawingCodes(() => execute(actor, fileIntake, { ...intake, caseId, noticeAt: contact.startedAt }));
  return done.ok ? ok({ outcome: 'filed', caseId }) : done;
}

function attached(
  { execute }: FileDeps,
  actor: Actor,
  caseId: string,
  contactId: string,
  because: 'second_filing' | 'follow_up',
): Result<Filed> {
  const done = execute(actor, attachContact, { caseId, contactId, because });
  return done.ok ? ok({ outcome: 'attached', caseId }) : done;
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
