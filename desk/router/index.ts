import type { DeskDeps } from '../deps.ts';
import type { ImportService } from '../import/import-service.ts';
import { createAuditRouter } from './audit.ts';
import { createAuthRouter } from './auth.ts';
import { proceduresOf } from './base.ts';
import { createCallbacksRouter } from './callbacks.ts';
import { createCasesRouter } from './cases.ts';
import { createContactsRouter } from './contacts.ts';
import { createDraftsRouter } from './drafts.ts';
import { createEvidenceRouter } from './evidence.ts';
import { createImportsRouter } from './imports.ts';
import { createOrdersRouter } from './orders.ts';
import { createPolicyRouter } from './policy.ts';
import { createPrivacyRouter } from './privacy.ts';
import type { createSystemRouter } from './system.ts';
import { createTasksRouter } from './tasks.ts';
import { createUsersRouter } from './users.ts';
import { createVerificationRouter } from './verification.ts';
import { createWorkRouter } from './work.ts';

/** Everything an open desk answers. One that could not be opened answers `system` alone (`createRefusedRouter`). */
export function createDeskRouter(
  deps: DeskDeps,
  system: ReturnType<typeof createSystemRouter>,
  imports: ImportService,
) {
  const procedures = proceduresOf(deps);
  return {
    system,
    auth: createAuthRouter(deps, procedures),
    work: createWorkRouter(deps, procedures),
    contacts: createContactsRouter(deps, procedures),
    verification: createVerificationRouter(deps, procedures),
    orders: createOrdersRouter(deps, procedures),
    cases: createCasesRouter(deps, procedures),
    tasks: createTasksRouter(deps, procedures),
    callbacks: createCallbacksRouter(deps, procedures),
    evidence: createEvidenceRouter(deps, procedures),
    drafts: createDraftsRouter(deps, procedures),
    imports: createImportsRouter(deps, imports, procedures),
    policy: createPolicyRouter(deps, procedures),
    privacy: createPrivacyRouter(deps, procedures),
    users: createUsersRouter(deps, procedures),
    audit: createAuditRouter(deps, procedures),
  };
}
export type DeskRouter = ReturnType<typeof createDeskRouter>;
