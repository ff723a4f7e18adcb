import { isAuditedAs } from '../../db/queries/audit.ts';
import { getImportRun, listImportRuns } from '../../db/queries/imports.ts';
import type { ImportRunRow } from '../../db/queries/imports.ts';
import type { DeskDeps } from '../deps.ts';
import type { KeySet } from '../keys/key-store.ts';
import { faultOf } from '../log.ts';
import { userRefOf } from '../views/users.ts';
import { createImportService, type ImportService } from './import-service.ts';

/** How often open windows are told how far an import has come. */
const TOLD_EVERY_MS = 300;
const RUNS_LOOKED_AT = 50;

interface ImportFiles {
  readonly keys: KeySet;
  readonly sqliteBinding: string | undefined;
  readonly workersDir: string | undefined;
}

/** A run that ended just before the desk did may have no entry yet: everything that came in is in the audit log. */
function auditEarlierRuns(deps: DeskDeps): void {
  for (const run of listImportRuns(deps.db, RUNS_LOOKED_AT)) {
    const isOver = run.state === 'done' || run.state === 'failed' || run.state === 'cancelled';
    if (isOver && !isAuditedAs(deps.db, `import/${run.runId}`, run.state)) auditRun(deps, run);
  }
}

function auditRun(deps: DeskDeps, { runId, startedBy, state, imported, observed, unchanged, bad }: ImportRunRow): void {
  deps.audit({
    act: 'orders_imported',
    userId: startedBy,
    record: `import/${runId}`,
    data: { ended: state, imported, observed, unchanged, bad },
  });
}

/** The imports of an open desk: windows are told of their progress, and what came in is audited when a run ends. */
export function openImports(deps: DeskDeps, files: ImportFiles): Promise<ImportService> {
  const { db, dataDir, now, newId, changes } = deps;
  let toldAt = 0;
  auditEarlierRuns(deps);
  return createImportService({
    db,
    dataDir,
    now,
    newId,
    ...files,
    userRef: (userId) => userRefOf(deps, userId),
    onProgress: () => {
      if (now() - toldAt < TOLD_EVERY_MS) return;
      toldAt = now();
      changes.publish(['imports']);
    },
    onFault: (error) => deps.log.error('failed', { procedure: 'imports', fault: faultOf(error) }),
    onEnded: (runId) => {
      const run = getImportRun(db, runId);
      if (run !== null) auditRun(deps, run);
      changes.publish(['imports', 'orders']);
    },
  });
}
