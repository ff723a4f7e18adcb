import { approveCase } from '../../domain/cases/approve-case.ts';
import { assignOwner } from '../../domain/cases/assign-owner.ts';
import { attachContact } from '../../domain/cases/attach-contact.ts';
import { receiveMaterial } from '../../domain/cases/receive-material.ts';
import { rejectCase } from '../../domain/cases/reject-case.ts';
import { requestInfo } from '../../domain/cases/request-info.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import { refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { mayAct } from '../../domain/permissions.ts';
import type { DeskDeps } from '../deps.ts';
import { fileCase, fileIntakeCase, withdraw } from '../services/file-case.ts';
import { casePage } from '../views/case-queue.ts';
import { caseView } from '../views/case.ts';
import { caseDocument } from '../views/document.ts';
import { loadCase } from '../views/load.ts';
import type { Procedures } from './base.ts';
import { refused, valueOf } from './base.ts';
import { cursorOf, mayRead, readCursor } from './reading.ts';

/** Cancellation cases. Every change answers with the case as it stands then, and what may happen to it next. */
export function createCasesRouter(deps: DeskDeps, { signedIn }: Procedures) {
  const { db, execute } = deps;
  const viewAfter = (done: Result<unknown>, caseId: string, actor: Actor) => {
    valueOf(done);
    return valueOf(caseView(deps, caseId, actor));
  };
  return {
    file: signedIn.cases.file.handler(({ context: { user }, input }) => {
      const { outcome, caseId } = valueOf(fileCase(deps, user.actor, input));
      return { outcome, case: valueOf(caseView(deps, caseId, user.actor)) };
    }),
    fileIntake: signedIn.cases.fileIntake.handler(({ context: { user }, input }) => {
      const { outcome, caseId } = valueOf(fileIntakeCase(deps, user.actor, input));
      return { outcome, case: valueOf(caseView(deps, caseId, user.actor)) };
    }),
    get: signedIn.cases.get.handler(({ context: { user }, input }) => {
      valueOf(mayRead(user.actor));
      return valueOf(caseView(deps, input.caseId, user.actor));
    }),
    look: signedIn.cases.look.handler(async ({ context: { user }, input }) => {
      valueOf(mayRead(user.actor));
      return [...((await deps.hub?.look(user.userId, input.caseId)) ?? [])];
    }),
    list: signedIn.cases.list.handler(({ context: { user }, input: { cursor, ...asked } }) => {
      valueOf(asked.queue === 'review' ? mayAct('view_review_queue', user.actor) : mayRead(user.actor));
      const at = valueOf(readCursor(cursor));
      const after = at === null ? null : { sortAt: at.sortedBy, caseId: at.id };
      const { rows, total, last } = casePage(deps, { ...asked, userId: user.userId }, after);
      return { rows, total, next: cursorOf(last === null ? null : { sortedBy: last.sortAt, id: last.caseId }) };
    }),
    attachContact: signedIn.cases.attachContact.handler(({ context: { user }, input }) =>
      viewAfter(execute(user.actor, attachContact, { ...input, because: 'follow_up' }), input.caseId, user.actor),
    ),
    withdraw: signedIn.cases.withdraw.handler(({ context: { user }, input }) =>
      viewAfter(withdraw(deps, user.actor, input), input.caseId, user.actor),
    ),
    requestInfo: signedIn.cases.requestInfo.handler(({ context: { user }, input }) =>
      viewAfter(execute(user.actor, requestInfo, input), input.caseId, user.actor),
    ),
    receiveMaterial: signedIn.cases.receiveMaterial.handler(({ context: { user }, input }) => {
      const partyId = loadCase(db, input.caseId)?.partyId;
      if (partyId === undefined) return refused(refuse('not_found', { kind: 'case' }).refusal);
      return viewAfter(execute(user.actor, receiveMaterial, { ...input, partyId }), input.caseId, user.actor);
    }),
    assignOwner: signedIn.cases.assignOwner.handler(({ context: { user }, input }) =>
      viewAfter(execute(user.actor, assignOwner, input), input.caseId, user.actor),
    ),
    approve: signedIn.cases.approve.handler(({ context: { user }, input }) =>
      viewAfter(execute(user.actor, approveCase, input), input.caseId, user.actor),
    ),
    reject: signedIn.cases.reject.handler(({ context: { user }, input }) =>
      viewAfter(execute(user.actor, rejectCase, input), input.caseId, user.actor),
    ),
    document: signedIn.cases.document.handler(({ context: { user }, input }) => {
      valueOf(mayRead(user.actor));
      return valueOf(caseDocument(deps, input.caseId, user));
    }),
  };
}
